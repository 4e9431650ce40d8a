"""Merging: a document's record into a plan, the one that was kept in it or an empty one; what a slot says wins.

To read a document of somebody else and to read one of ours that somebody edited are the same thing: a slot that the
model has a place for goes there, and whatever else differs from what we would write is kept beside the plan.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import attrs
import msgspec

from bri_macao.errors import InvalidValue
from bri_macao.formats._stratml.editing import language_of, number_in, renamed, restated, rewritten
from bri_macao.formats._stratml.identifiers import decoded
from bri_macao.formats._stratml.kept import KEY, Kept
from bri_macao.formats._stratml.outlines import Node, outline
from bri_macao.formats._stratml.records import (
    Record,
    cleaned,
    difference,
    record_in,
    records_in,
    text_in,
    without,
)
from bri_macao.formats._stratml.rules import PARTS, is_date
from bri_macao.formats._stratml.slots import OWN_WORDS, Slots, statement_mark
from bri_macao.formats._stratml.telling import Teller
from bri_macao.model import (
    Extra,
    ItemId,
    Name,
    Names,
    Partner,
    PartnerId,
    PartnerKind,
    Period,
    Plan,
    PlanId,
    Section,
    SectionId,
    WorkItem,
)
from bri_macao.model.ids import PROVISIONAL
from bri_macao.text import compact, fold

__all__ = ["Merger"]

# Levels of sub-sections that ids alone may say.
_DEEPEST = 16

# The model has no kind for a single person.
_KINDS: Mapping[str, PartnerKind] = {"": "organization", "Organization": "organization", "Generic_Group": "community"}


@attrs.define
class Merger:
    """Merges one document.

    Attributes:
        slots: those of the plan that was kept in the document, or of an empty one.
        kept: what is kept beside that plan; of the part of the standard that the document follows.
        record: the document's own slots.
        teller: hears what is noticed, and knows whether the plan was kept in the document.
    """

    slots: Slots
    kept: Kept
    record: Record
    teller: Teller
    _ids: Counter[str] = attrs.field(factory=Counter, init=False)
    _unnumbered: list[str] = attrs.field(factory=list, init=False)
    _renames: dict[str, set[str]] = attrs.field(factory=dict, init=False)
    _written: Record = attrs.field(factory=dict, init=False)
    # Which goal of the document each section is made of, in the order in which the plan has them.
    _order: list[int] = attrs.field(factory=list, init=False)

    def merged(self, kept: Kept) -> Plan:
        """The plan that the document says.

        Args:
            kept: what to keep beside it, but for the differences of the slots, which are found here.

        Raises:
            InvalidValue: there is more to keep than `extra` can hold.
        """
        self._written = cleaned(self.slots.document(self.kept))
        root = f"/{PARTS[self.slots.part].root}"
        theirs, ours = outline(self.record, root), outline(self._written, root)
        base = self.slots.plan
        plan = attrs.evolve(
            base,
            id=base.id if self.teller.edited else self._plan_id(theirs),
            names=self._names(base.names, self._written, self.record),
            period=self._period(base.period),
            extra=Extra(without(_foreign_data(base), KEY)),
        )
        plan = attrs.evolve(plan, sections=self._sections(plan.id, theirs, ours))
        plan = attrs.evolve(plan, partners=tuple(self._partners(base.partners)))
        self.teller.numbers(self._unnumbered)
        return self._beside(plan, kept, theirs, ours, root)

    # What stands outside of goals.

    def _plan_id(self, theirs: Sequence[Node]) -> PlanId:
        about = text_in(record_in(self.record, "AdministrativeInformation"), "Identifier") or ""
        if (id := decoded(about.strip())) is not None:
            return PlanId(id)
        for node in theirs:
            if (id := decoded(node.identifier)) is not None and "/" in id:
                return PlanId(id.partition("/")[0])
        period = self._period(None)
        if period is None:
            return PlanId("undated")
        first, last = f"{period.start.year}", f"{period.end.year}"
        return PlanId(first if first == last else f"{first}-{last}")

    def _period(self, period: Period | None) -> Period | None:
        old, new = (record_in(record, "AdministrativeInformation") for record in (self._written, self.record))
        names = ("StartDate", "EndDate")
        if all(old.get(name) == new.get(name) for name in names):
            return period
        days = [(text_in(new, name) or "").strip() for name in names]
        if not any(days):
            return None
        try:
            return Period(*(date.fromisoformat(day[:10]) for day in days if is_date(day)))
        except (InvalidValue, TypeError):  # the end comes first, or is not there
            return period

    def _names(self, names: Names, written: Record, record: Record) -> Names:
        old, new = text_in(written, "Name") or "", text_in(record, "Name") or ""
        return names if old == new else renamed(names, self.slots.words(names), new)

    # Goals and objectives.

    def _sections(self, plan: PlanId, theirs: Sequence[Node], ours: Sequence[Node]) -> tuple[Section, ...]:
        goals = self.slots.goals
        places = {node.key: i for i, node in enumerate(ours)}
        own = [places.get(node.key) for node in theirs]
        self._ids.update(goals[i].section.id for i in own if i is not None)
        ids = [
            goals[i].section.id if i is not None else self._decoded(node) for i, node in zip(own, theirs, strict=True)
        ]
        parents = [*self._parents(own, ids)]
        made: list[Section] = []
        for i, (place, id, node, parent) in enumerate(zip(own, ids, theirs, parents, strict=True)):
            above = "" if parent is None else text_in(theirs[parent].record, "SequenceIndicator") or ""
            if place is not None:
                section = self._kept_section(goals[place].section, ours[place], node, above)
            else:
                section = self._new_section(plan, id, node, above, i + 1)
            made.append(section)
        items = self._items(plan, theirs, ours, made)
        inside: dict[int | None, list[int]] = {}
        for i, parent in enumerate(parents):
            inside.setdefault(parent, []).append(i)

        def whole(i: int) -> Section:
            self._order.append(i)
            below = tuple(map(whole, inside.get(i, ())))
            return attrs.evolve(made[i], items=items[i], sections=below)

        return tuple(map(whole, inside.get(None, ())))

    def _decoded(self, node: Node) -> str:
        """The id that a new one was given in another plan or copy, `""` where it had none or it is taken."""
        id = decoded(node.identifier) or ""
        if id in self._ids:
            return ""
        self._ids[id] += 1
        return id

    def _parents(self, own: Sequence[int | None], ids: Sequence[str]) -> Iterator[int | None]:
        """For each goal, which one is that of the section above: by the plan that was kept, or by its id."""
        known = {place: i for i, place in enumerate(own) if place is not None}
        by_id = {id: i for i, id in enumerate(ids) if id}
        for place, id in zip(own, ids, strict=True):
            if place is None:
                # Deeper than this, nobody means sections.
                yield by_id.get(id.rpartition(".")[0]) if id.count(".") <= _DEEPEST else None
                continue
            parent = self.slots.goals[place].parent
            while parent is not None and parent not in known:
                parent = self.slots.goals[parent].parent
            yield None if parent is None else known[parent]

    def _kept_section(self, section: Section, ours: Node, node: Node, above: str) -> Section:
        numeral, number = self._numbered(ours, node, above, section.numeral, section.number)
        return attrs.evolve(
            section, names=self._names(section.names, ours.record, node.record), numeral=numeral, number=number
        )

    def _numbered(self, ours: Node, node: Node, above: str, numeral: str, number: int) -> tuple[str, int]:
        old, new = (text_in(each.record, "SequenceIndicator") or "" for each in (ours, node))
        if old == new:
            return numeral, number
        numeral = new.removeprefix(f"{above}.") if above else new
        found = number_in(numeral)
        return numeral, number if found is None else found

    def _new_section(self, plan: PlanId, id: str, node: Node, above: str, place: int) -> Section:
        indicator = text_in(node.record, "SequenceIndicator") or ""
        numeral = indicator.removeprefix(f"{above}.") if above else indicator
        number = self._number(numeral, id, node.path, place)
        return Section(
            id=SectionId(id or self._unique(f"{plan}/s{number}")),
            number=number,
            numeral=numeral,
            names=renamed(Names(), "", text_in(node.record, "Name")),
        )

    def _number(self, numeral: str, id: str, path: str, place: int) -> int:
        found = number_in(numeral)
        if found is None:
            found = number_in(id.rpartition("/")[2].rpartition(".")[2].removeprefix("s"))
        if found is None:
            self._unnumbered.append(path)
        return place if found is None else found

    def _unique(self, id: str) -> str:
        made = id
        while made in self._ids:
            self._ids[id] += 1
            made = f"{id}-{self._ids[id]}"
        self._ids[made] += 1
        return made

    def _items(
        self, plan: PlanId, theirs: Sequence[Node], ours: Sequence[Node], sections: Sequence[Section]
    ) -> list[tuple[WorkItem, ...]]:
        places = {
            node.key: (item, node)
            for goal, above in zip(self.slots.goals, ours, strict=False)
            for (item, _), node in zip(goal.objectives, above.objectives, strict=True)
        }
        found = [(node, places.get(node.key)) for goal in theirs for node in goal.objectives]
        self._ids.update(own[0].id for _, own in found if own is not None)
        ids = {node.path: self._decoded(node) for node, own in found if own is None}
        numbers = {
            node.path: self._number(text_in(node.record, "SequenceIndicator") or "", ids[node.path], node.path, place)
            for place, (node, own) in enumerate(found, 1)
            if own is None
        }
        # Where numbers begin anew, an id must name the section too.
        begins_anew = len(set(numbers.values())) < len(numbers)
        made = []
        for goal, section in zip(theirs, sections, strict=True):
            stem = section.id if begins_anew else plan
            items = []
            for node in goal.objectives:
                if (own := places.get(node.key)) is not None:
                    items.append(self._kept_item(*own, node))
                else:
                    number = numbers[node.path]
                    items.append(_new_item(ItemId(ids[node.path] or self._unique(f"{stem}/{number}")), number, node))
            made.append(tuple(items))
        return made

    def _kept_item(self, item: WorkItem, ours: Node, node: Node) -> WorkItem:
        numeral, number = self._numbered(ours, node, "", item.numeral, item.number)
        if "Stakeholder" not in self.kept.objectives.get(item.id, {}):
            self._rename(self.slots.stakeholders(item), ours.record, node.record)
        item = attrs.evolve(
            item, names=self._names(item.names, ours.record, node.record), numeral=numeral, number=number
        )
        old, new = text_in(ours.record, "Description"), text_in(node.record, "Description")
        if old == new:
            return item
        if item.text is None and old is not None:
            return self._restated(item, new or "")
        made = rewritten(item, new)
        if lost := len(item.mentions) - len(made.mentions):
            message = f"{lost} of the names that the item mentions are gone with the old text"
            self.teller.tell("BRI422", f"{node.path}/Description", message)
        return made

    def _restated(self, item: WorkItem, text: str) -> WorkItem:
        shown, texts = self.slots.statements(item), text.split(statement_mark(self.slots.language))
        if len(shown) != len(texts) or not all(texts):
            return item
        return attrs.evolve(item, actions=restated(item.actions, shown, texts))

    # Partners.

    def _rename(self, partners: Sequence[Partner], written: Record, record: Record) -> None:
        """Note by which name each partner goes here; it is another's only if it is so in every place."""
        old, new = records_in(written, "Stakeholder"), records_in(record, "Stakeholder")
        if len(old) != len(new):
            new = old
        for partner, stakeholder in zip(partners, new, strict=True):
            self._renames.setdefault(partner.id, set()).add(text_in(stakeholder, "Name") or "")

    def _partners(self, partners: Sequence[Partner]) -> Iterator[Partner]:
        known = set()
        for before in partners:
            partner = before
            shown, names = self.slots.words(partner.names), self._renames.get(partner.id, set())
            if len(names) == 1 and (name := next(iter(names))) not in ("", cleaned({"Name": shown})["Name"]):
                partner = attrs.evolve(partner, names=renamed(partner.names, shown, name))
            known |= {partner.id, *(entry.text for entry in partner.names.entries), *partner.aliases}
            yield partner
        was = {text_in(found, "Name") for found in _stakeholders(self._written)}
        for found in _stakeholders(self.record):
            name, kind = text_in(found, "Name") or "", _KINDS.get(text_in(found, "@StakeholderTypeType") or "")
            if not name.strip() or kind is None or name in known or name in was:
                continue
            digest = hashlib.sha256(compact(fold(name))[0].encode()).hexdigest()
            id = PartnerId(f"{PROVISIONAL}{digest[:12]}")
            if id not in known:
                yield Partner(id=id, kind=kind, names=Names((Name(language_of(name), name, "attested"),)))
            known |= {id, name}

    # What is kept beside the plan, and what is told.

    def _beside(self, plan: Plan, kept: Kept, theirs: Sequence[Node], ours: Sequence[Node], root: str) -> Plan:
        """The plan with what differs from its own slots, and each edit told."""
        fresh = Slots(plan, self.slots.part, self.slots.language)
        known = {node.key: node for goal in ours for node in (goal, *goal.objectives)}
        document = difference(cleaned(fresh.root), _without_goals(self.record))
        self.teller.slots(root, _without_goals(self._written), _without_goals(self.record), document)
        goals: dict[str, Record] = {}
        objectives: dict[str, Record] = {}
        times = Counter([str(goal.section.id) for goal in fresh.goals] + [str(item.id) for item in plan.items])
        for goal, node in zip(fresh.goals, (theirs[i] for i in self._order), strict=True):
            parts: list[tuple[dict[str, Record], str, Record, Node]] = [(goals, goal.section.id, goal.record, node)]
            parts += [
                (objectives, item.id, record, below)
                for (item, record), below in zip(goal.objectives, node.objectives, strict=True)
            ]
            for table, id, record, found in parts:
                patch = difference(cleaned(record), found.record)
                # What has the id of another cannot be told from it, and so has nothing beside it.
                if patch and times[id] == 1:
                    table[id] = patch
                if (old := known.get(found.key)) is not None:
                    self.teller.slots(found.path, old.record, found.record, patch)
        self.teller.moves(ours, theirs)
        kept = attrs.evolve(kept, part=self.slots.part, document=document, goals=goals, objectives=objectives)
        # Which part somebody's document follows is worth keeping by itself.
        least = 1 if self.teller.edited or self.slots.part == 1 else 0
        if len(told := kept.json()) > least:
            plan = attrs.evolve(plan, extra=Extra({**_foreign_data(plan), KEY: told}))
        if cleaned(Slots(plan, self.slots.part, self.slots.language).document(kept)) != self.record:
            self.teller.tell("BRI422", root, "not all that was changed can be kept; the order of goals, for one")
        return plan


def _foreign_data(plan: Plan) -> Record:
    # At once: each look-up in an extra decodes all of it.
    data: Record = msgspec.json.decode(plan.extra.json)
    return data


def _without_goals(record: Record) -> Record:
    return {**record, "StrategicPlanCore": without(record_in(record, "StrategicPlanCore"), "Goal")}


def _stakeholders(record: Record) -> Iterator[Record]:
    core = record_in(record, "StrategicPlanCore")
    for goal in records_in(core, "Goal"):
        yield from records_in(goal, "Stakeholder")
        for objective in records_in(goal, "Objective"):
            yield from records_in(objective, "Stakeholder")


def _new_item(id: ItemId, number: int, node: Node) -> WorkItem:
    """An item for an objective that we did not write, or of which only the slots are left."""
    text = text_in(node.record, "Description")
    if text_in(node.record, "OtherInformation") == OWN_WORDS:
        text = None
    item = WorkItem(
        id=id,
        number=number,
        numeral=text_in(node.record, "SequenceIndicator") or "",
        names=renamed(Names(), "", text_in(node.record, "Name")),
    )
    return rewritten(item, text)
