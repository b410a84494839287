"""What a message holds beside its text: checked when it is written, turned into an `Outbound` when it goes out.

The content is kept in `Message.payload` under the name of its kind.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from shared_apps.core.errors import Invalid
from tenant_apps.channels.outbound import (
    Button,
    ContactCard,
    ListRow,
    ListSection,
    Location,
    Template,
)

Title = Annotated[str, Meta(min_length=1, max_length=200)]
Id = Annotated[str, Meta(min_length=1, max_length=200)]


class _Button(msgspec.Struct, forbid_unknown_fields=True):
    id: Id
    title: Title
    url: Annotated[str, Meta(pattern="^(|https?://.{1,2000})$")] = ""


class _Buttons(msgspec.Struct, forbid_unknown_fields=True):
    buttons: Annotated[list[_Button], Meta(min_length=1, max_length=20)]


class _Row(msgspec.Struct, forbid_unknown_fields=True):
    id: Id
    title: Title
    description: Annotated[str, Meta(max_length=500)] = ""


class _Section(msgspec.Struct, forbid_unknown_fields=True):
    rows: Annotated[list[_Row], Meta(min_length=1, max_length=100)]
    title: Annotated[str, Meta(max_length=200)] = ""


class _List(msgspec.Struct, forbid_unknown_fields=True):
    button: Title
    sections: Annotated[list[_Section], Meta(min_length=1, max_length=20)]


class _Template(msgspec.Struct, forbid_unknown_fields=True):
    name: Id
    language: Annotated[str, Meta(min_length=2, max_length=20)]
    components: list[dict[str, Any]] = []
    preview: Annotated[str, Meta(max_length=4000)] = ""


class _Location(msgspec.Struct, forbid_unknown_fields=True):
    latitude: Annotated[float, Meta(ge=-90, le=90)]
    longitude: Annotated[float, Meta(ge=-180, le=180)]
    name: Annotated[str, Meta(max_length=1000)] = ""
    address: Annotated[str, Meta(max_length=1000)] = ""


class _Contact(msgspec.Struct, forbid_unknown_fields=True):
    name: Title
    phones: list[Annotated[str, Meta(max_length=50)]] = []
    emails: list[Annotated[str, Meta(max_length=254)]] = []
    organisation: Annotated[str, Meta(max_length=200)] = ""


class _Contacts(msgspec.Struct, forbid_unknown_fields=True):
    contacts: Annotated[list[_Contact], Meta(min_length=1, max_length=20)]


_SHAPES: dict[str, type[msgspec.Struct]] = {
    "buttons": _Buttons,
    "list": _List,
    "template": _Template,
    "location": _Location,
    "contacts": _Contacts,
}
KINDS = ("text", *_SHAPES)
# Other names of a message with files: what it becomes is told by the files themselves.
FILE_KINDS = ("image", "video", "audio", "document", "sticker")
# These go out beside a text; the others are a message of their own.
WITH_TEXT = frozenset({"buttons", "list"})


def checked(kind: str, content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the payload that keeps `content`; raises Invalid with what is wrong."""
    if kind == "text":
        return {}
    try:
        found = msgspec.convert(dict(content), _SHAPES[kind])
    except msgspec.ValidationError as error:
        raise Invalid("This content cannot be sent.", fields={"content": [str(error)]}) from error
    plain: dict[str, Any] = msgspec.to_builtins(found)
    return plain if kind in ("buttons", "contacts") else {kind: plain}


def outbound_parts(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return the keyword arguments of `Outbound` that a payload stands for."""
    parts: dict[str, Any] = {}
    if buttons := payload.get("buttons"):
        parts["buttons"] = tuple(Button(b["id"], b["title"], b.get("url", "")) for b in buttons)
    if found := payload.get("list"):
        parts["list_button"] = found["button"]
        parts["sections"] = tuple(_section(section) for section in found["sections"])
    if found := payload.get("template"):
        parts["template"] = Template(found["name"], found["language"], tuple(found["components"]))
    if found := payload.get("location"):
        parts["location"] = Location(**found)
    if found := payload.get("contacts"):
        parts["contacts"] = tuple(_card(card) for card in found)
    return parts


def _section(section: Mapping[str, Any]) -> ListSection:
    rows: Sequence[Mapping[str, str]] = section["rows"]
    return ListSection(
        section.get("title", ""),
        tuple(ListRow(row["id"], row["title"], row.get("description", "")) for row in rows),
    )


def _card(card: Mapping[str, Any]) -> ContactCard:
    return ContactCard(card["name"], tuple(card["phones"]), tuple(card["emails"]), card["organisation"])


def words_of(kind: str, payload: Mapping[str, Any]) -> str:
    """Return the text that stands for a content without one, for lists and search."""
    if kind == "template":
        return str(payload["template"].get("preview", ""))
    if kind == "location":
        place = payload["location"]
        return str(place.get("name") or place.get("address") or "")
    if kind == "contacts":
        return ", ".join(card["name"] for card in payload["contacts"])
    return ""
