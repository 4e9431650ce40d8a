"""Progress: what was said of a plan's work and by whom, kept for good; and how the work stands on a day (floor 3).

    from bri_macao import progress

    with progress.ProgressStore("progress.db") as store:
        store.append(plan, progress.Update(subject="2023/7.4", status="done", as_of=date(2023, 11, 30), who="desk"))
        log = store.log(plan.id)

    progress.roll_up(plan, log, date(2023, 12, 31))["2023/s2"].figures
    progress.measure(plan, log, date(2023, 12, 31))

There is one kind of record, the `Update`: that a subject is in a state as of a day. The subject is an item, an action
or a target of the plan, or a problem, a decision or a meeting that the log itself opens. What the states are, and
which may follow which, is a table (`TRANSITIONS`). Nothing here knows today's date: each question names its day.
"""

from bri_macao.progress._checking import RefusedUpdate, check
from bri_macao.progress._lines import dumps, loads
from bri_macao.progress._logs import Log, status_at
from bri_macao.progress._measuring import Measure, measure
from bri_macao.progress._standing import Figures, Standing, roll_up
from bri_macao.progress._store import ProgressStore, StoreError
from bri_macao.progress._subjects import Kind, kind_of, plan_of, subjects, subjects_of, target_id
from bri_macao.progress._transitions import ENDED, TRANSITIONS, Status, may_follow
from bri_macao.progress._updates import Update, UpdateId

__all__ = [
    "ENDED",
    "TRANSITIONS",
    "Figures",
    "Kind",
    "Log",
    "Measure",
    "ProgressStore",
    "RefusedUpdate",
    "Standing",
    "Status",
    "StoreError",
    "Update",
    "UpdateId",
    "check",
    "dumps",
    "kind_of",
    "loads",
    "may_follow",
    "measure",
    "plan_of",
    "roll_up",
    "status_at",
    "subjects",
    "subjects_of",
    "target_id",
]
