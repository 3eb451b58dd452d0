"""How many points a picture has, told from its first bytes: nothing is unpacked, so a forged one costs nothing."""

import struct
from typing import Final, NamedTuple

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of JPEG behind which height and width stand."""

_BARE: Final = frozenset({0x01, *range(0xD0, 0xD9)})
_WIDTH, _HEIGHT = 256, 257
_MOST_TAGS: Final = 200


class Size(NamedTuple):
    """Points across and down."""

    width: int
    height: int


def size_of(data: bytes) -> Size | None:
    """The size of a PNG, JPEG, TIFF or WebP picture; nothing for anything else and for one without a size."""
    try:
        if data.startswith(_PNG):
            return _known(*struct.unpack_from(">II", data, 16))
        if data.startswith(_JPEG):
            return _of_jpeg(data)
        if data[:4] in (b"II*\0", b"MM\0*"):
            return _of_tiff(data)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _of_webp(data)
    except struct.error:
        pass
    return None


def _known(width: int, height: int) -> Size | None:
    return Size(width, height) if width > 0 and height > 0 else None


def _of_jpeg(data: bytes) -> Size | None:
    place = 2
    while place < len(data) - 8:
        if data[place] != 0xFF:
            return None
        marker = data[place + 1]
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", data, place + 5)
            return _known(width, height)
        if marker == 0xFF or marker in _BARE:
            place += 1 if marker == 0xFF else 2
            continue
        place += 2 + int(struct.unpack_from(">H", data, place + 2)[0])
    return None


def _of_tiff(data: bytes) -> Size | None:
    order = "<" if data.startswith(b"II") else ">"
    (start,) = struct.unpack_from(f"{order}I", data, 4)
    (count,) = struct.unpack_from(f"{order}H", data, start)
    found: dict[int, int] = {}
    for number in range(min(count, _MOST_TAGS)):
        tag, kind, _ = struct.unpack_from(f"{order}HHI", data, start + 2 + 12 * number)
        (found[tag],) = struct.unpack_from(f"{order}{'H' if kind == 3 else 'I'}", data, start + 10 + 12 * number)
    return _known(found.get(_WIDTH, 0), found.get(_HEIGHT, 0))


def _of_webp(data: bytes) -> Size | None:
    if data[12:16] == b"VP8X":
        return _known(*(1 + int.from_bytes(data[at : at + 3], "little") for at in (24, 27)))
    if data[12:16] == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return _known(1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF))
    width, height = struct.unpack_from("<HH", data, 26)
    return _known(width & 0x3FFF, height & 0x3FFF)
