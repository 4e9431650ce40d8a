"""Sources: what comes in, how it is decoded, and where its lines are."""

import codecs
import copy
import hashlib
import pickle
import re
from os import PathLike, fspath
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bri_macao.errors import SourceError
from bri_macao.spans import Span
from bri_macao.text import Source

TEXT = "一、金融\n1.合作論壇。"


class Named(PathLike[str]):
    """A path-like that is no `Path`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __fspath__(self) -> str:
        return fspath(self.path)


class TestOf:
    def test_text_is_text(self) -> None:
        assert Source.of(TEXT) == Source(TEXT, "<text>", None)

    def test_a_name_of_a_file_as_str_is_text_too(self, tmp_path: Path) -> None:
        path = tmp_path / "plan.txt"
        path.write_text(TEXT, "utf-8")
        assert Source.of(str(path)).text == str(path)

    def test_a_source_is_itself(self) -> None:
        source = Source(TEXT)
        assert Source.of(source) is source

    @pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
    def test_bytes_of_every_kind(self, kind: type[bytes]) -> None:
        assert Source.of(kind(TEXT.encode())) == Source(TEXT, "<bytes>", "utf-8")

    @pytest.mark.parametrize("kind", [Path, Named])
    def test_paths_of_every_kind(self, kind: type[Path], tmp_path: Path) -> None:
        path = tmp_path / "plan.txt"
        path.write_bytes(TEXT.encode("big5"))
        assert Source.of(kind(path), encoding="big5") == Source(TEXT, "plan.txt", "big5")

    @pytest.mark.parametrize("document", [None, 2023, ["一、"], object()])
    def test_anything_else_says_what_to_give(self, document: object) -> None:
        with pytest.raises(SourceError, match=f"cannot read a {type(document).__name__}: give text as str"):
            Source.of(document)  # type: ignore[arg-type]


class TestDecoding:
    @pytest.mark.parametrize(
        ("data", "encoding", "text"),
        [
            (TEXT.encode(), "utf-8", TEXT),
            (codecs.BOM_UTF8 + TEXT.encode(), "utf-8", "\ufeff" + TEXT),
            (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le", "\ufeff" + TEXT),
            (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be", "\ufeff" + TEXT),
            (b"", "utf-8", ""),
            (codecs.BOM_UTF8, "utf-8", "\ufeff"),
        ],
    )
    def test_by_its_mark(self, data: bytes, encoding: str, text: str) -> None:
        assert Source.from_bytes(data) == Source(text, "<bytes>", encoding)

    @pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-16-le", "utf-32", "utf-8"])
    def test_by_its_name(self, encoding: str) -> None:
        source = Source.from_bytes(TEXT.encode(encoding), encoding=encoding)
        assert (source.text, source.encoding) == (TEXT, encoding)

    @pytest.mark.parametrize(("name", "canonical"), [("GB18030", "gb18030"), ("UTF8", "utf-8"), ("Big5", "big5")])
    def test_names_are_canonical(self, name: str, canonical: str) -> None:
        assert Source.from_bytes(b"BRI", encoding=name).encoding == canonical

    @pytest.mark.parametrize("mark", [codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE])
    def test_the_mark_of_utf32_is_refused(self, mark: bytes) -> None:
        with pytest.raises(SourceError, match=r"<bytes> begins with the mark of UTF-32; pass encoding='utf-32'"):
            Source.from_bytes(mark + b"\0\0\0\0")

    @pytest.mark.parametrize(
        ("data", "parts"),
        [
            ("金融".encode("gb18030"), ("byte 0", "utf-8", "encoding='gb18030'", "encoding='big5'")),
            (b"BRI \xff", ("byte 4", "utf-8", "neither UTF-8 nor UTF-16")),
            (codecs.BOM_UTF16_LE + b"\x00\xd8", ("byte 2", "utf-16-le")),
            (codecs.BOM_UTF16_BE + b"\x4e", ("byte 2", "utf-16-be")),
        ],
    )
    def test_what_does_not_decode_names_the_byte_and_the_mend(self, data: bytes, parts: tuple[str, ...]) -> None:
        with pytest.raises(SourceError) as caught:
            Source.from_bytes(data, name="plan.txt")
        assert str(caught.value).startswith("plan.txt is neither")
        assert [part for part in parts if part not in str(caught.value)] == []

    def test_nothing_is_guessed(self) -> None:
        with pytest.raises(SourceError):
            Source.from_bytes("計劃".encode("big5"))

    @pytest.mark.parametrize(
        ("encoding", "sentence"),
        [
            ("big5", "<bytes> is not big5: byte 0 does not decode"),
            ("undefined", "<bytes> is not undefined: it does not decode"),  # an error that knows no place
            ("klingon", "'klingon' is no encoding that Python knows; try 'gb18030', 'big5' or 'utf-8'"),
            ("base64", "'base64' is no encoding that Python knows; try 'gb18030', 'big5' or 'utf-8'"),
            ("gb\x0018030", "does not decode"),
        ],
    )
    def test_a_wrong_name(self, encoding: str, sentence: str) -> None:
        with pytest.raises(SourceError, match=re.escape(sentence)):
            Source.from_bytes(b"\xff\xff", encoding=encoding)

    @given(st.binary(max_size=64), st.sampled_from((None, "utf-8", "gb18030", "big5", "utf-16", "utf-7", "x")))
    def test_any_bytes_decode_or_say_why(self, data: bytes, encoding: str | None) -> None:
        try:
            found: str | None = Source.from_bytes(data, encoding=encoding).encoding
        except SourceError as error:
            found = str(error)
        assert found

    @given(
        st.text(st.characters(codec="utf-8", exclude_characters="\0")),
        st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "gb18030")),
    )
    def test_the_raw_text_is_never_altered(self, text: str, encoding: str) -> None:
        data = text.encode(encoding)
        found = Source.from_bytes(data, encoding=None if encoding != "gb18030" else encoding)
        assert found.text.removeprefix("\ufeff") == text.removeprefix("\ufeff")


class TestFiles:
    def test_carriage_returns_stay(self, tmp_path: Path) -> None:
        path = tmp_path / "plan.txt"
        path.write_bytes("一、\r\n1.\r2.\f".encode())
        assert Source.from_path(path).text == "一、\r\n1.\r2.\f"

    def test_as_str(self, tmp_path: Path) -> None:
        path = tmp_path / "計劃.txt"
        path.write_text(TEXT, "utf-8")
        assert Source.from_path(str(path)) == Source(TEXT, "計劃.txt", "utf-8")

    def test_missing(self, tmp_path: Path) -> None:
        with pytest.raises(SourceError, match=r"cannot open '.*plan\.txt': No such file or directory"):
            Source.from_path(tmp_path / "plan.txt")

    def test_directory(self, tmp_path: Path) -> None:
        with pytest.raises(SourceError, match=f"cannot open '{re.escape(str(tmp_path))}'"):
            Source.from_path(tmp_path)

    def test_a_name_that_no_file_can_have(self) -> None:
        with pytest.raises(SourceError, match=r"cannot open 'plan\\x00\.txt'|cannot open 'plan\0\.txt'"):
            Source.from_path("plan\0.txt")

    def test_an_undecodable_file_is_named(self, tmp_path: Path) -> None:
        path = tmp_path / "plan.txt"
        path.write_bytes(b"\xb9\xa4")
        with pytest.raises(SourceError, match=r"^plan\.txt is neither UTF-8"):
            Source.of(path)


LINES = [
    # text, the lines as an editor counts them
    ("", [""]),
    ("一", ["一"]),
    ("一\n二", ["一", "二"]),
    ("一\r\n二", ["一", "二"]),
    ("一\r二", ["一", "二"]),
    ("一\n", ["一", ""]),
    ("一\n\n二", ["一", "", "二"]),
    ("一\r\n\r\n", ["一", "", ""]),
    ("一\n\r二", ["一", "", "二"]),
    ("一\f二\v三\x85四\u2028五", ["一\f二\v三\x85四\u2028五"]),  # page breaks and the like count no line
    ("一\f\n二", ["一\f", "二"]),
]


class TestLines:
    @pytest.mark.parametrize(("text", "lines"), LINES)
    def test_line_span(self, text: str, lines: list[str]) -> None:
        source = Source(text)
        assert [source.line_span(n).of(text) for n in range(1, len(lines) + 1)] == lines

    @pytest.mark.parametrize(("text", "lines"), LINES)
    def test_line(self, text: str, lines: list[str]) -> None:
        source = Source(text)
        assert source.line(0) == 1
        assert source.line(len(text)) == len(lines)
        for n in range(1, len(lines) + 1):
            span = source.line_span(n)
            assert {source.line(offset) for offset in (span.start, span.end)} == {n}

    @given(st.text(st.sampled_from("一BR\r\n\f\v\u2028")))
    def test_lines_are_those_of_python_files(self, text: str) -> None:
        source = Source(text)
        wanted = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert [source.line_span(n).of(text) for n in range(1, source.line(len(text)) + 1)] == wanted

    def test_spans_are_code_points(self) -> None:
        assert Source("\U00020000\n二").line_span(2) == Span(2, 3)


class TestSource:
    def test_sha256_is_that_of_utf8(self) -> None:
        assert Source(TEXT).sha256 == hashlib.sha256(TEXT.encode()).hexdigest()

    def test_a_lone_surrogate_has_a_digest(self) -> None:
        assert Source("\ud800").sha256 != Source("\ud801").sha256

    def test_frozen(self) -> None:
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            Source(TEXT).text = ""  # type: ignore[misc]

    def test_copies_are_equal_also_after_use(self) -> None:
        source = Source(TEXT, "plan.txt", "utf-8")
        assert source.line(6) == 2
        for other in (pickle.loads(pickle.dumps(source)), copy.copy(source), copy.deepcopy(source)):
            assert (other, hash(other), other.line(6)) == (source, hash(source), 2)

    def test_repr_is_short_and_holds_no_text(self) -> None:
        assert repr(Source("金融" * 1000, "plan.txt")) == "<Source plan.txt: 2000 code points>"
