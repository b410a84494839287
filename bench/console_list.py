"""How long the console takes to list a thousand businesses.

    python -m bench.console_list [--companies 1000] [--rounds 60]

Whole requests, gate and trail included, in one process on a database of its own; the reference is the same rows read
by one plain statement and written by json.dumps. Businesses are rows of the public schema here, as the list enters
no other.
"""

import argparse
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bench.house import analyse, house, load, median, milliseconds, p95, worked

TARGET_MS = 100.0
PATH = "/api/admin/companies/"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--companies", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=60)
    asked = parser.parse_args()
    with house():
        _make(asked.companies)
        _measure(asked.companies, asked.rounds)


def _make(count: int) -> None:
    """Write businesses with an owner, a plan and numbers."""
    from shared_apps.accounts.models import User
    from shared_apps.console.models import Company
    from shared_apps.core.clock import now
    from shared_apps.plans.models import Plan, Subscription
    from tenants.models import Membership, Role, Tenant

    at, plans = now(), list(Plan.objects.order_by("position"))
    made = [Tenant(slug=f"salon-{n}", name=f"Salon {n}", schema_name=f"t_salon{n}") for n in range(count)]
    owners = [User(email=f"owner{n}@bench.example", name=f"Owner {n}") for n in range(count)]
    pairs = list(zip(made, owners, strict=True))
    Tenant.objects.bulk_create(made)
    User.objects.bulk_create(owners)
    Membership.objects.bulk_create([Membership(tenant=t, user=u, role=Role.OWNER) for t, u in pairs])
    Subscription.objects.bulk_create(
        [Subscription(tenant=t, plan=plans[n % len(plans)], anchor_on=at.date()) for n, t in enumerate(made)]
    )
    Company.objects.bulk_create(
        [
            Company(
                tenant=tenant,
                members=3,
                channels=2,
                channels_failing=int(n % 40 == 0),
                messages_month=n,
                last_active_at=at - timedelta(minutes=n),
            )
            for n, tenant in enumerate(made)
        ]
    )
    analyse()


def _operator() -> Any:
    """Return a client in a session that proved two factors."""
    from allauth.mfa.models import Authenticator
    from django.test import Client

    from shared_apps.accounts import jwt
    from shared_apps.accounts.models import DeviceSession, SessionKind, User
    from shared_apps.core.clock import now

    user = User.objects.create_user("olga@bench.example", "bench", name="Olga", is_staff=True)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    session = DeviceSession.objects.create(
        user=user, kind=SessionKind.API, last_seen_at=now(), confirmed_at=now(), second_factor_at=now()
    )
    token = jwt.access_token(user, session.id)
    return Client(HTTP_HOST="parlor.test", HTTP_AUTHORIZATION=f"Bearer {token}")


def _plainly() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM tenants_tenant t LEFT JOIN console_company c ON c.tenant_id = t.id")
        json.dumps(cursor.fetchall(), default=str)


def _measure(count: int, rounds: int) -> None:
    client = _operator()
    found = client.get(f"{PATH}?limit={count}").json()
    assert (found["total"], len(found["results"])) == (count, count)
    ways: dict[str, Callable[[], Any]] = {
        "one statement, json.dumps": _plainly,
        "all on a page": lambda: client.get(f"{PATH}?limit={count}"),
        "all, by messages": lambda: client.get(f"{PATH}?limit={count}&order=messages"),
        "the first fifty": lambda: client.get(PATH),
        "found by an owner": lambda: client.get(f"{PATH}?q=owner7"),
        "failing ones": lambda: client.get(f"{PATH}?health=failing"),
    }
    for ask in ways.values():
        ask()
    took: dict[str, list[float]] = {name: [] for name in ways}
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for round_ in range(rounds):
        for name, ask in ways.items():
            took[name].append(milliseconds(ask))
            if round_ % 5 == 0:
                spent[name].append(worked(ask))
    _report(count, took, spent)


def _report(count: int, took: dict[str, list[float]], spent: dict[str, list[float]]) -> None:
    reference = median(took["one statement, json.dumps"])
    print(f"{count} companies; {load()}")
    for name, times in took.items():
        line = f"{name:26} p50 {median(times):6.1f} ms   p95 {p95(times):6.1f} ms"
        line += f"   processor {median(spent[name]):6.1f} ms"
        if times is took["one statement, json.dumps"]:
            print(line)
            continue
        verdict = "met" if p95(times) <= TARGET_MS else "MISSED"
        print(f"{line}   {median(times) / reference:4.1f}×   target p95 ≤ {TARGET_MS:.0f} ms: {verdict}")


if __name__ == "__main__":
    main()
