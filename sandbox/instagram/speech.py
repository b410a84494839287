"""What people can do on Instagram, beyond what Messenger has too."""

from typing import Any

from sandbox.customers import Customer
from sandbox.media import Media
from sandbox.meta import cdn, comments, spoken
from sandbox.meta.spoken import REACTIONS, Speaker, Spoken
from sandbox.platform import digits
from sandbox.wishes import a_string, an_object
from sandbox.world import World

# Meta's list for Instagram is shorter; everything else is "other".
NAMES = {emoji: name for emoji, name in REACTIONS.items() if name not in ("smile", "dislike")}


def _file(world: World, customer: Customer, value: Any, kind: str) -> tuple[Media, str]:
    wanted = value if isinstance(value, dict) else {}
    file = world.media.sample(customer.account, kind)
    return file, cdn.url_of(world, file, float(wanted.get("expires_in_s", cdn.URL_LIFETIME_S)))


def _story_reply(world: World, customer: Customer, value: Any) -> Spoken:
    """An answer to the business's story: a text, or {text, expires_in_s?}."""
    wanted = {"text": value} if isinstance(value, str) else an_object(value, "story_reply")
    words = a_string(wanted.get("text"), "story_reply.text")
    file, url = _file(world, customer, wanted, "image")
    story = {"url": url, "id": str(wanted.get("story_id") or digits(17))}
    event = {"message": {"text": words, "reply_to": {"story": story}}}
    return Spoken("messages", event, words, "story_reply", {"story": {"kind": "reply", "media": file.id}})


def _story_mention(world: World, customer: Customer, value: Any) -> Spoken:
    """The person names the business in a story: true, or {expires_in_s}."""
    file, url = _file(world, customer, value, "image")
    event = {"message": {"attachments": [{"type": "story_mention", "payload": {"url": url}}]}}
    return Spoken("messages", event, "", "story_mention", {"story": {"kind": "mention", "media": file.id}})


def _shared(kind: str) -> Speaker:
    def speaker(world: World, customer: Customer, value: Any) -> Spoken:
        file, url = _file(world, customer, value, "image" if kind == "ig_post" else "video")
        extra = {"reel_video_id": digits(17), "title": "Reel"} if kind == "ig_reel" else {}
        event = {"message": {"attachments": [{"type": kind, "payload": {**extra, "url": url}}]}}
        bubble = "image" if kind == "ig_post" else "video"
        return Spoken("messages", event, "", bubble, {"files": [{"id": file.id}]})

    return speaker


def _unsupported(_world: World, _customer: Customer, _value: Any) -> Spoken:
    return Spoken("messages", {"message": {"is_unsupported": True}}, "", "unsupported")


def _ephemeral(_world: World, _customer: Customer, _value: Any) -> Spoken:
    return Spoken("messages", {"message": {"attachments": [{"type": "ephemeral"}]}}, "", "unsupported")


def _referral(_world: World, _customer: Customer, value: Any) -> Spoken:
    """An ig.me link opened: {ref}."""
    wanted = an_object(value, "referral")
    event = {"referral": {"source": "IGME-SOURCE-LINK", "type": "OPEN_THREAD", **wanted}}
    return Spoken("messaging_referral", event, "", "referral", has_bubble=False)


def _mention(_world: World, _customer: Customer, value: Any) -> Spoken:
    """The business is named in a caption or a comment: {media_id, comment_id?}."""
    wanted = an_object(value, "mention")
    ids = {key: str(wanted[key]) for key in ("media_id", "comment_id") if wanted.get(key)}
    return Spoken("mentions", {}, "", "mention", has_bubble=False, change=ids, opens_window=False)


def _business(_world: World, _customer: Customer, value: Any) -> Spoken:
    """The business writes in the Instagram app: a text, or {text}."""
    wanted = {"text": value} if isinstance(value, str) else an_object(value, "business")
    words = a_string(wanted.get("text"), "business.text", limit=1000)
    event = {"message": {"is_echo": True, "text": words}}
    return Spoken("message_echoes", event, words, "text", is_business=True)


SPEAKERS: dict[str, Speaker] = {
    **spoken.COMMON,
    "story_reply": _story_reply,
    "story_mention": _story_mention,
    "share": _shared("ig_post"),
    "reel": _shared("ig_reel"),
    "reaction": spoken.reaction(NAMES, bare_removal=True),
    "unsupported": _unsupported,
    "ephemeral": _ephemeral,
    "referral": _referral,
    "comment": comments.on_instagram,
    "live_comment": comments.on_live,
    "mention": _mention,
    "business": _business,
}
