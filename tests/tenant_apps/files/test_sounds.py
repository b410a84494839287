"""Recordings from one format into another."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenant_apps.files.opus import ogg_from_webm
from tenant_apps.files.sounds import converted
from tests.tenant_apps.files.webm import HEAD, TOC, recording


@dataclass
class Page:
    flags: int
    granule: int
    number: int
    packets: list[bytes]


def checksum(page: bytes) -> int:
    """Ogg's CRC, bit by bit as RFC 3533 describes it."""
    value = 0
    for byte in page:
        value ^= byte << 24
        for _ in range(8):
            value = (value << 1 ^ 0x04C11DB7 if value & 0x80000000 else value << 1) & 0xFFFFFFFF
    return value


def pages(ogg: bytes) -> list[Page]:
    found, at = [], 0
    while at < len(ogg):
        assert ogg[at : at + 5] == b"OggS\0"
        count = ogg[at + 26]
        lengths = ogg[at + 27 : at + 27 + count]
        end = at + 27 + count + sum(lengths)
        whole = ogg[at:end]
        assert checksum(whole[:22] + b"\0\0\0\0" + whole[26:]) == int.from_bytes(whole[22:26], "little")
        packets, current, place = [], b"", at + 27 + count
        for length in lengths:
            current += ogg[place : place + length]
            place += length
            if length < 255:
                packets.append(current)
                current = b""
        granule, number = ogg[at + 6 : at + 14], ogg[at + 18 : at + 22]
        found.append(
            Page(ogg[at + 5], int.from_bytes(granule, "little"), int.from_bytes(number, "little"), packets)
        )
        at = end
    return found


def test_it_carries_a_recordings_packets_over_unchanged() -> None:
    packets = [TOC + bytes([number % 251]) * (80 + number * 7 % 600) for number in range(120)]

    ogg = ogg_from_webm(recording(packets))

    assert ogg is not None
    head, tags, *sound = pages(ogg)
    assert (head.flags, head.packets) == (2, [HEAD])
    assert tags.packets[0].startswith(b"OpusTags")
    assert [packet for page in sound for packet in page.packets] == packets
    assert [page.number for page in sound] == list(range(2, 2 + len(sound)))
    assert (sound[-1].flags, sound[-1].granule) == (4, 120 * 960)


@pytest.mark.parametrize(
    ("toc", "samples"),
    [(b"\x78", 960), (b"\x79", 1920), (b"\x7b\x03", 2880), (b"\x00", 480), (b"\x18", 2880), (b"\x80", 120)],
)
def test_it_tells_how_long_a_packet_sounds(toc: bytes, samples: int) -> None:
    ogg = ogg_from_webm(recording([toc + b"\0\0"]))

    assert ogg is not None
    assert pages(ogg)[-1].granule == samples


def test_it_keeps_what_came_before_the_end_was_cut_off() -> None:
    whole = recording([TOC + b"a" * 90, TOC + b"b" * 90])

    ogg = ogg_from_webm(whole[:-10])

    assert ogg is not None
    assert pages(ogg)[-1].packets == [TOC + b"a" * 90]


@pytest.mark.parametrize(
    "content",
    [b"", b"OggS\0", b"\x1a\x45\xdf\xa3", recording([]), recording([TOC + b"x"], codec=b"A_VORBIS")],
)
def test_it_takes_nothing_else_for_a_recording(content: bytes) -> None:
    assert ogg_from_webm(content) is None


@given(st.binary(max_size=200), st.integers(0, 300))
def test_it_survives_broken_files(noise: bytes, cut: int) -> None:
    whole = recording([TOC + b"x" * 60] * 3)

    ogg_from_webm(whole[:cut] + noise + whole[cut + 3 :])


def test_it_asks_ffmpeg_for_what_it_cannot_do_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "ffmpeg"
    program.write_text('#!/bin/sh\nfor made; do :; done\nprintf "from ffmpeg" > "$made"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")

    assert converted(recording([TOC + b"x"]), "audio/mp4") == b"from ffmpeg"
    assert converted(b"#!AMR\n", "audio/ogg") == b"from ffmpeg"


def test_it_does_without_ffmpeg(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    assert converted(recording([TOC + b"x"]), "audio/mp4") is None
    assert converted(recording([TOC + b"x"]), "audio/ogg") is not None
