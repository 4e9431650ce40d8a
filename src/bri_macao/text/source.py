"""`Source`: a copy of the document, exactly as it came in (the raw layer), and how it was decoded."""

import codecs
import os
from bisect import bisect_right
from functools import cached_property
from pathlib import Path

import attrs

from bri_macao.errors import SourceError, extra_needed
from bri_macao.spans import Span
from bri_macao.text import folding

__all__ = ["LARGEST", "Readable", "Source", "line_starts"]

Readable = "str | bytes | os.PathLike[str] | Source"
"""What `read`, `parse` and `attach` take: a `str` is text, a path-like is a file, `bytes` are undecoded."""

# Byte order marks and what they say; the longest first, since UTF-32's begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF32_LE, None),
    (codecs.BOM_UTF32_BE, None),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


LARGEST = 20_000_000
"""How many code points a document may have, unless the caller says otherwise: about a thousand times a long plan."""


def line_starts(text: str) -> list[int]:
    """Where each line begins, as an editor counts them: after LF, CR LF or CR."""
    starts = [0]
    place = 0
    for part in text.splitlines(keepends=True):
        place += len(part)
        if part[-1] in "\r\n":
            starts.append(place)
    return starts


# A code point takes four bytes at the most, in every encoding that documents come in.
_BYTES = 4
# A PDF holds fonts and pictures; how much text is in it shows only when it has been read.
_PDF = 100_000_000


def _too_large(name: str, largest: int) -> SourceError:
    return SourceError(f"{name} is larger than {largest} code points; if it is meant to be, pass largest=")


def _allowed(text: str, name: str, largest: int) -> str:
    if len(text) > largest:
        raise _too_large(name, largest)
    return text


@attrs.frozen(repr=False)
class Source:
    """The raw text of a document, never altered.

    Attributes:
        text: the raw text; all raw spans point into it, in code points.
        name: what to call it in messages: a file name, or `<text>`.
        encoding: the encoding that the bytes were in; None where it came in as text.

    >>> source = Source.from_bytes("一、金融".encode("utf-16"))
    >>> source.text, source.encoding, source.line(2)
    ('\\ufeff一、金融', 'utf-16-le', 1)
    """

    text: str
    name: str = "<text>"
    encoding: str | None = None

    @classmethod
    def of(
        cls,
        document: "str | bytes | os.PathLike[str] | Source",
        *,
        encoding: str | None = None,
        largest: int = LARGEST,
    ) -> "Source":
        """Take what the user has: a `str` is text, a path-like is a file, `bytes` are undecoded.

        Args:
            document: a source is given back as it is.
            encoding: of a file or of bytes that are neither UTF-8 nor marked as UTF-16.
            largest: how many code points the text may have.

        Raises:
            SourceError: the file cannot be opened, the bytes not be decoded, or the text is larger than allowed.
            MissingExtra: it is a PDF and the extra `pdf` is not installed.
        """
        if isinstance(document, Source):
            return document
        if isinstance(document, str):
            return cls(_allowed(document, "<text>", largest))
        if isinstance(document, bytes | bytearray | memoryview):
            return cls.from_bytes(bytes(document), encoding=encoding, largest=largest)
        if isinstance(document, os.PathLike):
            return cls.from_path(document, encoding=encoding, largest=largest)
        kind = type(document).__name__
        raise SourceError(f"cannot read a {kind}: give text as str, a file as a pathlib.Path, or undecoded bytes")

    @classmethod
    def from_path(
        cls, path: "str | os.PathLike[str]", *, encoding: str | None = None, largest: int = LARGEST
    ) -> "Source":
        """Read a file; `.pdf` goes through the extra `pdf`, everything else is text.

        Raises:
            SourceError: it cannot be opened or decoded, or is larger than allowed; then no more of it is read.
            MissingExtra: it is a PDF and the extra `pdf` is not installed.
        """
        place = Path(path)
        try:
            with place.open("rb") as file:
                data = file.read(_BYTES * largest + 1)
                if place.suffix.lower() == ".pdf" or data.startswith(b"%PDF-"):
                    data += file.read(max(0, _PDF + 1 - len(data)))
        except (OSError, ValueError) as error:  # ValueError: a NUL in the name
            reason = getattr(error, "strerror", None) or error
            raise SourceError(f"cannot open {str(place)!r}: {reason}") from error
        if place.suffix.lower() == ".pdf":
            return cls._from_pdf(data, place.name, largest)
        return cls.from_bytes(data, encoding=encoding, name=place.name, largest=largest)

    @classmethod
    def from_bytes(
        cls, data: bytes, *, encoding: str | None = None, name: str = "<bytes>", largest: int = LARGEST
    ) -> "Source":
        """Decode bytes: UTF-8 with or without a byte order mark, UTF-16 with one; anything else by its name.

        A PDF is recognised and goes through the extra `pdf`. Nothing is guessed: bytes of GB18030 decode without an
        error as Latin-1, to nonsense.

        Raises:
            SourceError: they are neither, or not in the named encoding, or are more than allowed.
        """
        if data.startswith(b"%PDF-") and encoding is None:
            return cls._from_pdf(data, name, largest)
        if len(data) > _BYTES * largest:
            raise _too_large(name, largest)
        found = encoding
        if found is None:
            found = next((known for mark, known in _MARKS if data.startswith(mark)), "utf-8")
            if found is None:
                raise SourceError(f"{name} begins with the mark of UTF-32; pass encoding='utf-32'")
        try:
            return cls(_allowed(data.decode(found), name, largest), name, codecs.lookup(found).name)
        except LookupError as error:
            raise SourceError(
                f"{encoding!r} is no encoding that Python knows; try 'gb18030', 'big5' or 'utf-8'"
            ) from error
        except (UnicodeError, ValueError) as error:
            where = f"byte {error.start}" if isinstance(error, UnicodeDecodeError) else "it"
            if encoding is not None:
                raise SourceError(f"{name} is not {encoding}: {where} does not decode") from error
            raise SourceError(
                f"{name} is neither UTF-8 nor UTF-16 with a byte order mark ({where} does not decode as {found}); "
                "name its encoding, such as encoding='gb18030' or encoding='big5'"
            ) from error

    @classmethod
    def _from_pdf(cls, data: bytes, name: str, largest: int) -> "Source":
        if len(data) > _PDF:
            raise SourceError(f"{name} is a PDF of more than {_PDF} bytes; take the pages of the plan out of it")
        with extra_needed("reading a PDF", "pdf"):
            from bri_macao.text import _pdf  # noqa: PLC0415 - the extra is imported where a PDF comes in
        return cls(_allowed(_pdf.extract(data, name), name, largest), name)

    @property
    def sha256(self) -> str:
        """SHA-256 of the raw text in UTF-8, hexadecimal."""
        return folding.sha256(self.text)

    @cached_property
    def _line_starts(self) -> list[int]:
        return line_starts(self.text)

    def line(self, offset: int) -> int:
        """The number of the line that the raw offset is in, from 1, as an editor counts."""
        return bisect_right(self._line_starts, offset)

    def line_span(self, line: int) -> Span:
        """The raw span of a line, without its line break."""
        starts = self._line_starts
        start = starts[line - 1]
        end = starts[line] if line < len(starts) else len(self.text)
        return Span(start, start + len(self.text[start:end].rstrip("\r\n")))

    def __repr__(self) -> str:
        return f"<Source {self.name}: {len(self.text)} code points>"
