"""Archives: zip files of a few known members, the same bytes for the same members, read with care.

Nothing is unpacked to a disk, so no name can lead out; a name that tries is refused all the same.
"""

import zipfile
import zlib
from collections import Counter
from collections.abc import Collection, Mapping
from io import BytesIO

from bri_macao._incoming import as_bytes, refused
from bri_macao.findings import Finding, LoadError

__all__ = ["pack", "unpack"]

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip file knows: it stands for every time of change."""

LARGEST_DIRECTORY = 64_000
"""Bytes of the list of members: `zipfile` reads all of it before anybody can count."""

LOCATOR_OF_ZIP64 = b"PK\x06\x07"
END = b"PK\x05\x06"


def pack(members: Mapping[str, bytes]) -> bytes:
    """A zip file with the members, in their order."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members.items():
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.create_system = 3  # as on Unix, wherever it is made
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED, 6)
    return file.getvalue()


def unpack(data: bytes | str, names: Collection[str], largest: int, *, name: str) -> dict[str, bytes]:
    """The members of a zip file.

    Args:
        data: the zip file.
        names: those that it may have; it need not have all of them.
        largest: how many bytes it may have, and all members together when they are unpacked.
        name: what it should be, for people.

    Raises:
        LoadError: it is no zip file, or is larger, or has other members.
    """
    raw = as_bytes(data, largest, name=name, text=False)
    try:
        _check_directory(raw)
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            entries = archive.infolist()
            _check_names([entry.filename for entry in entries], names)
            members, left = {}, largest
            for entry in entries:
                # What the directory says of its size may be a lie.
                with archive.open(entry) as file:
                    members[entry.filename] = file.read(left + 1)
                left -= len(members[entry.filename])
                if left < 0:
                    message = f"it unpacks to more than {largest} bytes"
                    raise refused("BRI411", message, path=entry.filename, hint="if they are meant to be, pass largest=")
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError) as error:
        raise refused("BRI412", f"{name} cannot be unpacked: {error}") from error
    except (NotImplementedError, RuntimeError) as error:  # a password, another compression
        raise refused("BRI414", f"{name} cannot be unpacked: {error}", hint="pack it plainly") from error
    return members


def _check_directory(raw: bytes) -> None:
    end = raw.rfind(END)
    if end < 0:
        raise zipfile.BadZipFile("it is no zip file")
    size = int.from_bytes(raw[end + 12 : end + 16], "little")
    if size > LARGEST_DIRECTORY or raw[max(0, end - 20) : end].startswith(LOCATOR_OF_ZIP64):
        raise refused("BRI414", "it has far more members than there are tables")


def _check_names(given: list[str], names: Collection[str]) -> None:
    """See that every member is known and there once; all of it is told."""
    findings = []
    for name, count in Counter(given).items():
        if count > 1:
            findings.append(Finding(code="BRI402", path=name, message=f"it is there {count} times"))
        if name in names:
            continue
        if "/" in name or "\\" in name or name.lower().endswith(".zip"):
            message = "a folder or an archive in the archive"
            findings.append(Finding(code="BRI414", path=name, message=message, hint="pack the files themselves"))
        else:
            findings.append(Finding(code="BRI403", path=name, message="no such file belongs here", hint="take it out"))
    if findings:
        raise LoadError(tuple(findings))
