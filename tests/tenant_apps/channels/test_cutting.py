"""Long texts are cut where a reader would, and lose nothing but white space."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenant_apps.channels.cutting import length_of, split_text

_WORDS = st.sampled_from(
    [
        "Manicure",
        "стрижка",
        "👩‍👩‍👧",
        "🇺🇦",
        "👍🏽",
        "é",
        "e\u0301",
        "**bold words**",
        "https://example.com/a?b=1",
        ".",
    ]
)
_GAPS = st.sampled_from([" ", "\n", "\n\n", ". ", "  ", ""])
_TEXTS = st.lists(st.tuples(_WORDS, _GAPS), max_size=60).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)


def _signs(parts: list[str]) -> list[int]:
    return [sum(part.count(sign) for part in parts) for sign in ("👩‍👩‍👧", "🇺🇦", "👍🏽", "e\u0301")]


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


@given(text=_TEXTS | st.text(max_size=300), limit=st.integers(min_value=1, max_value=80))
@settings(max_examples=300, deadline=None)
def test_it_keeps_every_sign_in_order_and_every_part_within_the_limit(text: str, limit: int) -> None:
    parts = split_text(text, limit)

    assert _bare("".join(parts)) == _bare(text)
    assert [part for part in parts if len(part) > limit or not part.strip()] == []


@given(text=_TEXTS, limit=st.integers(min_value=20, max_value=80))
@settings(max_examples=300, deadline=None)
def test_it_cuts_no_visible_sign_apart(text: str, limit: int) -> None:
    parts = split_text(text, limit)

    assert _signs(parts) == _signs([text])


@pytest.mark.parametrize("unit", ["bytes", "utf16"])
def test_it_measures_as_the_vendor_does(unit: str) -> None:
    text = "Запишіть мене на завтра, будь ласка 🙂 " * 40

    parts = split_text(text, 200, unit)  # type: ignore[arg-type]

    assert max(length_of(part, unit) for part in parts) <= 200  # type: ignore[arg-type]
    assert _bare("".join(parts)) == _bare(text)


def test_it_prefers_paragraphs_to_sentences() -> None:
    text = "We are open today. Come in.\n\nTomorrow we are closed. Sorry!"

    assert split_text(text, 40) == ["We are open today. Come in.", "Tomorrow we are closed. Sorry!"]


def test_it_prefers_sentences_to_words() -> None:
    text = "We are open today. Come in whenever you like and bring a friend."

    assert split_text(text, 30) == ["We are open today.", "Come in whenever you like and", "bring a friend."]


def test_it_keeps_an_address_whole() -> None:
    text = "Book here: https://example.com/booking/with/a/long/path or call us"

    assert split_text(text, 50) == [
        "Book here:",
        "https://example.com/booking/with/a/long/path or",
        "call us",
    ]


def test_it_keeps_markdown_whole() -> None:
    assert split_text("Our prices are **thirty two euros** now", 20) == [
        "Our prices are",
        "**thirty two euros**",
        "now",
    ]


def test_it_does_not_part_a_number_from_its_line() -> None:
    assert split_text("Choose one of these:\n1. Hair\n2. Nails\n3. Brows", 40) == [
        "Choose one of these:\n1. Hair\n2. Nails",
        "3. Brows",
    ]


def test_it_cuts_a_word_that_is_longer_than_a_part() -> None:
    assert split_text("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5]


def test_it_leaves_a_short_text_as_it_is() -> None:
    assert split_text("  hello \n", 20) == ["  hello \n"]


def test_it_makes_nothing_of_nothing() -> None:
    assert split_text(" \n ", 20) == []


def test_it_refuses_a_limit_without_room() -> None:
    with pytest.raises(ValueError, match="room"):
        split_text("hello", 0)


@pytest.mark.parametrize(
    "text", ["[" * 50_000, "*a" * 50_000, "``` " * 30_000, "_" * 100_000, "x\n\n" * 30_000]
)
def test_it_stays_quick_with_hostile_texts(text: str) -> None:
    assert _bare("".join(split_text(text, 4096))) == _bare(text)
