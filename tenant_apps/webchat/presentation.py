"""How a thread looks to its visitor: one shape for the page and the socket."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from tenant_apps.channels.forms import contact_lines, map_link
from tenant_apps.channels.outbound import Location
from tenant_apps.conversations.contents import outbound_parts
from tenant_apps.conversations.models import Attachment, Direction, Message, Reaction, SenderKind
from tenant_apps.webchat import tokens

View = dict[str, Any]
QUOTE_LENGTH = 120
_FROM = {SenderKind.CONTACT: "visitor", SenderKind.AGENT: "agent"}


def thread_views(messages: Sequence[Message], *, key: str, is_seen: bool = False) -> list[View]:
    """Return the views of `messages` with two more queries, however many there are."""
    ids = [message.id for message in messages]
    files = _grouped(Attachment.objects.filter(message__in=ids).order_by("id"))
    reactions = _grouped(Reaction.objects.filter(message__in=ids).order_by("id"))
    return [
        _view(message, files.get(message.id, []), reactions.get(message.id, []), key, is_seen)
        for message in messages
    ]


def _grouped(rows: Iterable[Any]) -> dict[Any, list[Any]]:
    groups: dict[Any, list[Any]] = {}
    for row in rows:
        groups.setdefault(row.message_id, []).append(row)
    return groups


def _view(
    message: Message, files: Sequence[Attachment], reactions: Sequence[Reaction], key: str, is_seen: bool
) -> View:
    is_theirs = message.direction == Direction.IN
    is_gone = message.deleted_at is not None
    return {
        "id": str(message.id),
        "client_id": message.external_id if is_theirs else None,
        "from": "visitor" if is_theirs else _FROM.get(SenderKind(message.sender_kind), "team"),
        "name": "" if is_theirs else first_name(message.sender_name),
        "kind": message.kind,
        "text": "" if is_gone else _text(message),
        "attachments": [] if is_gone else [_attachment(file, key) for file in files],
        "choices": [] if is_gone or is_theirs else _choices(message.payload),
        "reply_to": _quote(message.reply_to),
        "reactions": [
            {"emoji": reaction.emoji, "by": _FROM.get(SenderKind(reaction.by_kind), "team")}
            for reaction in reactions
        ],
        "status": "read" if is_theirs and is_seen else "delivered" if is_theirs else message.status,
        "edited": message.edited_at is not None,
        "deleted": is_gone,
        "at": _iso(message.provider_at),
        "rev": message.rev,
    }


def first_name(name: str) -> str:
    return name.split()[0] if name.strip() else ""


def _text(message: Message) -> str:
    place = message.payload.get("location") or message.payload
    if message.kind == "location" and isinstance(place, dict) and "latitude" in place:
        names = [str(place.get(part) or "") for part in ("name", "address")]
        link = map_link(Location(float(place["latitude"]), float(place["longitude"])))
        return "\n".join(part for part in (*names, link) if part)
    cards = outbound_parts(message.payload).get("contacts") or () if message.kind == "contacts" else ()
    return "\n\n".join("\n".join(contact_lines(card)) for card in cards) or message.text


def _choices(payload: dict[str, Any]) -> list[View]:
    """Return quick replies, links and list rows as one list: each is tapped the same way."""
    buttons = payload.get("buttons") or []
    shown = [
        {
            "id": str(b.get("id", "")),
            "title": str(b.get("title", "")),
            "url": str(b.get("url") or ""),
            "note": "",
        }
        for b in buttons
        if isinstance(b, dict)
    ]
    for section in (payload.get("list") or {}).get("sections") or []:
        shown += [
            {
                "id": str(row.get("id", "")),
                "title": str(row.get("title", "")),
                "url": "",
                "note": str(row.get("description") or ""),
            }
            for row in section.get("rows", [])
        ]
    return shown


def _attachment(file: Attachment, key: str) -> View:
    file_id = str(file.file_id) if file.file_id else ""
    link = f"/api/widget/{key}/files/{file_id}/?s={tokens.sign_link(file_id, key)}" if file_id else None
    return {
        "id": str(file.id),
        "kind": file.kind,
        "name": file.name,
        "content_type": file.content_type,
        "size": file.size,
        "url": link,
        "state": file.state,
    }


def _quote(quoted: Message | None) -> View | None:
    if quoted is None or quoted.private:
        return None
    return {"id": str(quoted.id), "text": quoted.text[:QUOTE_LENGTH]}


def _iso(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
