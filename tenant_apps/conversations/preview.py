"""What a list shows of a message: pure."""

PREVIEW_LENGTH = 160


def preview_of(text: str) -> str:
    """Return the start of `text` on one line; empty for a message without text, whose kind the list names."""
    line = " ".join(text[: PREVIEW_LENGTH * 2].split())
    return line if len(line) <= PREVIEW_LENGTH else line[: PREVIEW_LENGTH - 1] + "…"
