"""The wire format of Bot API updates, as far as we read it. Every key may be missing, every id may be a string.

Source: https://core.telegram.org/bots/api#available-types
"""

from typing import Any

import msgspec

UNKNOWN_ACCOUNT = "unknown"

# Ids have up to 52 significant bits; some bridges write them as strings.
Id = int | str
# Unix seconds, in whatever form they come.
Stamp = int | float | str | None


class Envelope(msgspec.Struct):
    """What makes a body an update at all."""

    update_id: Id


class User(msgspec.Struct):
    id: Id
    is_bot: bool = False
    first_name: str | None = None
    last_name: str | None = None
    username: str | None = None


class Chat(msgspec.Struct):
    id: Id
    type: str = "private"
    first_name: str | None = None
    last_name: str | None = None
    username: str | None = None


class Entity(msgspec.Struct):
    """A stretch of text, measured in UTF-16 units."""

    type: str
    offset: int = 0
    length: int = 0
    url: str | None = None


class File(msgspec.Struct):
    """A photo size, a document, audio, voice, video, animation: what all of them have in common."""

    file_id: str
    file_size: int | None = None
    mime_type: str | None = None
    file_name: str | None = None
    title: str | None = None
    performer: str | None = None


class Sticker(msgspec.Struct):
    file_id: str
    file_size: int | None = None
    emoji: str | None = None
    set_name: str | None = None
    is_animated: bool = False
    is_video: bool = False


class Place(msgspec.Struct):
    latitude: float
    longitude: float
    live_period: int | None = None
    heading: int | None = None


class Venue(msgspec.Struct):
    location: Place
    title: str = ""
    address: str = ""


class Card(msgspec.Struct):
    phone_number: str = ""
    first_name: str = ""
    last_name: str | None = None
    user_id: Id | None = None
    vcard: str | None = None


class Option(msgspec.Struct):
    text: str = ""


class Poll(msgspec.Struct):
    question: str = ""
    options: list[Option] = []


class Task(msgspec.Struct):
    text: str = ""
    completion_date: Stamp = None


class Checklist(msgspec.Struct):
    title: str = ""
    tasks: list[Task] = []


class Dice(msgspec.Struct):
    emoji: str = ""
    value: int = 0


class Key(msgspec.Struct):
    """A button of an inline keyboard."""

    text: str = ""
    callback_data: str | None = None


class Keyboard(msgspec.Struct):
    inline_keyboard: list[list[Key]] = []


class Replied(msgspec.Struct):
    message_id: Id


class Head(msgspec.Struct, rename={"from_": "from"}):
    """What a message needs to have a place in a thread, when the rest of it cannot be read."""

    message_id: Id
    chat: Chat
    from_: User | None = None
    date: Stamp = None
    edit_date: Stamp = None
    business_connection_id: str | None = None
    sender_business_bot: User | None = None


class Message(Head):
    text: str | None = None
    entities: list[Entity] = []
    caption: str | None = None
    caption_entities: list[Entity] = []
    photo: list[File] | None = None
    document: File | None = None
    audio: File | None = None
    voice: File | None = None
    video: File | None = None
    video_note: File | None = None
    animation: File | None = None
    sticker: Sticker | None = None
    location: Place | None = None
    venue: Venue | None = None
    contact: Card | None = None
    poll: Poll | None = None
    dice: Dice | None = None
    checklist: Checklist | None = None
    media_group_id: Id | None = None
    reply_to_message: Replied | None = None
    quote: dict[str, Any] | None = None
    external_reply: dict[str, Any] | None = None
    reply_to_story: dict[str, Any] | None = None
    forward_origin: dict[str, Any] | None = None
    via_bot: User | None = None


class Tapped(msgspec.Struct):
    """The message that a tapped button sits on; `date` is 0 when the bot may no longer see it."""

    message_id: Id
    chat: Chat
    business_connection_id: str | None = None
    reply_markup: Keyboard | None = None


class CallbackQuery(msgspec.Struct, rename={"from_": "from"}):
    id: Id
    from_: User
    message: Tapped | None = None
    data: str | None = None
    game_short_name: str | None = None


class ReactionType(msgspec.Struct):
    type: str = ""
    emoji: str | None = None
    custom_emoji_id: Id | None = None


class Reacted(msgspec.Struct):
    chat: Chat
    message_id: Id
    user: User | None = None
    date: Stamp = None
    new_reaction: list[ReactionType] = []


class Rights(msgspec.Struct):
    can_reply: bool = False


class Connection(msgspec.Struct):
    """A Telegram Business account that has let the bot into its chats; `can_reply` was its only right before 9.0."""

    id: str
    user: User
    is_enabled: bool = True
    can_reply: bool | None = None
    rights: Rights | None = None


class Deleted(msgspec.Struct):
    chat: Chat
    message_ids: list[Id]
    business_connection_id: str = ""


class Member(msgspec.Struct):
    status: str = ""


class Membership(msgspec.Struct, rename={"from_": "from"}):
    chat: Chat
    from_: User | None = None
    date: Stamp = None
    old_chat_member: Member | None = None
    new_chat_member: Member | None = None
