"""The error family: what each says, what it carries, and that it survives a trip to another process."""

import copy
import pickle

import pytest

from bri_macao import errors
from bri_macao.errors import (
    AmbiguousNumber,
    BriMacaoError,
    ConflictingNames,
    DumpError,
    InvalidValue,
    MissingExtra,
    RegistryError,
    SourceError,
    UnknownId,
    UnknownYear,
    extra_needed,
)

EXAMPLES = (
    BriMacaoError("no"),
    SourceError("plan.txt is nothing"),
    DumpError("no such thing in CSV"),
    InvalidValue("2023-02-30 is no date"),
    MissingExtra("reading a PDF", "pdf"),
    RegistryError("list.toml is no TOML"),
    ConflictingNames("港口", ("port", "quay")),
    UnknownId("partner", "brasil", ["br", "brazil", "pt"]),
    UnknownId("item", 24, ["1", "2"]),
    UnknownYear(2019, (2023, 2024)),
    AmbiguousNumber(1, ("2031/s1/1", "2031/s2/1")),
)


class TestFamily:
    @pytest.mark.parametrize("name", errors.__all__)
    def test_one_root(self, name: str) -> None:
        assert issubclass(getattr(errors, name), BriMacaoError)

    @pytest.mark.parametrize(
        ("error", "base"),
        [
            (InvalidValue, ValueError),
            (MissingExtra, ImportError),
            (UnknownId, KeyError),
            (UnknownYear, LookupError),
            (AmbiguousNumber, LookupError),
        ],
    )
    def test_is_also_what_python_would_raise(self, error: type[Exception], base: type[Exception]) -> None:
        assert issubclass(error, base)

    def test_root_is_no_error_of_python(self) -> None:
        assert BriMacaoError.__bases__ == (Exception,)

    @pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
    def test_copies_are_the_same(self, error: BriMacaoError) -> None:
        for other in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
            assert type(other) is type(error)
            assert str(other) == str(error)
            assert vars(other) == vars(error)


class TestSentences:
    @pytest.mark.parametrize(
        ("error", "sentence"),
        [
            (
                MissingExtra("reading a PDF", "pdf"),
                "reading a PDF needs an optional dependency: pip install 'bri-macao[pdf]'",
            ),
            (RegistryError("list.toml is no TOML"), "list.toml is no TOML"),
            (
                ConflictingNames("港口", ("port", "quay")),
                "'港口' is a name of 'port' and of 'quay'; leave it to one of them",
            ),
            (UnknownId("partner", "xx", []), "no partner 'xx' here"),
            (UnknownId("partner", "brasil", ["pt", "brazil"]), "no partner 'brasil' here; the closest: 'brazil'"),
            (UnknownId("item", 24, ["2", "4", "7"]), "no item 24 here; the closest: '4', '2'"),
            (
                UnknownYear(2019, (2023, 2024)),
                "no plan of 2019 is bundled; those that are: 2023, 2024. A document goes through bri_macao.read()",
            ),
            (
                UnknownYear("2019", ()),
                "no plan of '2019' is bundled; those that are: none. A document goes through bri_macao.read()",
            ),
            (AmbiguousNumber(3, ("a/3", "b/3")), "2 items carry the number 3; ask for one by id: 'a/3', 'b/3'"),
        ],
    )
    def test_sentence(self, error: BriMacaoError, sentence: str) -> None:
        assert str(error) == sentence

    def test_what_errors_carry(self) -> None:
        unknown = UnknownId("mechanism", "forum", ["forum-macao", "forums", "for", "fora", "fund"])
        assert (unknown.kind, unknown.wanted, unknown.closest[0]) == ("mechanism", "forum", "forums")
        assert len(unknown.closest) == 3
        missing = MissingExtra("reading a PDF", "pdf")
        assert (missing.feature, missing.extra) == ("reading a PDF", "pdf")
        conflict = ConflictingNames("港口", ("port", "quay"))
        assert (conflict.text, conflict.entries) == ("港口", ("port", "quay"))
        assert isinstance(conflict, RegistryError)
        year = UnknownYear(2019, (2023,))
        assert (year.year, year.years) == (2019, (2023,))
        ambiguous = AmbiguousNumber(3, ("a/3", "b/3"))
        assert (ambiguous.number, ambiguous.ids) == (3, ("a/3", "b/3"))


class TestExtraNeeded:
    def test_names_the_extra_and_keeps_the_cause(self) -> None:
        with pytest.raises(MissingExtra, match=r"bri-macao\[xml\]") as caught, extra_needed("writing XML", "xml"):
            raise ModuleNotFoundError("lxml")
        assert isinstance(caught.value.__cause__, ModuleNotFoundError)

    def test_leaves_other_errors_alone(self) -> None:
        with pytest.raises(ZeroDivisionError), extra_needed("writing XML", "xml"):
            raise ZeroDivisionError

    def test_nothing_happens_where_nothing_is_missing(self) -> None:
        with extra_needed("counting", "none"):
            done = True
        assert done
