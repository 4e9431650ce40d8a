"""The example plan: small, invented, and without a fault; what rules fail and pass on are small changes to it."""

from copy import deepcopy
from typing import Any

from bri_macao._structuring import structure
from bri_macao.findings import LoadError
from bri_macao.model import JSON, Plan
from bri_macao.text import fold
from bri_macao.text.folding import sha256, trace
from bri_macao.validation._engine import Edits

__all__ = ["example", "example_tree"]


def _names(status: str, hans: str, hant: str, pt: str, en: str) -> JSON:
    texts = {"zh-Hans": hans, "zh-Hant": hant, "pt": pt, "en": en}
    return {"entries": [{"language": tag, "text": text, "status": status} for tag, text in texts.items()]}


def _citation(*supports: str) -> JSON:
    return {"supports": [*supports], "source": "the port's own annual report", "confidence": "high", "note": None}


def _fingerprint(text: str) -> JSON:
    key = fold(text)
    return {"length": len(key), "sha256": sha256(key), "trace": trace(key)}


_TEXTS = (
    "与巴西办好港口论坛，争取设立“蓝色基金”。",
    "至少召开1次港口论坛第七届会议。",
    "与葡语国家推广海图。",
)


def _item(number: int, mentions: list[JSON], actions: list[JSON], targets: list[JSON]) -> JSON:
    text = _TEXTS[number - 1]
    return {
        "id": f"2031/{number}",
        "number": number,
        "numeral": str(number),
        "names": _names("editorial", f"事项{number}", f"事項{number}", f"Tarefa {number}", f"Task {number}"),
        "text": text,
        "fingerprint": _fingerprint(text),
        "mentions": mentions,
        "actions": actions,
        "targets": targets,
        "policy_areas": ["unimpeded-trade"],
    }


def _mention(kind: str, entity: str, number: int, surface: str, *, nested: bool = False) -> JSON:
    start = _TEXTS[number - 1].index(surface)
    span: JSON = {"start": start, "end": start + len(surface)}
    return {"entity": entity, "kind": kind, "span": span, "surface": surface, "inferred": False, "nested": nested}


def _action(number: int, n: int, clause: str, statement: tuple[str, str, str, str], *, aspect: str, verb: str) -> JSON:
    start = _TEXTS[number - 1].index(clause)
    return {
        "id": f"2031/{number}.{n}",
        "aspect": aspect,
        "statement": _names("editorial", *statement),
        "span": {"start": start, "end": start + len(clause)},
        "verb": verb,
    }


_TREE: dict[str, JSON] = {
    "id": "2031",
    "schema_version": 1,
    "names": _names(
        "editorial", "2031年港口工作", "2031年港口工作", "Trabalhos portuários de 2031", "Port work of 2031"
    ),
    "period": {"start": "2031-01-01", "end": "2031-12-31"},
    "arrangement": "port-forum",
    "partners": [
        {
            "id": "br",
            "kind": "country",
            "names": _names("official", "巴西", "巴西", "Brasil", "Brazil"),
            "codes": {"alpha2": "BR", "alpha3": "BRA", "m49": "076"},
            "memberships": [{"group": "pt", "since": {"year": 2003}}],
            "citations": [_citation("names", "codes", "memberships.pt")],
        },
        {"id": "quay", "kind": "host", "names": _names("editorial", "码头", "碼頭", "Cais", "Quay")},
        {
            "id": "pt",
            "kind": "group",
            "names": _names(
                "official", "葡语国家", "葡語國家", "Países de Língua Portuguesa", "Portuguese-speaking countries"
            ),
            "citations": [_citation("names")],
        },
    ],
    "mechanisms": [
        {
            "id": "port-forum",
            "kind": "forum",
            "names": _names("official", "港口论坛", "港口論壇", "Fórum Portuário", "Port Forum"),
            "founded": {"year": 2003, "month": 10},
            "operators": ["quay"],
            "citations": [_citation("names", "founded")],
        },
        {
            "id": "port-forum-7",
            "kind": "conference",
            "names": _names(
                "editorial",
                "港口论坛第七届会议",
                "港口論壇第七屆會議",
                "7.ª reunião do Fórum",
                "7th meeting of the Forum",
            ),
            "part_of": "port-forum",
        },
    ],
    "sections": [
        {
            "id": "2031/s1",
            "number": 1,
            "numeral": "一",
            "names": _names("editorial", "港口", "港口", "Porto", "Port"),
            "items": [
                _item(
                    1,
                    [_mention("partner", "br", 1, "巴西"), _mention("mechanism", "port-forum", 1, "港口论坛")],
                    [
                        _action(
                            1,
                            1,
                            "与巴西办好港口论坛",
                            (
                                "同巴西合办论坛",
                                "同巴西合辦論壇",
                                "Organizar o fórum com o Brasil",
                                "Hold the forum with Brazil",
                            ),
                            aspect="hold",
                            verb="办好",
                        ),
                        _action(
                            1,
                            2,
                            "争取设立“蓝色基金”",
                            ("力求成立基金", "力求成立基金", "Procurar criar um fundo", "Seek to set up a fund"),
                            aspect="strive",
                            verb="设立",
                        ),
                    ],
                    [],
                ),
                _item(
                    2,
                    [
                        _mention("mechanism", "port-forum-7", 2, "港口论坛第七届会议"),
                        _mention("mechanism", "port-forum", 2, "港口论坛", nested=True),
                    ],
                    [
                        _action(
                            2,
                            1,
                            "至少召开1次港口论坛第七届会议",
                            (
                                "会议开一次或以上",
                                "會議開一次或以上",
                                "Realizar a reunião pelo menos uma vez",
                                "Meet at least once",
                            ),
                            aspect="hold",
                            verb="召开",
                        )
                    ],
                    [
                        {
                            "names": _names("editorial", "会议", "會議", "Reuniões", "Meetings"),
                            "quantity": 1,
                            "comparison": "at-least",
                            "due": {"year": 2031},
                            "mechanism": "port-forum-7",
                            "span": {"start": 0, "end": 6},
                        }
                    ],
                ),
            ],
        },
        {
            "id": "2031/s2",
            "number": 2,
            "numeral": "二",
            "names": _names("editorial", "海图", "海圖", "Cartas náuticas", "Charts"),
            "items": [
                _item(
                    3,
                    [_mention("partner", "pt", 3, "葡语国家")],
                    [
                        _action(
                            3,
                            1,
                            "与葡语国家推广海图",
                            (
                                "向葡语国家介绍海图",
                                "向葡語國家介紹海圖",
                                "Divulgar cartas náuticas",
                                "Make charts known",
                            ),
                            aspect="other",
                            verb="推广",
                        )
                    ],
                    [],
                )
            ],
        },
    ],
}


def example_tree(edits: Edits = ()) -> dict[str, JSON]:
    """The example plan as JSON's types, changed.

    Args:
        edits: dotted paths, and what to put there; an entry of a list that is not there yet is added.
    """
    tree = deepcopy(_TREE)
    for path, value in edits:
        *way, last = path.split(".")
        # `Any`: a tree of JSON, walked by a path that its author knows.
        place: Any = tree
        for step in way:
            place = place[int(step)] if isinstance(place, list) else place.setdefault(step, {})
        place[int(last) if isinstance(place, list) else last] = deepcopy(value)
    return tree


def example(edits: Edits = ()) -> Plan:
    """The example plan, changed.

    Raises:
        LoadError: with these changes it is no plan.

    >>> example(), example((("id", "2032"),)).id
    (<Plan 2031: 2 sections, 3 items>, '2032')
    """
    made = structure(example_tree(edits))
    if isinstance(made, Plan):
        return made
    raise LoadError(tuple(made))
