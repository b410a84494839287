"""A WebM file as Chrome's recorder writes it: sizes that it could not know yet, one Opus packet a block."""

HEAD = b"OpusHead\x01\x01\x38\x01\x80\xbb\x00\x00\x00\x00\x00"
# Fullband, 20 ms, one frame: the first byte of RFC 6716 §3.1.
TOC = b"\x78"
_UNKNOWN = b"\x01\xff\xff\xff\xff\xff\xff\xff"


def element(kind: str, value: bytes, *, is_open: bool = False) -> bytes:
    size = _UNKNOWN if is_open else (0x10000000 | len(value)).to_bytes(4)
    return bytes.fromhex(kind) + size + value


def recording(packets: list[bytes], *, codec: bytes = b"A_OPUS") -> bytes:
    track = element("d7", b"\x01") + element("86", codec) + element("63a2", HEAD)
    blocks = b"".join(element("a3", b"\x81\x00\x00\x80" + packet) for packet in packets)
    cluster = element("1f43b675", element("e7", b"\x00") + blocks, is_open=True)
    tracks = element("1654ae6b", element("ae", track))
    return element("1a45dfa3", element("4282", b"webm")) + element("18538067", tracks + cluster, is_open=True)
