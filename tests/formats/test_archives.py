"""Archives: the same bytes for the same members, and everything that a zip file may not be."""

import io
import zipfile
from collections.abc import Callable

import pytest

from bri_macao.findings import LoadError
from bri_macao.formats._archives import pack, unpack

NAMES = ("a.csv", "b.csv")
MEMBERS = {"a.csv": b"x" * 1000, "b.csv": b""}
PACKED = pack(MEMBERS)


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return file.getvalue()


def with_bytes(data: bytes, old: bytes, new: bytes) -> bytes:
    assert old in data
    return data.replace(old, new)


def unpacked(data: bytes | str, largest: int = 250_000) -> dict[str, bytes]:
    return unpack(data, NAMES, largest, name="a zip file")


class TestPack:
    def test_gives_the_same_bytes(self) -> None:
        assert pack(MEMBERS) == PACKED
        assert len(PACKED) < 300

    def test_is_an_ordinary_zip_file(self) -> None:
        with zipfile.ZipFile(io.BytesIO(PACKED)) as archive:
            assert archive.testzip() is None
            assert archive.namelist() == ["a.csv", "b.csv"]
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


class TestUnpack:
    def test_gives_the_members(self) -> None:
        assert unpacked(PACKED) == MEMBERS

    def test_members_may_be_missing(self) -> None:
        assert unpacked(pack({})) == {}

    def test_any_plain_compression(self) -> None:
        assert unpacked(zipped(("a.csv", b"x"), method=zipfile.ZIP_BZIP2)) == {"a.csv": b"x"}

    def test_just_large_enough(self) -> None:
        assert unpacked(PACKED, 1000) == MEMBERS

    @pytest.mark.parametrize(
        ("data", "codes"),
        [
            ("text", ["BRI412"]),
            (b"", ["BRI412"]),
            (b"plan,id", ["BRI412"]),
            (PACKED[:-5], ["BRI412"]),
            (b"PK\x05\x06" + bytes(18), []),
            (PACKED[:40] + b"\xff" * 8 + PACKED[48:], ["BRI412"]),
            (b"x" * 260_000, ["BRI411"]),
            # A bomb: a thousand times as large as it looks.
            (pack({"a.csv": bytes(260_000)}), ["BRI411"]),
            (pack({"a.csv": bytes(130_000), "b.csv": bytes(130_000)}), ["BRI411"]),
            # Encrypted, and by a method that nobody knows.
            (with_bytes(PACKED, b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"), ["BRI414"]),
            (with_bytes(PACKED, b"\x08\x00\x00\x00!\x00", b"\x63\x00\x00\x00!\x00"), ["BRI414"]),
            (zipped(*((f"{i}.csv", b"") for i in range(2000))), ["BRI414"]),
            (PACKED[:-22] + b"PK\x06\x07" + bytes(16) + PACKED[-22:], ["BRI414"]),
            (zipped(("../a.csv", b"")), ["BRI414"]),
            (zipped(("/etc/passwd", b"")), ["BRI414"]),
            (zipped(("C:\\a.csv", b"")), ["BRI414"]),
            (zipped(("tables/a.csv", b"")), ["BRI414"]),
            (zipped(("__MACOSX/._a.csv", b"")), ["BRI414"]),
            (zipped(("inner.ZIP", PACKED)), ["BRI414"]),
            (zipped(("A.csv", b""), ("note.txt", b"")), ["BRI403", "BRI403"]),
        ],
    )
    def test_refuses(self, data: bytes | str, codes: list[str]) -> None:
        if not codes:
            assert unpacked(data) == {}
            return
        with pytest.raises(LoadError) as error:
            unpacked(data)
        assert [finding.code for finding in error.value.findings] == codes

    def test_refuses_a_member_that_is_there_twice(self) -> None:
        with pytest.warns(UserWarning, match="Duplicate name"):
            data = zipped(("a.csv", b"1"), ("a.csv", b"2"))
        with pytest.raises(LoadError, match=r"BRI402 at a\.csv: it is there 2 times"):
            unpacked(data)

    @pytest.mark.parametrize("harm", [lambda data, i: data[:i], lambda data, i: data[:i] + b"\xff" + data[i + 1 :]])
    def test_damage_is_one_error(self, harm: Callable[[bytes, int], bytes]) -> None:
        for place in range(0, len(PACKED), 3):
            try:
                unpacked(harm(PACKED, place))
            except LoadError:
                continue
