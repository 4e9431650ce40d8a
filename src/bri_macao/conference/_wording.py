"""The fixed words of a dossier in four languages; those of documents in general stand in `pages.wording`."""

from collections.abc import Mapping

from bri_macao.pages.wording import by_language

__all__ = ["WORDS"]

WORDS: Mapping[str, Mapping[str, str]] = by_language(
    {
        "dossier": (
            "联席会议工作文件",
            "聯席會議工作文件",
            "Dossier para a reunião conjunta",
            "Dossier for the joint conference",
        ),
        "plan": ("计划", "計劃", "Plano", "Plan"),
        "as-of": ("截至", "截至", "Situação em", "As of"),
        "whole": ("整体情况", "整體情況", "Situação geral", "Overall"),
        "compiled": (
            "本文件由进度记录编制；未有记录者列为“未有汇报”，并不表示未有开展。",
            "本文件由進度記錄編製；未有記錄者列為「未有匯報」，並不表示未有開展。",
            "Elaborado a partir do registo de progresso; a falta de registo não significa falta de execução.",
            "Compiled from the log of progress; where nothing was reported, work may still have been done.",
        ),
        # Headings.
        "progress": ("各部分进展", "各部分進展", "Progresso por secção", "Progress by section"),
        "targets": ("目标完成情况", "目標完成情況", "Cumprimento das metas", "Targets"),
        "meetings": ("会议", "會議", "Reuniões", "Meetings"),
        "problems": ("问题", "問題", "Problemas", "Problems"),
        "decisions": ("会议决定及跟进", "會議決定及跟進", "Decisões e seguimento", "Decisions and what became of them"),
        "priorities": ("下一期重点工作建议", "下一期重點工作建議", "Prioridades propostas", "Candidate priorities"),
        "none": ("没有记录。", "沒有記錄。", "Nada consta.", "None on record."),
        # Columns and labels.
        "section": ("部分", "部分", "Secção", "Section"),
        "total": ("举措", "舉措", "Acções", "Actions"),
        "item": ("工作项", "工作項", "Trabalho", "Item"),
        "target": ("目标", "目標", "Meta", "Target"),
        "asked": ("要求", "要求", "Previsto", "Asked for"),
        "count": ("完成", "完成", "Realizado", "Count"),
        "state": ("状态", "狀態", "Estado", "State"),
        "reasons": ("理由", "理由", "Fundamentos", "Reasons"),
        "evidence": ("依据", "依據", "Comprovativos", "Evidence"),
        "concerns": ("涉及", "涉及", "Diz respeito a", "Concerns"),
        "by": ("由{}汇报", "由{}匯報", "comunicado por {}", "reported by {}"),
        "reached": ("已达标", "已達標", "cumprida", "reached"),
        "missed": ("逾期未达标", "逾期未達標", "não cumprida no prazo", "missed"),
        "open": ("未达标", "未達標", "por cumprir", "not reached yet"),
        # Groups of items.
        "group.done": ("已完成", "已完成", "Concluídos", "Done"),
        "group.in-hand": ("进行中", "進行中", "Em curso", "In hand"),
        "group.not-started": ("未开始", "未開始", "Por iniciar", "Not started"),
        "group.blocked": ("受阻", "受阻", "Bloqueados", "Blocked"),
        "group.late": ("逾期", "逾期", "Em atraso", "Late"),
        "group.silent": ("未有汇报", "未有匯報", "Sem informação", "Nothing reported"),
        "group.dropped": ("已取消", "已取消", "Cancelados", "Dropped"),
        # States of subjects.
        "status.not-started": ("未开始", "未開始", "por iniciar", "not started"),
        "status.in-hand": ("进行中", "進行中", "em curso", "in hand"),
        "status.blocked": ("受阻", "受阻", "bloqueado", "blocked"),
        "status.done": ("已完成", "已完成", "concluído", "done"),
        "status.dropped": ("已取消", "已取消", "cancelado", "dropped"),
        "status.silent": ("未有汇报", "未有匯報", "sem informação", "nothing reported"),
        "status.counted": ("已统计", "已統計", "contabilizado", "counted"),
        "status.raised": ("已提出", "已提出", "suscitado", "raised"),
        "status.resolved": ("已解决", "已解決", "resolvido", "resolved"),
        "status.taken": ("已作出", "已作出", "tomada", "taken"),
        "status.carried-out": ("已落实", "已落實", "executada", "carried out"),
        "status.withdrawn": ("已撤回", "已撤回", "retirada", "withdrawn"),
        "status.planned": ("已计划", "已計劃", "prevista", "planned"),
        "status.held": ("已举行", "已舉行", "realizada", "held"),
        "status.cancelled": ("已取消", "已取消", "cancelada", "cancelled"),
        # Reasons for a priority.
        "reason.problem-open": ("有问题未解决", "有問題未解決", "problema por resolver", "a problem is open"),
        "reason.target-missed": ("目标未达成", "目標未達成", "meta por cumprir", "a target is not reached"),
        "reason.blocked": ("工作受阻", "工作受阻", "trabalho bloqueado", "blocked"),
        "reason.decision-open": (
            "有决定待落实",
            "有決定待落實",
            "decisão por executar",
            "a decision is not carried out",
        ),
        "reason.carried-over": ("由上一期延续", "由上一期延續", "transitado do plano anterior", "carried over already"),
        "reason.not-done": ("尚未完成", "尚未完成", "por concluir", "not done"),
        "reason.nothing-reported": ("未有汇报", "未有匯報", "sem informação", "nothing reported"),
        "reason.mechanism-due": ("机制待设立", "機制待設立", "mecanismo por criar", "a new mechanism is due"),
    }
)
"""By language and key, what a dossier says. `status.*`, `group.*` and `reason.*` are the values of those names."""
