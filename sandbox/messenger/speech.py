"""What people can do on Messenger, beyond what Instagram has too."""

from typing import Any

from sandbox.customers import Customer
from sandbox.meta import cdn, comments, spoken
from sandbox.meta.spoken import REACTIONS, Speaker, Spoken
from sandbox.web import Refused
from sandbox.wishes import a_string, an_object
from sandbox.world import World

# What Meta's own Page Inbox writes with.
PAGE_INBOX_APP_ID = 26390203743090
THUMB_STICKER_ID = 369239263222822
HANDOVERS = ("pass_thread_control", "take_thread_control", "request_thread_control")


def _sticker(world: World, customer: Customer, _value: Any) -> Spoken:
    file = world.media.sample(customer.account, "sticker")
    payload = {"url": cdn.url_of(world, file), "sticker_id": THUMB_STICKER_ID}
    event = {"message": {"attachments": [{"type": "image", "payload": payload}]}}
    return Spoken("messages", event, "", "sticker", {"files": [{"id": file.id}]})


def _location(_world: World, _customer: Customer, value: Any) -> Spoken:
    place = {"latitude": 49.8397, "longitude": 24.0297} if value is True else an_object(value, "location")
    for key, limit in (("latitude", 90), ("longitude", 180)):
        number = place.get(key)
        if isinstance(number, bool) or not isinstance(number, int | float) or abs(number) > limit:
            raise Refused(f"“location.{key}” must be a number between -{limit} and {limit}.")
    title = str(place.get("name") or "Pinned Location")
    point = {"lat": place["latitude"], "long": place["longitude"]}
    attachment = {"type": "location", "title": title, "payload": {"coordinates": point}}
    return Spoken("messages", {"message": {"attachments": [attachment]}}, "", "location", {"location": place})


def _link(_world: World, _customer: Customer, value: Any) -> Spoken:
    """A shared link: {url, title, text?} arrives as a fallback attachment."""
    wanted = an_object(value, "link")
    url, title = a_string(wanted.get("url"), "link.url"), str(wanted.get("title") or "")
    words = str(wanted.get("text") or url)
    attachment = {"type": "fallback", "payload": {"url": url, "title": title}}
    return Spoken("messages", {"message": {"text": words, "attachments": [attachment]}}, words, "text")


def _reel(world: World, customer: Customer, _value: Any) -> Spoken:
    file = world.media.sample(customer.account, "video")
    payload = {"url": cdn.url_of(world, file), "title": "Reel", "reel_video_id": int(file.id)}
    event = {"message": {"attachments": [{"type": "reel", "payload": payload}]}}
    return Spoken("messages", event, "", "video", {"files": [{"id": file.id}]})


def _referral(_world: World, _customer: Customer, value: Any) -> Spoken:
    """An m.me link or an ad opened in a thread that exists: {ref, source?, ad_id?, ads_context_data?}."""
    wanted = an_object(value, "referral")
    source = "ADS" if wanted.get("ad_id") else "SHORTLINK"
    event = {"referral": {"source": source, "type": "OPEN_THREAD", **wanted}}
    return Spoken("messaging_referrals", event, "", "referral", has_bubble=False)


def _handover(_world: World, _customer: Customer, value: Any) -> Spoken:
    """The thread changes hands: {event: pass_thread_control, …the event's own fields}."""
    wanted = dict(an_object(value, "handover"))
    name = wanted.pop("event", "pass_thread_control")
    if name not in HANDOVERS:
        raise Refused(f"“handover.event” must be one of {', '.join(HANDOVERS)}.")
    return Spoken("messaging_handovers", {name: wanted}, "", "handover", has_bubble=False, opens_window=False)


def _business(_world: World, _customer: Customer, value: Any) -> Spoken:
    """The business writes in Meta's own inbox: a text, or {text, app_id?, metadata?}."""
    wanted = {"text": value} if isinstance(value, str) else an_object(value, "business")
    words = a_string(wanted.get("text"), "business.text", limit=2000)
    message: dict[str, Any] = {"is_echo": True, "app_id": wanted.get("app_id", PAGE_INBOX_APP_ID)}
    if wanted.get("metadata"):
        message["metadata"] = str(wanted["metadata"])
    event = {"message": {**message, "text": words}}
    return Spoken("message_echoes", event, words, "text", is_business=True)


def _lead(_world: World, customer: Customer, value: Any) -> Spoken:
    """A form of an ad: {form_id, leadgen_id, ad_id?}."""
    wanted = an_object(value, "lead")
    ids = {key: a_string(wanted.get(key), f"lead.{key}") for key in ("form_id", "leadgen_id")}
    ad_id = str(wanted.get("ad_id") or "444")
    content: dict[str, Any] = {"ad_id": ad_id, **ids, "page_id": customer.account, "adgroup_id": ad_id}
    content["created_time"] = comments.seconds()
    return Spoken("leadgen", {}, "", "lead", has_bubble=False, change=content, opens_window=False)


SPEAKERS: dict[str, Speaker] = {
    **spoken.COMMON,
    "sticker": _sticker,
    "location": _location,
    "link": _link,
    "reel": _reel,
    "reaction": spoken.reaction(REACTIONS, bare_removal=False),
    "referral": _referral,
    "handover": _handover,
    "comment": comments.on_page,
    "business": _business,
    "lead": _lead,
}
