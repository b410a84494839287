"""What a platform brings to the sandbox: one subclass of Platform per folder, listed in sandbox/platforms.py."""

import random
import secrets
from dataclasses import dataclass
from typing import Any

from sandbox.accounts import Account
from sandbox.customers import Customer
from sandbox.messages import Message
from sandbox.web import Refused
from sandbox.webhooks import Outcome
from sandbox.world import World

MEDIA_KINDS = ("image", "video", "audio", "document", "sticker")


@dataclass(frozen=True, slots=True)
class Said:
    """A message id and what the product answered."""

    id: str
    outcome: Outcome


class Platform:
    """The questions the control API asks; every method but `say` has an answer that suits most platforms."""

    name = ""
    # Keys of POST /control/accounts/ and /control/customers/ beyond the common ones.
    account_fields: tuple[str, ...] = ()
    customer_fields: tuple[str, ...] = ()

    def new_account_id(self) -> str:
        """Make up the id of an account that was registered without one."""
        return digits(15)

    def new_token(self, account_id: str) -> str:
        """Make up the token of an account that was registered without one."""
        return f"sandbox-{account_id}-{secrets.token_urlsafe(24)}"

    def account(self, account_id: str, body: dict[str, Any], old: Account | None) -> dict[str, Any]:
        """Return the account's own fields, old values where the body has none; raises Refused."""
        kept = old.fields if old else {}
        return {key: body.get(key, kept.get(key, "")) for key in self.account_fields}

    def new_address(self) -> str:
        """Make up the address of a customer who was created without one."""
        return digits(16)

    def address(self, wanted: str) -> str:
        """Return a customer's address as the platform writes it; raises Refused."""
        return wanted

    def customer(self, body: dict[str, Any], old: Customer | None) -> dict[str, Any]:
        """Return the customer's own fields, old values where the body has none; raises Refused."""
        kept = old.fields if old else {}
        return {key: body.get(key, kept.get(key, "")) for key in self.customer_fields}

    async def say(self, world: World, customer: Customer, body: dict[str, Any]) -> Said:
        """Do on the phone what `body` says and deliver the webhook; raises Refused."""
        raise Refused(f"Customers of {self.name} cannot say anything yet.")

    def look_at(self, world: World, customer: Customer) -> int:
        """Someone looks at the phone: tell the product, where the platform does; return how many are new."""
        unseen = world.messages.take_unseen(customer.id)
        for message in unseen:
            world.messages.advance(message.id, "read")
        return len(unseen)

    def details(self, world: World, message: Message) -> dict[str, Any]:
        """Return what the thread item of this kind has beside text and ticks: media, buttons, location…

        The page draws `media` {url, mime, name, size, voice}, `location`, `contacts`, `buttons` [{id, title,
        url?}], `list` {button, sections}, `link` {title, url}, `header` {text}, `footer`, `cards`, `story`.
        """
        return dict(message.content.get("shown", {}))

    def account_for(self, world: World, body: bytes) -> str:
        """Return whose raw body this is when a script does not say; empty where it does not matter."""
        return ""

    def deliver_headers(
        self, world: World, account_id: str, body: bytes, signed: str
    ) -> tuple[str, dict[str, str] | None]:
        """Return (path, headers) of a raw delivery; ("", None) means webhooks.PATHS and Meta's signature.

        `signed` is what a script asked for: "valid", "wrong" or "none".
        """
        return "", None


def digits(count: int) -> str:
    """Return a random number that does not begin with zero."""
    first = random.choice("123456789")  # noqa: S311 - an address, not a secret
    return first + "".join(random.choices("0123456789", k=count - 1))  # noqa: S311


def shown_media(world: World, content: dict[str, Any]) -> dict[str, Any]:
    """Return the thread item's `media` for {"id"} of a stored file or {"link"} of a foreign one."""
    media = world.media.find(str(content.get("id", "")))
    if media is None:
        return {"url": None, "link": content.get("link"), "name": content.get("filename", "")}
    return {
        "id": media.id,
        "url": f"/control/media/{media.id}/",
        "mime": media.mime,
        "name": content.get("filename") or media.name,
        "size": media.size,
        "voice": bool(content.get("voice", False)),
    }
