"""PDFs: their text, page by page, and everything that may be wrong with them."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from bri_macao.errors import MissingExtra, SourceError
from bri_macao.parsing import read
from bri_macao.text import Source

PAGES = (
    ("Lusofonia Work Plan 2031", "1. Hold the forum", "and invite Brazil."),
    ("2. Set up a fund.",),
)


def escaped(text: str) -> bytes:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")


def pdf(pages: Sequence[Sequence[str]], trailer: str = "", contents: str = "") -> bytes:
    """The bytes of a PDF in Helvetica, one stream a page; `trailer` and `contents` are added to those dictionaries."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for i, lines in enumerate(pages):
        drawn = b" ".join(b"(" + escaped(line) + b") Tj T*" for line in lines)
        stream = b"BT /F1 12 Tf 72 770 Td 16 TL " + drawn + b" ET"
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]"
            b" /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * i),
            b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(stream), contents.encode(), stream),
        ]
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer.encode(), len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end


def saved(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


class TestText:
    @pytest.fixture(autouse=True)
    def _pypdf(self) -> None:
        pytest.importorskip("pypdf", reason="reading a PDF needs the extra `pdf`")

    def test_pages_are_joined_by_form_feeds(self, tmp_path: Path) -> None:
        source = Source.from_path(saved(tmp_path / "plan.pdf", pdf(PAGES)))
        pages = [page.split("\n") for page in source.text.split("\f")]
        assert [[line for line in page if line] for page in pages] == [list(page) for page in PAGES]

    def test_it_has_a_name_and_no_encoding(self, tmp_path: Path) -> None:
        source = Source.from_path(saved(tmp_path / "plan.pdf", pdf(PAGES)))
        assert (source.name, source.encoding) == ("plan.pdf", None)

    @pytest.mark.parametrize("name", ["plan.pdf", "PLAN.PDF", "plan", "plan.txt"])
    def test_known_by_its_name_or_by_its_first_bytes(self, name: str, tmp_path: Path) -> None:
        assert "Set up a fund" in Source.of(saved(tmp_path / name, pdf(PAGES))).text

    def test_read_as_a_plan(self, tmp_path: Path) -> None:
        reading = read(saved(tmp_path / "plan.pdf", pdf(PAGES)))
        assert [item.text for item in reading.plan.items] == ["Hold the forum and invite Brazil.", "Set up a fund."]
        assert [reading.locate(number).page for number in (1, 2)] == [1, 2]

    def test_accents(self, tmp_path: Path) -> None:
        assert "Fórum (Macau)" in Source.of(saved(tmp_path / "plan.pdf", pdf([["Fórum (Macau)"]]))).text

    @pytest.mark.parametrize(
        ("data", "sentence"),
        [
            (b"", "plan.pdf cannot be read as a PDF"),
            (b"1. Hold the forum.", "plan.pdf cannot be read as a PDF"),
            (b"%PDF-1.4\n", "plan.pdf cannot be read as a PDF"),
            (pdf(PAGES)[:300], "plan.pdf cannot be read as a PDF"),
            (pdf(PAGES).replace(b"/Pages", b"/Pigs"), "plan.pdf cannot be read as a PDF"),
            pytest.param(
                pdf(PAGES, contents="/Filter /None"),
                "plan.pdf cannot be read as a PDF",
            ),
            (pdf([]), "plan.pdf holds no text; it may be a scan"),
            (pdf([[], []]), "plan.pdf holds no text; it may be a scan"),
            (
                pdf(PAGES, trailer="/Encrypt << /Filter /Standard /V 1 /R 2 /O (a) /U (b) /P 1 >> /ID [(a) (b)]"),
                "plan.pdf cannot be read as a PDF",
            ),
            pytest.param(
                pdf(PAGES, contents="/Filter /JBIG2Decode"),
                "plan.pdf cannot be read as a PDF",
            ),
            pytest.param(
                pdf(PAGES).replace(b"16 TL", b"[4 0 R]"),
                "plan.pdf cannot be read as a PDF",
            ),
        ],
        ids=[
            *("empty", "text", "header", "cut", "no pages", "unknown filter"),
            *("no page", "blank pages", "encrypted", "dependency", "assertion"),
        ],
    )
    def test_what_is_wrong_is_a_source_error(self, data: bytes, sentence: str, tmp_path: Path) -> None:
        with pytest.raises(SourceError, match=f"^{sentence}"):
            read(saved(tmp_path / "plan.pdf", data))

    def test_size(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        data = pdf(PAGES)
        monkeypatch.setattr("bri_macao.text.source._PDF", len(data))
        assert "Set up a fund" in Source.of(data, largest=100).text
        assert "Set up a fund" in Source.of(saved(tmp_path / "plan.pdf", data), largest=100).text
        monkeypatch.setattr("bri_macao.text.source._PDF", len(data) - 1)
        for document, name in ((data, "<bytes>"), (tmp_path / "plan.pdf", "plan.pdf")):
            with pytest.raises(SourceError, match=rf"^{name} is a PDF of more than {len(data) - 1} bytes"):
                Source.of(document)

    @pytest.mark.parametrize("step", range(7))
    def test_cut_anywhere_it_is_read_or_refused(self, step: int, tmp_path: Path) -> None:
        data = pdf(PAGES)
        for end in range(step, len(data), 49):
            try:
                text = Source.of(saved(tmp_path / "plan.pdf", data[:end])).text
            except SourceError:
                continue
            assert "Lusofonia" in text


class TestMissingExtra:
    def test_says_what_to_install(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "pypdf", None)
        monkeypatch.delitem(sys.modules, "bri_macao.text._pdf", raising=False)
        monkeypatch.delattr("bri_macao.text._pdf", raising=False)
        with pytest.raises(MissingExtra, match=r"reading a PDF needs .* pip install 'bri-macao\[pdf\]'"):
            read(saved(tmp_path / "plan.pdf", pdf(PAGES)))

    def test_text_needs_no_extra(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "pypdf", None)
        assert read("1.办好论坛。").plan.item(1).text == "办好论坛。"

    def test_is_imported_where_a_pdf_comes_in(self) -> None:
        code = "import sys, bri_macao; bri_macao.read('1.办好论坛。'); sys.exit('pypdf' in sys.modules)"
        assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
