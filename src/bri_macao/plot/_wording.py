"""The fixed words of pictures in four languages; those of documents in general stand in `pages.wording`."""

from collections.abc import Mapping

from bri_macao.pages.wording import by_language, with_words

__all__ = ["WORDS"]

_OWN: Mapping[str, Mapping[str, str]] = by_language(
    {
        "total": ("合计", "合計", "Total", "Total"),
        "members": ("{1} 个成员：{0}", "{1} 個成員：{0}", "{1} membros: {0}", "{1} members: {0}"),
        # Partners by section.
        "matrix": ("各部分提及的合作伙伴", "各部分提及的合作夥伴", "Parceiros por secção", "Partners by section"),
        "matrix.note": (
            "数字为工作项数目。粗体：直接提及该伙伴；“+n”：另有 n 项仅提及其所属的组织或区域。同一项提及多次只计一次。",
            "數字為工作項數目。粗體：直接提及該夥伴；“+n”：另有 n 項僅提及其所屬的組織或區域。同一項提及多次只計一次。",
            (
                "Os números são trabalhos. A negrito: os que mencionam o próprio parceiro; +n: mais n que só "
                "mencionam um grupo ou região a que pertence. Um trabalho conta uma vez, por mais que o mencione."
            ),
            (
                "Figures are work items. Bold: those that name the partner itself; +n: n more that only name a "
                "group or region to which it belongs. An item counts once, however often it names it."
            ),
        ),
        "matrix.folded": (
            "仅随同一组织被提及的成员合为一行。",
            "僅隨同一組織被提及的成員合為一行。",
            "Os membros mencionados apenas através dos mesmos grupos partilham uma linha.",
            "Members that are named through the same groups alone share a row.",
        ),
        "matrix.none": (
            "没有提及任何伙伴。",
            "沒有提及任何夥伴。",
            "Nenhum parceiro é mencionado.",
            "No partner is named.",
        ),
        "direct": ("直接提及", "直接提及", "menção directa", "named itself"),
        "through": ("仅通过所属组织", "僅透過所屬組織", "só através de um grupo", "only through a group"),
        # The network.
        "size": ("（成员：{}）", "（成員：{}）", " (membros: {})", " (members: {})"),
        "network": (
            "同一工作项提及的伙伴与机制",
            "同一工作項提及的夥伴與機制",
            "Parceiros e mecanismos mencionados em conjunto",
            "Partners and mechanisms named together",
        ),
        "network.note": (
            "圆圈为工作项，内为其编号；与同一圆圈相连者，由同一工作项提及。只计直接提及。虚线：成员与其组织，或机制与其所属机制。",
            "圓圈為工作項，內為其編號；與同一圓圈相連者，由同一工作項提及。只計直接提及。虛線：成員與其組織，或機制與其所屬機制。",
            (
                "Os círculos são trabalhos, com o seu número; o que se liga ao mesmo círculo é mencionado em "
                "conjunto. Contam só menções directas. Tracejado: um membro e o seu grupo, ou um mecanismo e "
                "aquele que integra."
            ),
            (
                "Circles are work items with their numbers; whatever is tied to one circle is named together. "
                "Only what is named itself counts. Dashed: a member and its group, or a mechanism and the one "
                "that it is a part of."
            ),
        ),
        "network.none": (
            "没有提及任何伙伴或机制。",
            "沒有提及任何夥伴或機制。",
            "Nenhum parceiro ou mecanismo é mencionado.",
            "No partner or mechanism is named.",
        ),
        # Aspects.
        "aspects": (
            "各部分举措的方式",
            "各部分舉措的方式",
            "Natureza das acções por secção",
            "How actions commit, by section",
        ),
        "aspects.note": (
            "数字为举措数目；每项举措按其首个标示词归类。“其他”：没有标示词。",
            "數字為舉措數目；每項舉措按其首個標示詞歸類。“其他”：沒有標示詞。",
            (
                "Os números são acções, cada uma classificada pelo primeiro termo que indica como se compromete; "
                "“outra”: sem tal termo."
            ),
            "Figures are actions, each counted under the first word that says how it commits; “other”: there is none.",
        ),
        "aspects.none": ("没有举措。", "沒有舉措。", "Não há acções.", "There are no actions."),
        # The calendar.
        "calendar": ("日程", "日程", "Calendário", "Calendar"),
        "calendar.note": (
            "日期只精确到计划或进度记录所知的程度：圆点为某日，深色条为某月，浅色条为某年之内。没有日期的不作推断。",
            "日期只精確到計劃或進度記錄所知的程度：圓點為某日，深色條為某月，淺色條為某年之內。沒有日期的不作推斷。",
            (
                "As datas vão até onde o plano ou o registo de progresso as conhece: um ponto é um dia, uma barra "
                "escura um mês, uma clara algures num ano. O que não tem data não recebe nenhuma."
            ),
            (
                "Dates go as far as the plan or the log of progress knows them: a dot is a day, a dark bar a "
                "month, a light one somewhere in a year. What has no date is given none."
            ),
        ),
        "calendar.none": (
            "没有目标，也没有日期。",
            "沒有目標，也沒有日期。",
            "Não há metas nem datas.",
            "There are no targets and no dates.",
        ),
        "calendar.no-month": (
            "期间内没有任何事项的日期精确到月份。",
            "期間內沒有任何事項的日期精確到月份。",
            "Nada tem data conhecida ao mês dentro do período.",
            "Nothing in the period has a date that is known to the month.",
        ),
        "undated": ("没有日期", "沒有日期", "sem data", "no date"),
        "after": ("{}（期间之后）", "{}（期間之後）", "{} (após o período)", "{} (after the period)"),
        "before": ("{}（期间之前）", "{}（期間之前）", "{} (antes do período)", "{} (before the period)"),
        "held": ("已举行的会议", "已舉行的會議", "Reuniões realizadas", "Meetings held"),
        "month": ("{}月", "{}月", "{}", "{}"),
    }
)

WORDS = with_words(_OWN)
"""By language and key, what a picture says. Each picture has a title under its own name, and a note."""
