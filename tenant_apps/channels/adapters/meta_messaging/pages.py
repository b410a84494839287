"""Facebook's sign-in: a person's consent, the pages they run, and each page's own token.

Source: https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow and access-tokens.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from shared_apps.core.clock import now
from shared_apps.vendors.meta import GraphClient
from tenant_apps.channels.adapters.protocol import Grant

from .refusals import refusing, token_of

_BRAND = "Facebook"
_FIELDS = (
    "id,name,username,category,tasks,access_token,picture{url},"
    "instagram_business_account{id,username,name,profile_picture_url}"
)
# Nobody runs more pages than this; a faulty cursor must not turn for ever.
_MAX_ANSWERS = 50
# What a person must be allowed to do at a page for its messages to be answered.
_NEEDED_TASKS = {"MODERATE", "MESSAGING", "MANAGE"}


@dataclass(frozen=True, slots=True)
class LinkedInstagram:
    id: str
    username: str
    name: str
    picture: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page with its token, which has no end, and the Instagram account behind it."""

    id: str
    name: str
    username: str
    category: str
    picture: str
    token: str
    can_answer: bool
    instagram: LinkedInstagram | None


def app_secret() -> str:
    """Return the newest app secret; empty when none is set."""
    return next(iter(settings.META_APP_SECRETS), "")


def sign_in_url(scopes: Sequence[str], *, state: str, redirect_uri: str) -> str:
    query = {
        "client_id": settings.META_APP_ID,
        "redirect_uri": redirect_uri,
        "state": state,
        "response_type": "code",
        "scope": ",".join([*scopes, *settings.META_EXTRA_SCOPES]),
    }
    base = f"{settings.META_DIALOG_URL.rstrip('/')}/{settings.META_GRAPH_VERSION}"
    return f"{base}/dialog/oauth?{urlencode(query)}"


def exchange(*, code: str, redirect_uri: str) -> Grant:
    """Swap the code for a token of two hours, and that for one of sixty days."""
    ours = {"client_id": settings.META_APP_ID, "client_secret": app_secret()}
    client = GraphClient("")
    with refusing(_BRAND):
        short = client.get("oauth/access_token", {**ours, "redirect_uri": redirect_uri, "code": code})
        token = token_of(short, _BRAND)
        long = client.get(
            "oauth/access_token",
            {**ours, "grant_type": "fb_exchange_token", "fb_exchange_token": token},
        )
    return Grant({"access_token": token_of(long, _BRAND)}, expiry(long.get("expires_in")))


def expiry(seconds: object) -> datetime | None:
    """Return when a token ends that lives so long; None for one without an end."""
    return now() + timedelta(seconds=seconds) if isinstance(seconds, int) and seconds > 0 else None


def pages(grant: Grant) -> Iterator[Page]:
    """Yield the pages that the person runs and chose to share; raises OnboardingRefused."""
    client = GraphClient(grant.secrets.get("access_token", ""), app_secret=app_secret())
    params = {"fields": _FIELDS, "limit": "100"}
    for _ in range(_MAX_ANSWERS):
        with refusing(_BRAND):
            answer = client.get("me/accounts", params)
        yield from (_page(row) for row in answer.get("data") or () if isinstance(row, dict) and row.get("id"))
        paging = answer.get("paging") or {}
        after = (paging.get("cursors") or {}).get("after")
        if not after or not paging.get("next"):
            return
        params["after"] = str(after)


def token_details(token: str) -> dict[str, Any]:
    """Return what Facebook knows of a token of our app: whether it is valid, until when, for what.

    Raises GraphError for a token that another app asked for.
    """
    client = GraphClient(f"{settings.META_APP_ID}|{app_secret()}")
    found = client.get("debug_token", {"input_token": token}).get("data")
    return found if isinstance(found, dict) else {}


def _page(row: dict[str, Any]) -> Page:
    tasks, linked = row.get("tasks"), row.get("instagram_business_account")
    return Page(
        id=str(row["id"]),
        name=str(row.get("name") or row["id"]),
        username=str(row.get("username") or ""),
        category=str(row.get("category") or ""),
        picture=_picture(row),
        token=str(row.get("access_token") or ""),
        # A list that is not there says nothing; an empty one says that nothing is allowed.
        can_answer=not isinstance(tasks, list) or bool(_NEEDED_TASKS & set(map(str, tasks))),
        instagram=_linked(linked) if isinstance(linked, dict) and linked.get("id") else None,
    )


def _linked(row: dict[str, Any]) -> LinkedInstagram:
    username = str(row.get("username") or "")
    return LinkedInstagram(
        id=str(row["id"]),
        username=username,
        name=str(row.get("name") or username),
        picture=str(row.get("profile_picture_url") or ""),
    )


def _picture(row: dict[str, Any]) -> str:
    picture = row.get("picture")
    inner = picture.get("data", picture) if isinstance(picture, dict) else {}
    return str(inner.get("url") or "") if isinstance(inner, dict) else ""
