"""What comes in to a backend: bytes of a bounded size, or text for the formats that are text."""

from bri_macao.findings import Finding, LoadError

__all__ = ["as_bytes"]


def as_bytes(data: bytes | str, largest: int, *, name: str, text: bool = True) -> bytes:
    """The data as bytes.

    Args:
        data: bytes, or text where the format is one.
        largest: how many bytes it may have.
        name: what it should be, for people: `JSON`.
        text: whether a `str` will do; it is written as UTF-8.

    Raises:
        LoadError: it is larger, or of another type, or half of a surrogate pair stands in it.
    """
    if isinstance(data, str) and text:
        try:
            data = data.encode("utf-8")
        except UnicodeEncodeError as error:
            message = f"character {error.start} is half of a surrogate pair"
            raise LoadError((Finding(code="BRI407", path="$", message=message),)) from error
    if not isinstance(data, bytes | bytearray | memoryview):
        kinds = "bytes or str" if text else "bytes"
        code = "BRI401" if name == "JSON" else "BRI412"
        raise LoadError((Finding(code=code, path="$", message=f"{name} is {kinds}, not {type(data).__name__}"),))
    if len(raw := bytes(data)) > largest:
        message = f"{len(raw)} bytes are more than {largest}"
        hint = "if they are meant to be, pass largest="
        raise LoadError((Finding(code="BRI411", path="$", message=message, hint=hint),))
    return raw
