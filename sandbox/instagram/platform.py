"""Instagram on the control API: professional accounts, customers known by their IGSID and username."""

from typing import Any

from sandbox.accounts import Account
from sandbox.customers import Customer
from sandbox.instagram.speech import SPEAKERS
from sandbox.meta.events import INSTAGRAM_FIELDS, PAGE_FIELDS
from sandbox.meta.platform import MetaPlatform, checked_id, subscribed_fields, username_of
from sandbox.platform import digits
from sandbox.web import Refused, text_of

LOGINS = ("instagram", "facebook")
PROFILE = ("follower_count", "is_user_follow_business", "is_business_follow_user", "is_verified_user")


class Instagram(MetaPlatform):
    """Accounts with an inbox, by either way of signing in."""

    name = "instagram"
    account_fields = (
        "login",
        "page",
        "username",
        "scoped_id",
        "messages_disabled",
        "subscribed_fields",
        "posts",
    )
    customer_fields = ("blocked", "no_profile", *PROFILE)
    speakers = SPEAKERS

    def new_account_id(self) -> str:
        return "1784" + digits(13)

    def account(self, account_id: str, body: dict[str, Any], old: Account | None) -> dict[str, Any]:
        checked_id(account_id)
        kept = old.fields if old else {}
        login = text_of(body, "login", str(kept.get("login", "instagram")))
        if login not in LOGINS:
            raise Refused(f"“login” must be one of {', '.join(LOGINS)}.")
        page = text_of(body, "page", str(kept.get("page", "")))
        if login == "facebook":
            page = checked_id(page or digits(15), "page")
        name = text_of(body, "name", old.name if old else None)
        known = PAGE_FIELDS if login == "facebook" else INSTAGRAM_FIELDS
        return {
            "login": login,
            "page": page,
            "username": username_of(body, old, name),
            "scoped_id": text_of(body, "scoped_id", str(kept.get("scoped_id", ""))) or digits(16),
            "messages_disabled": bool(body.get("messages_disabled", kept.get("messages_disabled", False))),
            "subscribed_fields": subscribed_fields(body, old, known),
            "posts": [post for post in body.get("posts", kept.get("posts") or []) if isinstance(post, dict)],
        }

    def customer(self, body: dict[str, Any], old: Customer | None) -> dict[str, Any]:
        found = super().customer(body, old)
        if old is None and "follower_count" not in found:
            found["follower_count"] = 120
        return found


INSTAGRAM = Instagram()
