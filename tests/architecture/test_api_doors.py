"""Every path of a workspace's API: strangers are asked who they are, neighbours find nothing, viewers change nothing.

The paths are read from the URL configuration, so a new one is judged as soon as it is there. What is open on purpose
stands in the lists below with its reason.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

from shared_apps.core.clock import now
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.contacts.models import Contact, Label
from tenant_apps.conversations.models import Conversation, Message
from tenant_apps.team.models import Team
from tenants.models import Tenant
from tests.cast import Client, Person
from tests.conftest import Anonymous, Api, InTenant

# One id for everything of Acme's, so that every path that takes an id leads to something there.
ACMES = UUID("01920000-0000-7000-8000-0000000acae0")
FILLED = {"uuid": str(ACMES), "slug": "telegram", "str": "reply", "int": "1", "path": "x"}
METHODS = ("get", "post", "put", "patch", "delete")
Door = tuple[str, str]

# Where nobody has to be a member: path → why.
OPEN = {
    "/api/auth/": "signing in is what these are for",
    "/api/impersonation/": "an operator has a token of the console's, and only a visit ends",
    "/api/schema/": "the description of the API is public",
    "/api/docs/": "the description of the API is public",
    "/api/widget/": "visitors of websites have a token of their own",
    "/api/finance/payments/stripe-webhook/": "Stripe signs what it sends",
    "/api/join/": "who was invited is no member yet; the invitation's token is asked for",
    "/api/company/logo/<": "the logo is for customers",
    "/api/chat/ask": "other servers have a key of their own",
    "/api/csat/rate/": "customers have a link of their own to what they were asked",
}
# What a viewer may do all the same: path → why.
VIEWERS_MAY = {
    "/api/alerts/": "everyone's alerts are their own",
    "/api/notification-preferences/": "how one is told is one's own",
    "/api/push/subscriptions/": "one's devices are one's own",
    "/api/knowledge/search/": "a question, which changes nothing",
    "/api/presence/": "viewers are here, too",
    "/api/finance/check-plan/": "a question, which changes nothing",
    "/api/announcements/": "what one has read and put away is one's own",
    "/api/assistant/": "a question about what one may read anyway; the history is one's own",
}


def doors(patterns: list[URLPattern | URLResolver], prefix: str = "/") -> Iterator[Door]:
    for pattern in patterns:
        path = prefix + re.sub(r"[\^$?]", "", str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from doors(pattern.url_patterns, path)
        elif path.startswith("/api/"):
            yield from ((path, method) for method in methods_of(pattern.callback))


def methods_of(callback: Any) -> list[str]:
    view = getattr(callback, "cls", None) or callback.view_class
    return [name for name in METHODS if name in view.http_method_names and hasattr(view, name)]


def filled(path: str) -> str:
    return re.sub(r"<(?:(\w+):)?\w+>", lambda found: FILLED[found[1] or "str"], path)


def begins(path: str, known: dict[str, str]) -> bool:
    return any(path.startswith(each) for each in known)


EVERY = sorted(set(doors(get_resolver("config.urls_tenant").url_patterns)))
CLOSED = [door for door in EVERY if not begins(door[0], OPEN)]
WITH_ID = [door for door in CLOSED if "<uuid:" in door[0]]
UNSAFE = [door for door in CLOSED if door[1] != "get" and not begins(door[0], VIEWERS_MAY)]


def status_of(answer: Any) -> int:
    status: int = answer.status_code
    return status


def knock(client: Client, doors: list[Door], told: Callable[[Any], object] = status_of) -> dict[Door, object]:
    """Return what each door answers; none of them sees what another has done."""
    found = {}
    for path, method in doors:
        with transaction.atomic():
            found[path, method] = told(getattr(client, method)(filled(path)))
            transaction.set_rollback(True)
    return found


@pytest.fixture
def furnished(acme: Tenant, in_tenant: InTenant) -> Tenant:
    """Acme with something under the one id."""
    with in_tenant(acme):
        account = ChannelAccount.objects.create(id=ACMES, kind="telegram", name="Bot", external_id="700")
        contact = Contact.objects.create(id=ACMES, name="Dana")
        thread = Conversation.objects.create(id=ACMES, contact=contact, channel_account=account)
        Message.objects.create(
            id=ACMES, conversation=thread, channel_account=account, direction="in", kind="text",
            sender_kind="contact", status="delivered", provider_at=now(),
        )  # fmt: skip
        Label.objects.create(id=ACMES, name="VIP")
        Team.objects.create(id=ACMES, name="Nails")
    return acme


def test_it_finds_the_api() -> None:
    assert len(CLOSED) > 150
    assert ("/api/conversations/<uuid:id>/messages/", "post") in UNSAFE


def test_it_lets_nobody_in_without_a_name(acme: Tenant, anonymous: Anonymous) -> None:
    assert knock(anonymous(acme), CLOSED) == dict.fromkeys(CLOSED, 401)


def test_it_shows_a_stranger_no_workspace(furnished: Tenant, mallory: Person, api: Api) -> None:
    assert knock(api(mallory, at=furnished), CLOSED) == dict.fromkeys(CLOSED, 404)


def test_it_leads_nowhere_by_a_neighbours_id(furnished: Tenant, mallory: Person, api: Api) -> None:
    answers = knock(api(mallory), WITH_ID)

    # What is not understood at all may be refused before anything is looked for.
    refused = {door for door, status in answers.items() if status == 400 and door[1] not in ("get", "delete")}
    assert answers == dict.fromkeys(WITH_ID, 404) | dict.fromkeys(refused, 400)


def test_it_lets_viewers_change_nothing(furnished: Tenant, cleo: Person, api: Api) -> None:
    assert knock(api(cleo), UNSAFE) == dict.fromkeys(UNSAFE, 403)
