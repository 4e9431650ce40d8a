"""CSV: a data package that spreadsheets may open, that Frictionless validates, and that is read back exactly."""

import io
import json as stdlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bri_macao import formats, strategies
from bri_macao.errors import BriMacaoError, SourceError
from bri_macao.findings import LoadError
from bri_macao.formats import _cells, csv
from bri_macao.formats._archives import pack
from bri_macao.formats._relations import TABLES
from bri_macao.model import Action, ActionId, Extra, Name, Names, Plan, PlanId, Section, SectionId
from bri_macao.plans import load_plan

BUNDLED = load_plan(2023)


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


SAFE = members(csv.dumps(BUNDLED))
EXACT = members(csv.dumps(BUNDLED, spreadsheet_safe=False))


def told(files: dict[str, bytes], *, lenient: bool = False) -> list[tuple[str, str | None]]:
    with pytest.raises(LoadError) as error:
        csv.loads(pack(files), lenient=lenient)
    return [(finding.code, finding.path) for finding in error.value.findings]


def changed(name: str, old: str, new: str) -> dict[str, bytes]:
    text = EXACT[f"{name}.csv"].decode()
    assert old in text
    return EXACT | {f"{name}.csv": text.replace(old, new, 1).encode()}


class TestCells:
    @pytest.mark.parametrize(
        "text",
        [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            " =1",
            "\u3000＝1",
            "＝1",
            "＋1",
            "－1",
            "＠1",
            "'",
            "'=1",
        ],
    )
    def test_dangerous(self, text: str) -> None:
        assert _cells.protect(text) == f"'{text}"
        assert _cells.unprotect(_cells.protect(text)) == text

    @pytest.mark.parametrize("text", ["", "a=1", "1", " 1", "—1", "“=1”", "中葡论坛", "[1]", "{}", "\\N"])
    def test_harmless(self, text: str) -> None:
        assert _cells.protect(text) == text

    @given(st.lists(st.lists(st.text(st.characters(codec="utf-8")), min_size=2, max_size=4), max_size=4))
    def test_round_trip(self, rows: list[list[str]]) -> None:
        written = _cells.write(rows)
        assert [row for _, row in _cells.parse(written, "f")] == rows
        assert [row for _, row in _cells.parse(written.removesuffix("\r\n"), "f")] == rows

    @pytest.mark.parametrize(
        ("text", "rows"),
        [
            ("", []),
            ("a,b", [(1, ["a", "b"])]),
            ("a,\n,b\r", [(1, ["a", ""]), (2, ["", "b"])]),
            ('"a\r\nb","c\nd"\n"",""', [(1, ["a\r\nb", "c\nd"]), (4, ["", ""])]),
            ("\n\n1,", [(1, [""]), (2, [""]), (3, ["1", ""])]),
        ],
    )
    def test_parse(self, text: str, rows: list[tuple[int, list[str]]]) -> None:
        assert list(_cells.parse(text, "f")) == rows

    @pytest.mark.parametrize("text", ['1\n"a', '1\na"b', '1\n"a"b', '1\n"', '1\n"' + '""' * 100_000])
    def test_quotes_that_do_not_pair(self, text: str) -> None:
        with pytest.raises(LoadError, match="BRI412 at f:2"):
            list(_cells.parse(text, "f"))


class TestRoundTrip:
    @settings(max_examples=40)
    @given(strategies.plans(), st.booleans())
    def test_of_any_plan(self, plan: Plan, safe: bool) -> None:
        assert csv.loads(csv.dumps(plan, spreadsheet_safe=safe)) == plan

    @pytest.mark.parametrize("safe", [True, False])
    @pytest.mark.parametrize(
        ("verb", "text"),
        [(None, "a"), ("", "\\N"), ("\\N", "\\NN"), ("'", "=1"), ("\ufeff", "\r\n"), ("a\x00b", '"'), (" ", ",\n")],
    )
    def test_of_any_text(self, verb: str | None, text: str, safe: bool) -> None:
        action = Action(ActionId("=a"), "hold", Names((Name("en", text, "official"),)), verb=verb)
        item = attrs.evolve(
            BUNDLED.item(1), actions=(action, attrs.evolve(action, id=ActionId("b"), verb=None)), numeral=text
        )
        section = Section(id=SectionId(text), number=1, items=(item,))
        plan = attrs.evolve(BUNDLED, id=PlanId("=1+1"), sections=(section,), extra=Extra({"x": [verb, text]}))
        assert csv.loads(csv.dumps(plan, spreadsheet_safe=safe)) == plan

    def test_of_the_bundled_plan(self) -> None:
        assert csv.loads(csv.dumps(BUNDLED)) == csv.loads(pack(EXACT)) == BUNDLED

    def test_is_what_the_ending_says(self, tmp_path: Path) -> None:
        formats.dump(BUNDLED, tmp_path / "2023.csv.zip")
        assert formats.load(tmp_path / "2023.csv.zip") == BUNDLED

    def test_same_bytes_on_every_run(self) -> None:
        code = (
            "import hashlib; from bri_macao.formats import csv; from bri_macao.plans import load_plan;"
            "print(hashlib.sha256(csv.dumps(load_plan(2023))).hexdigest())"
        )
        runs = {
            subprocess.run(
                [sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True
            ).stdout
            for seed in ("0", "1")
        }
        assert len(runs) == 1


class TestReading:
    def test_columns_and_rows_in_any_order(self) -> None:
        files = {}
        for name, data in EXACT.items():
            head, *rows = [row for _, row in _cells.parse(data.decode(), "f")] if name.endswith(".csv") else [[]]
            files[name] = _cells.write([head[::-1], *(row[::-1] for row in rows[::-1])]).encode() if head else data
        assert csv.loads(pack(files)) == BUNDLED

    def test_as_a_spreadsheet_saves_it(self) -> None:
        text = SAFE["mentions.csv"].decode().replace("false", "FALSE").replace("true", "TRUE").replace("\r\n", "\n")
        assert csv.loads(pack(SAFE | {"mentions.csv": (text + "\n\n").encode()})) == BUNDLED

    def test_a_column_without_need_may_be_missing(self) -> None:
        rows = [row[:3] + row[4:] for _, row in _cells.parse(EXACT["targets.csv"].decode(), "f")]
        assert "position" not in rows[0]
        assert told(EXACT | {"targets.csv": _cells.write(rows).encode()}) == [("BRI413", "targets.csv")]
        rows = [row[:-2] for _, row in _cells.parse(EXACT["targets.csv"].decode(), "f")]
        plan = csv.loads(pack(EXACT | {"targets.csv": _cells.write(rows).encode()}))
        assert all(target.span is None for item in plan.items for target in item.targets)

    def test_a_package_by_others(self) -> None:
        package = stdlib.loads(EXACT["datapackage.json"])
        del package["bri-macao:spreadsheet_safe"]
        for resource in package["resources"]:
            del resource["schema"]["missingValues"]
        assert csv.loads(pack(EXACT | {"datapackage.json": stdlib.dumps(package).encode()})) == BUNDLED

    @pytest.mark.parametrize(
        ("files", "expected"),
        [
            ({}, [("BRI413", name) for name in csv.MEMBERS]),
            (EXACT | {"datapackage.json": b"{"}, [("BRI401", "datapackage.json:$")]),
            (EXACT | {"datapackage.json": b"{}"}, [("BRI413", "datapackage.json")]),
            (EXACT | {"datapackage.json": b'{"resources": [{"name": "plans"}]}'}, [("BRI413", "datapackage.json")]),
            (EXACT | {"names.csv": b"\xff"}, [("BRI409", "names.csv")]),
            (EXACT | {"names.csv": b'"'}, [("BRI412", "names.csv:1")]),
            (EXACT | {"names.csv": b""}, [("BRI413", "names.csv")]),
            (changed("partners", "who,1,", "who,one,"), [("BRI405", "partners.csv:2:position")]),
            (changed("partners", "who,1,organization", "who,1,planet"), [("BRI405", "partners.csv:2:kind")]),
            (changed("partners", "false", "no"), [("BRI405", "partners.csv:2:has_codes")]),
            (changed("partners", "who,1,", "who,1,,"), [("BRI413", "partners.csv:2")]),
            (changed("partners", "who,1,organization", "who,,organization"), [("BRI405", "partners.csv:2:position")]),
            (changed("mentions", "forum-macao", "forum"), [("BRI413", "mentions.csv:37:mechanism")]),
            (changed("items", "plan,", "plan,plan,"), [("BRI402", "items.csv:plan")]),
            (changed("items", "position,", "place,"), [("BRI403", "items.csv:place"), ("BRI413", "items.csv")]),
        ],
    )  # fmt: skip
    def test_faults_have_a_place(self, files: dict[str, bytes], expected: list[tuple[str, str]]) -> None:
        found = told(files)
        assert found[: len(expected)] == expected
        assert len({code for code, _ in found}) == len({code for code, _ in expected})

    def test_unknown_columns(self) -> None:
        text = EXACT["sections.csv"].decode().replace("\r\n", ",x\r\n").replace("numeral,x", "numeral,note")
        files = EXACT | {"sections.csv": text.encode()}
        assert told(files) == [("BRI403", "sections.csv:note")]
        with pytest.warns(UserWarning, match="the model has no 'note'"):
            plan = csv.loads(pack(files), lenient=True)
        assert plan.extra["bri-macao.unknown"] == {f"/sections/{i}/note": "x" for i in range(5)}


class TestFolders:
    @pytest.mark.parametrize("safe", [True, False])
    def test_round_trip(self, tmp_path: Path, safe: bool) -> None:
        other = Plan(id=PlanId("2024"))
        folder = tmp_path / "deep" / "er"
        csv.write_folder([BUNDLED, other], folder, spreadsheet_safe=safe)
        (folder / "README.txt").write_text("mine", "utf-8")
        assert csv.read_folder(folder) == csv.read_folder(folder / "datapackage.json") == (BUNDLED, other)
        assert (folder / "names.csv").read_bytes().startswith(b"\xef\xbb\xbf") == safe

    def test_too_large(self, tmp_path: Path) -> None:
        csv.write_folder([BUNDLED], tmp_path)
        with pytest.raises(LoadError, match="BRI411"):
            csv.read_folder(tmp_path, largest=50_000)

    def test_a_missing_table(self, tmp_path: Path) -> None:
        csv.write_folder([BUNDLED], tmp_path)
        (tmp_path / "names.csv").unlink()
        with pytest.raises(LoadError, match=r"BRI413 at names\.csv: the file is missing"):
            csv.read_folder(tmp_path)

    @pytest.mark.parametrize("name", ["nowhere", "a\0b"])
    def test_that_are_not_there(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(SourceError, match="cannot open"):
            csv.read_folder(tmp_path / name)

    def test_that_cannot_be_made(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        with pytest.raises(BriMacaoError, match="cannot write"):
            csv.write_folder([BUNDLED], tmp_path / "file" / "below")


class TestConsumers:
    @pytest.mark.filterwarnings("ignore")
    def test_frictionless_validates_it(self, tmp_path: Path) -> None:
        import frictionless

        csv.write_folder([BUNDLED, Plan(id=PlanId("2024"))], tmp_path)
        package = frictionless.Package(str(tmp_path / "datapackage.json"))
        report = package.validate()
        assert report.valid, report.flatten(["title", "note"])[:3]
        assert package.profile == "tabular-data-package"
        assert [resource.name for resource in package.resources] == [*TABLES]
        assert sum(len(resource.schema.foreign_keys) for resource in package.resources) == sum(
            column.refers is not None for table in TABLES.values() for column in table.columns
        )
        # And it does look: a mention of nobody is seen.
        text = (tmp_path / "mentions.csv").read_text("utf-8-sig").replace(",forum-macao,", ",nowhere,", 1)
        (tmp_path / "mentions.csv").write_text(text, "utf-8", newline="\n")
        assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid

    def test_pandas_and_the_code_of_namibia(self) -> None:
        import pandas as pd

        # Without the two options pandas takes `NA` for nothing.
        frame = pd.read_csv(io.BytesIO(SAFE["partners.csv"]), keep_default_na=False, na_values=[""])
        assert list(frame.columns) == [*TABLES["partners"].by_name]
        assert frame.loc[frame["id"] == "br", "alpha2"].item() == "BR"
        assert len(frame) == len(BUNDLED.partners)
