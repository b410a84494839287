"""Opus sound out of a WebM file into an Ogg file, packet by packet, as it was spoken. Pure.

Browsers record into WebM; messengers take voice notes in Ogg. Sources: RFC 8794 (EBML), RFC 9559 (Matroska),
RFC 3533 (Ogg), RFC 7845 (Opus in Ogg), RFC 6716 §3.1 (a packet's length).
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

_EBML = b"\x1a\x45\xdf\xa3"
_TRACK, _TRACK_NUMBER, _CODEC, _CODEC_PRIVATE = 0xAE, 0xD7, 0x86, 0x63A2
_SIMPLE_BLOCK, _BLOCK = 0xA3, 0xA1
# Segment, Tracks, TrackEntry, Cluster, BlockGroup: what they hold is read on, so that their sizes do not matter,
# which a recording that was still going on could not know.
_MASTERS = frozenset({0x18538067, 0x1654AE6B, _TRACK, 0x1F43B675, 0xA0})
_LACED = 0x06

# Samples of one frame at 48 kHz, by the configuration of its packet.
_FRAMES = (*(480, 960, 1920, 2880) * 3, *(480, 960) * 2, *(120, 240, 480, 960) * 4)
_HEAD = b"OpusHead\x01\x01\x38\x01\x80\xbb\x00\x00\x00\x00\x00"
_TAGS = b"OpusTags\x06\x00\x00\x00Parlor\x00\x00\x00\x00"
_MAX_HEAD = 1000
_BEGIN, _END = 2, 4
_PACKETS_A_PAGE, _LENGTHS_A_PAGE, _MAX_PACKET = 50, 255, 60_000
_SERIAL = 0x5041524C
_MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


class _Unreadable(Exception):
    pass


@dataclass
class _Track:
    number: int = 0
    codec: bytes = b""
    head: bytes = b""


@dataclass
class _Read:
    tracks: list[_Track] = field(default_factory=list)
    blocks: list[tuple[int, bytes]] = field(default_factory=list)


def ogg_from_webm(content: bytes) -> bytes | None:
    """Return the first Opus track of a WebM file as an Ogg file; None for what is no such file, or a broken one."""
    if not content.startswith(_EBML):
        return None
    try:
        read = _read(content)
    except (_Unreadable, IndexError):
        return None
    track = next((found for found in read.tracks if found.codec == b"A_OPUS"), None)
    packets = [packet for number, packet in read.blocks if track and number == track.number]
    if track is None or not packets or not all(0 < len(packet) <= _MAX_PACKET for packet in packets):
        return None
    head = track.head if track.head.startswith(b"OpusHead") and len(track.head) <= _MAX_HEAD else _HEAD
    return b"".join(_pages(head, packets))


def _read(content: bytes) -> _Read:
    read, at = _Read(), 0
    while at < len(content):
        kind, at = _number(content, at, keeps_marker=True)
        size, at = _number(content, at)
        if kind in _MASTERS:
            if kind == _TRACK:
                read.tracks.append(_Track())
            continue
        value = content[at : at + size]
        if len(value) < size:
            # The end of a recording that was cut off: what came before it is whole.
            return read
        at += size
        if kind in (_SIMPLE_BLOCK, _BLOCK):
            read.blocks.append(_block(value))
        elif read.tracks:
            _describe(read.tracks[-1], kind, value)
    return read


def _describe(track: _Track, kind: int, value: bytes) -> None:
    if kind == _TRACK_NUMBER:
        track.number = int.from_bytes(value)
    elif kind == _CODEC:
        track.codec = value.rstrip(b"\0")
    elif kind == _CODEC_PRIVATE:
        track.head = value


def _block(value: bytes) -> tuple[int, bytes]:
    number, at = _number(value, 0)
    if value[at + 2] & _LACED:
        raise _Unreadable
    return number, value[at + 3 :]


def _number(content: bytes, at: int, *, keeps_marker: bool = False) -> tuple[int, int]:
    """Return a number of EBML's and where it ends: the zeros in front of its first bit tell its length."""
    length = 9 - content[at].bit_length()
    if length > 8:
        raise _Unreadable
    value = int.from_bytes(content[at : at + length])
    return value if keeps_marker else value & ((1 << 7 * length) - 1), at + length


def _pages(head: bytes, packets: list[bytes]) -> Iterator[bytes]:
    yield _page(0, 0, _BEGIN, [head])
    yield _page(1, 0, 0, [_TAGS])
    groups = list(_grouped(packets))
    samples = 0
    for number, group in enumerate(groups):
        samples += sum(map(_samples, group))
        yield _page(number + 2, samples, _END if number == len(groups) - 1 else 0, group)


def _grouped(packets: list[bytes]) -> Iterator[list[bytes]]:
    """Yield what fits on a page: a second of sound, and never more than its table of lengths can tell."""
    group: list[bytes] = []
    room = _LENGTHS_A_PAGE
    for packet in packets:
        needed = len(packet) // 255 + 1
        if needed > room or len(group) == _PACKETS_A_PAGE:
            yield group
            group, room = [], _LENGTHS_A_PAGE
        group.append(packet)
        room -= needed
    yield group


def _samples(packet: bytes) -> int:
    frames = (1, 2, 2, packet[1] & 0x3F if len(packet) > 1 else 0)[packet[0] & 3]
    return frames * _FRAMES[packet[0] >> 3]


def _page(number: int, samples: int, flags: int, packets: list[bytes]) -> bytes:
    lacing = b"".join(b"\xff" * (len(packet) // 255) + bytes([len(packet) % 255]) for packet in packets)
    front = b"OggS\0" + bytes([flags]) + samples.to_bytes(8, "little") + _SERIAL.to_bytes(4, "little")
    front += number.to_bytes(4, "little")
    back = bytes([len(lacing)]) + lacing + b"".join(packets)
    return front + _checksum(front + b"\0\0\0\0" + back).to_bytes(4, "little") + back


def _checksum(page: bytes) -> int:
    """Return Ogg's CRC: that of zlib read in a mirror, which begins with zero and ends as it is."""
    mirrored = zlib.crc32(page.translate(_MIRRORED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{mirrored:032b}"[::-1], 2)
