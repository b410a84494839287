"""One thing that a person sends may be several messages of the platform: long texts, several files."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tenant_apps.channels.capabilities import Capabilities
from tenant_apps.channels.forms import length_of, split_text
from tenant_apps.conversations.contents import WITH_TEXT
from tenant_apps.files.models import StoredFile

# See nameFor in frontend/src/features/conversations/composer/Recorder.tsx.
_RECORDING = re.compile(r"voice-\d{4}(-\d\d){5}\.(ogg|m4a|webm)")


@dataclass(frozen=True)
class Part:
    """A message to be: its kind, its text (a caption beside files), its files and its payload."""

    kind: str
    text: str = ""
    files: Sequence[StoredFile] = ()
    payload: dict[str, Any] = field(default_factory=dict)


def parts_of(
    *, kind: str, text: str, files: Sequence[StoredFile], payload: dict[str, Any], channel: Capabilities
) -> list[Part]:
    """Cut what is sent into messages that `channel` takes, in reading order.

    A text that is too long for a caption goes before the files; choices stand under the end of a long text.
    """
    if files:
        return _with_files(text, files, channel)
    if kind == "text":
        return [Part("text", piece) for piece in _pieces(text, channel.max_text, channel)]
    if kind in WITH_TEXT:
        *before, last = _pieces(text, channel.max_button_body or channel.max_text, channel)
        return [*(Part("text", piece) for piece in before), Part(kind, last, payload=payload)]
    leading = [Part("text", piece) for piece in _pieces(text, channel.max_text, channel)] if text else []
    return [*leading, Part(kind, payload=payload)]


def _with_files(text: str, files: Sequence[StoredFile], channel: Capabilities) -> list[Part]:
    size = max(channel.max_attachments, 1)
    groups = [files[start : start + size] for start in range(0, len(files), size)]
    first = kind_of_file(groups[0][0].content_type)
    has_caption = first != "audio" or channel.has_subject
    if text and has_caption and length_of(text, channel.text_unit) <= channel.max_caption:
        leading, caption = [], text
    else:
        leading, caption = [Part("text", piece) for piece in _pieces(text, channel.max_text, channel)], ""
    return [
        *(leading if text else []),
        *(
            Part(kind_of_file(group[0].content_type), "" if number else caption, group)
            for number, group in enumerate(groups)
        ),
    ]


def _pieces(text: str, limit: int, channel: Capabilities) -> list[str]:
    return split_text(text, limit, channel.text_unit) if text else [""]


def is_recording(name: str) -> bool:
    """Tell a voice message that a member has just spoken, by the name that the composer's recorder gives it."""
    return _RECORDING.fullmatch(name) is not None


def kind_of_file(content_type: str) -> str:
    """Return the message kind of a file: image, audio, video or document."""
    family = content_type.split("/", 1)[0]
    return family if family in {"image", "audio", "video"} else "document"
