"""What comes in to be read: bytes of a bounded size, or text for the formats that are text (floor 2)."""

from os import PathLike, fspath
from pathlib import Path

from bri_macao.errors import SourceError
from bri_macao.findings import Finding, LoadError

__all__ = ["as_bytes", "opened", "refused"]


def refused(code: str, message: str, *, path: str = "$", line: int | None = None, hint: str | None = None) -> LoadError:
    """An error that says one thing, for what cannot be read any further."""
    return LoadError((Finding(code=code, path=path, line=line, message=message, hint=hint),))


def as_bytes(data: bytes | str, largest: int, *, name: str, text: bool = True, code: str = "BRI412") -> bytes:
    """The data as bytes.

    Args:
        data: bytes, or text where the format is one.
        largest: how many bytes it may have.
        name: what it should be, for people: `JSON`.
        text: whether a `str` will do; it is written as UTF-8.
        code: of the finding that it is neither.

    Raises:
        LoadError: it is larger, or of another type, or half of a surrogate pair stands in it.
    """
    if isinstance(data, str) and text:
        try:
            data = data.encode("utf-8")
        except UnicodeEncodeError as error:
            raise refused("BRI407", f"character {error.start} is half of a surrogate pair") from error
    if not isinstance(data, bytes | bytearray | memoryview):
        raise refused(code, f"{name} is {'bytes or str' if text else 'bytes'}, not {type(data).__name__}")
    if len(raw := bytes(data)) > largest:
        message = f"{len(raw)} bytes are more than {largest}"
        raise refused("BRI411", message, hint="if they are meant to be, pass largest=")
    return raw


def opened(path: str | PathLike[str], largest: int) -> bytes:
    """The bytes of a file; of one that is larger than allowed, one byte too many, so that this can be told.

    Raises:
        SourceError: it cannot be opened.
    """
    try:
        with Path(fspath(path)).open("rb") as file:
            return file.read(largest + 1)
    except (OSError, ValueError) as error:
        raise SourceError(f"cannot open {fspath(path)!r}: {getattr(error, 'strerror', None) or error}") from error
