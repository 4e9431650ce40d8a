"""The same in every process, in every thread and after every copy; and no use of the library leaves state behind."""

import copy
import os
import pickle
import pkgutil
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import pytest

import bri_macao
from bri_macao.anchoring import attach
from bri_macao.formats import json
from bri_macao.mentions import Linker
from bri_macao.model import LANGUAGES, Plan
from bri_macao.parsing import read
from bri_macao.plans import load_plan, load_registry
from bri_macao.querying import query
from bri_macao.registry import Registry
from bri_macao.validation import validate

SAMPLE = """2031年參與和助力共建“一帶一路”重點工作

目錄
一、金融 1

一、金融
（一）合作
1.與葡語國家辦好“港口論壇”，爭取設立藍色基金，筹建中葡平台。
2.繼續推廣人民幣，至少舉辦兩場培訓；在巴西、葡萄牙及東南亞國家推介。
3.
\f- 2 -
二、文化
5.支持澳門與“一带一路”沿線國家的協會交流。未完
５．再辦。
"""

# Prints a line for each thing whose bytes must not differ: its name and its digest.
PRINT = """
import contextlib, hashlib, io, sys
import bri_macao
from bri_macao import cli
from bri_macao.formats import json
from bri_macao.model import LANGUAGES
from bri_macao.registry import Registry

def say(name, made):
    data = made if isinstance(made, bytes) else str(made).encode("utf-8", "backslashreplace")
    print(name, hashlib.sha256(data).hexdigest())

def command(*arguments):
    out = io.TextIOWrapper(io.BytesIO(), "utf-8")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        code = cli.main(arguments)
    out.flush()
    say(" ".join(arguments), out.buffer.getvalue() + b"%d" % code)

def complaint(function, given):
    try:
        function(given)
    except bri_macao.BriMacaoError as error:
        say(repr(given), error)

with open("plan.txt", encoding="utf-8", newline="") as file:
    text = file.read()
plan = bri_macao.load_plan(2023)
registry = bri_macao.load_registry()
say("plan", json.dumps(plan))
say("registry", repr(list(registry)))
say("surfaces", repr(list(registry.surfaces.items())))
say("needed", repr(list(registry.needed(["psc-plus" if "psc-plus" in registry else "pt", "br"]))))
say("closest", repr(registry.closest("葡语国家论坛")))
reading = bri_macao.read(text)
say("findings", repr(reading.findings))
say("segments", repr(reading.segments))
say("read plan", json.dumps(reading.plan))
attached = bri_macao.attach(plan, text)
say("attached", repr(attached.findings) + repr(attached.plan.items))
for name, subject in (("plan", plan), ("reading", reading), ("attached", attached)):
    say("validated " + name, bri_macao.validate(subject, registry=registry))
for language in LANGUAGES:
    query = bri_macao.query(plan).partner("br")
    say("table " + language, repr(query.table(language)) + str(query.table(language)))
say("related", repr(plan.related("pt")))
for given in ('{"id":1,"x":2,"a":3,"sections":[{}]}', '{"id":"a","id":"b"}'):
    complaint(json.loads, given)
complaint(plan.partner, "psc")
complaint(bri_macao.query(plan).aspect, "x")
if "unknown key" in sys.argv:
    complaint(Registry.from_toml, "unheard-of = 1")
else:
    for year in ("2023", "partner:br", "mechanism:forum-macao"):
        command("show", year)
    command("show", "--item", "7", "--lang", "pt")
    command("show", "--format", "json")
    command("find", "--partner", "br", "论坛")
    command("find", "--format", "json", "--aspect", "strive")
    command("parse", "plan.txt")
    for format in ("text", "json", "sarif"):
        command("check", "--format", format, "plan.txt")
"""

HOMES = [(zone, locale) for zone in ("UTC", "Asia/Macau") for locale in ("C.UTF-8", "C")]
PLACES = [*(("0", *home) for home in HOMES), *((str(seed), *HOMES[seed % 4]) for seed in range(1, 5))]


def printed(place: tuple[str, str, str], folder: Path, *arguments: str) -> str:
    """What the script above says in a process of its own, which begins with that hash seed, time zone and locale."""
    seed, zone, locale = place
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    done = subprocess.run(
        [sys.executable, "-c", PRINT, *arguments],
        capture_output=True,
        check=False,
        cwd=folder,
        env={**kept, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale},
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("determinism")
    (folder / "plan.txt").write_bytes(SAMPLE.encode())
    return folder


@pytest.fixture(scope="module")
def first(folder: Path) -> str:
    return printed(PLACES[0], folder)


class TestProcesses:
    """Hash seed, time zone and locale change nothing: each seed with another place, and one seed with all of them."""

    @pytest.mark.parametrize("place", PLACES[1:], ids="-".join)
    def test_same_digests(self, place: tuple[str, str, str], folder: Path, first: str) -> None:
        assert printed(place, folder).splitlines() == first.splitlines()

    def test_every_line_is_of_something_else(self, first: str) -> None:
        digests = [line.rpartition(" ")[2] for line in first.splitlines()]
        assert len(digests) > 25
        assert len(set(digests)) >= len(digests) - 1  # two reports are empty

    def test_what_a_registry_says_of_an_unknown_key(self, folder: Path) -> None:
        assert len({printed((str(seed), "UTC", "C.UTF-8"), folder, "unknown key") for seed in range(5)}) == 1


LINKER = Linker(load_registry())
DATA = json.dumps(load_plan(2023))
INDENTED = json.dumps(load_plan(2023), indent=1)


def fresh() -> tuple[Plan, Registry]:
    """A plan and a registry whose lazy indexes nobody has touched yet."""
    known = load_registry()
    return json.trusted(DATA), Registry(known.partners, known.mechanisms, known.joint_names)


def looked_up(plan: Plan, registry: Registry) -> object:
    return (
        plan.item(7),
        plan.partner("br"),
        plan.items_of("br"),
        plan.related("forum-macao"),
        plan.section_of(plan.item(21)),
        registry["pt"],
        registry.named("葡萄牙"),
        registry.closest("葡语国家论坛"),
    )


def queried(plan: Plan, _: Registry) -> object:
    found = query(plan).partner("br").text("forum")
    return found.items(), found.table("pt"), query(plan).mechanism(kind="platform").table("zh-Hant")


def validated(plan: Plan, registry: Registry) -> object:
    return validate(plan, registry=registry)


def linked(plan: Plan, registry: Registry) -> object:
    return LINKER.find(SAMPLE), Linker(registry).find(SAMPLE), LINKER.link(plan)


def loaded(*_: object) -> object:
    return json.loads(DATA), json.loads(INDENTED)


def was_read(_: Plan, registry: Registry) -> object:
    reading = read(SAMPLE, registry=registry)
    return reading, reading.segments, reading.repairs, json.dumps(reading.plan)


def attached(plan: Plan, _: Registry) -> object:
    return attach(plan, SAMPLE)


def dumped(plan: Plan, _: Registry) -> object:
    return json.dumps(plan), hash(plan)


WORKS: tuple[Callable[[Plan, Registry], object], ...] = (
    *(looked_up, queried, validated, linked),
    *(loaded, was_read, attached, dumped),
)
THREADS = 8


@pytest.fixture
def hasty() -> Any:
    """Threads that take turns a thousand times more often than usual."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(5e-6)
    yield
    sys.setswitchinterval(before)


def together(works: list[Callable[[], object]]) -> list[object]:
    """What each of the works gives, when all of them begin at one moment, each in a thread."""
    barrier = threading.Barrier(len(works))
    found: list[object] = [None] * len(works)

    def run(place: int) -> None:
        barrier.wait(30)
        try:
            found[place] = works[place]()
        except BaseException as error:  # noqa: BLE001 - it is compared, and so it is shown
            found[place] = error

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return found


@pytest.mark.usefixtures("hasty")
class TestThreads:
    @pytest.mark.parametrize("round", range(8))
    def test_each_does_something_else(self, round: int) -> None:
        alone = [work(*fresh()) for work in WORKS]
        plan, registry = fresh()
        turned = [*range(round, THREADS), *range(round)]
        found = together([partial(WORKS[n], plan, registry) for n in turned])
        for place, n in enumerate(turned):
            assert found[place] == alone[n], WORKS[n].__name__

    @pytest.mark.parametrize("work", [looked_up, queried, validated, dumped], ids=lambda work: work.__name__)
    def test_all_do_the_same(self, work: Callable[[Plan, Registry], object]) -> None:
        alone = work(*fresh())
        for _ in range(6):
            plan, registry = fresh()
            assert together([partial(work, plan, registry)] * THREADS) == [alone] * THREADS

    @pytest.mark.parametrize("work", [linked, loaded, was_read], ids=lambda work: work.__name__)
    def test_all_do_the_same_that_takes_longer(self, work: Callable[[Plan, Registry], object]) -> None:
        alone = work(*fresh())
        plan, registry = fresh()
        assert together([partial(work, plan, registry)] * THREADS) == [alone] * THREADS

    def test_caches_of_modules_are_filled_once_or_alike(self) -> None:
        # In a process of its own, where nothing has been folded, loaded or imported yet.
        code = (
            "import sys, threading; sys.setswitchinterval(5e-6); import bri_macao\n"
            "found = []; barrier = threading.Barrier(8)\n"
            "def run():\n"
            "    barrier.wait()\n"
            "    reading = bri_macao.read(sys.argv[1])\n"
            "    plan = bri_macao.load_plan(2023)\n"
            "    report = bri_macao.validate(plan)\n"
            "    found.append((reading, plan, report, bri_macao.query(plan).text('acao').table()))\n"
            "threads = [threading.Thread(target=run) for _ in range(8)]\n"
            "[thread.start() for thread in threads]; [thread.join() for thread in threads]\n"
            "print(len(found), all(one == found[0] for one in found))\n"
        )
        done = subprocess.run([sys.executable, "-c", code, SAMPLE], capture_output=True, check=False, text=True)
        assert (done.stdout, done.stderr) == ("8 True\n", "")


def used(value: Any) -> Any:
    """The same, its lazy indexes made."""
    if isinstance(value, Plan):
        assert value.item(1).number == 1
    elif isinstance(value, Registry):
        assert value.named("葡萄牙") or value.surfaces
    elif hasattr(value, "segments"):
        assert value.segments
        assert value.source.line(0) == 1
    return value


READING = read(SAMPLE)
VALUES: dict[str, Callable[[], Any]] = {
    "plan": lambda: json.trusted(DATA),
    "reading": lambda: read(SAMPLE),
    "attached": lambda: attach(json.trusted(DATA), SAMPLE),
    "registry": lambda: fresh()[1],
    "report": lambda: validate(READING),
    "finding": lambda: READING.findings[0],
    "table": lambda: query(load_plan(2023)).partner("br").table("pt"),
    "hit": lambda: query(load_plan(2023)).partner("br").first(),
    "source": lambda: READING.source,
    "item": lambda: load_plan(2023).item(7),
}

COPIES: dict[str, Callable[[Any], Any]] = {
    "pickle": lambda value: pickle.loads(pickle.dumps(value)),
    "oldest-pickle": lambda value: pickle.loads(pickle.dumps(value, 2)),
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "evolve": attrs.evolve,
}


class TestCopies:
    @pytest.mark.parametrize("how", COPIES)
    @pytest.mark.parametrize("what", VALUES)
    def test_are_equal_before_and_after_use(self, what: str, how: str) -> None:
        if what == "registry" and how == "evolve":
            pytest.skip("a registry is no attrs class; it has `with_partner` and `merged`")
        value = VALUES[what]()
        early = COPIES[how](value)
        late = COPIES[how](used(value))
        for made in (early, late):
            assert type(made) is type(value)
            assert made == value
            assert repr(made) == repr(value)
            assert hash(made) == hash(value)
            assert used(made) == value
        assert VALUES[what]() == value

    def test_a_query_of_a_copied_plan(self) -> None:
        plan = copy.deepcopy(used(json.trusted(DATA)))
        assert query(plan).partner("br").table() == query(load_plan(2023)).partner("br").table()

    def test_errors_cross_processes(self) -> None:
        for wrong in (lambda: load_plan(1999), lambda: load_plan(2023).partner("x"), lambda: json.loads('{"id":1}')):
            with pytest.raises(bri_macao.BriMacaoError) as caught:
                wrong()
            assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def modules() -> list[ModuleType]:
    """Every module of the library; those of an extra that is not installed are left out."""
    found: list[ModuleType] = [bri_macao]
    for info in pkgutil.walk_packages(bri_macao.__path__, "bri_macao."):
        if not info.name.endswith("__main__"):  # it would run the command line
            try:
                found.append(import_module(info.name))
            except ImportError:
                continue
    return found


def snapshot(value: object, depth: int = 0) -> object:
    """All that can change of a value, as nested tuples; equal sets give equal ones."""
    if depth < 12:
        if isinstance(value, Mapping) and not isinstance(value, Registry):
            pairs = [(repr(key), snapshot(inner, depth + 1)) for key, inner in value.items()]
            return type(value).__name__, tuple(pairs)
        if isinstance(value, list | tuple):
            return type(value).__name__, tuple(snapshot(inner, depth + 1) for inner in value)
        if isinstance(value, set | frozenset):
            return type(value).__name__, tuple(sorted(map(repr, value)))
    return repr(value)


# Not the library's own state.
INTERPRETERS = frozenset(
    {
        "__builtins__",  # the interpreter's
        "__path__",  # the import system's
        "__annotations__",  # of the module's source
        "__warningregistry__",  # which warnings have been shown
    }
)


def states() -> dict[str, object]:
    """Every list, set and dictionary that a module holds by name, also inside a tuple; results of `functools.cache`
    are held by functions and are meant to stay, `sys.modules` is the interpreter's, and what `bri_macao.__getattr__`
    puts into the package are modules, classes and functions, which are none of these."""
    return {
        f"{module.__name__}.{name}": snapshot(value)
        for module in modules()
        for name, value in vars(module).items()
        if isinstance(value, list | dict | set | tuple | Mapping) and name not in INTERPRETERS
    }


class TestState:
    def test_modules_are_as_they_were(self, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
        from bri_macao import cli

        path = tmp_path / "plan.txt"
        path.write_bytes(SAMPLE.encode())
        before = states()
        assert len(before) > 40
        for work in WORKS:
            work(*fresh())
        for arguments in (
            *(["show"], ["show", "partner:br"], ["find", "--partner", "br"], ["parse", str(path)]),
            *(["check", str(path)], ["check", "--format", "sarif", str(path)], ["show", "--source", str(path)]),
        ):
            cli.main(arguments)
        registry = Registry.from_toml('[[partner]]\nid = "a"\nkind = "city"\nnames = {}')
        assert load_registry().merged(registry).with_partner(registry.partner("a"))
        for name in bri_macao.__all__:
            assert getattr(bri_macao, name) is not None
        for language in LANGUAGES:
            assert query(load_plan(2023)).table(language)._repr_html_()
        for wrong in ("{", '{"id":1}', '{"id":"a","x":[NaN]}'):
            with pytest.raises(bri_macao.LoadError):
                json.loads(wrong)
        capfdbinary.readouterr()
        after = states()
        assert sorted(after) == sorted(before)
        assert [name for name in before if after[name] != before[name]] == []
