"""Fifty writers at one counter."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from shared_apps.plans import entitlements, meters
from shared_apps.plans.choices import Meter
from shared_apps.plans.errors import LimitReached
from tenants.entering import entered
from tenants.models import Tenant
from tests.shared_apps.plans.conftest import Put

WRITERS = 50


def work(tenant: Tenant, times: int) -> int:
    """Consume one at a time on a connection of its own; return how many were granted."""
    granted = 0
    try:
        with entered(tenant):
            # A thread has a cache of its own, which other tests' threads have written to.
            entitlements.forget(tenant.schema_name)
            for _ in range(times):
                try:
                    meters.consume(Meter.PHOTOS)
                except LimitReached:
                    continue
                granted += 1
    finally:
        connections.close_all()
    return granted


@pytest.mark.django_db(transaction=True)
def test_it_loses_no_count_and_grants_none_too_many_under_fifty_writers(acme: Tenant, put: Put) -> None:
    put(acme, "free")

    with ThreadPoolExecutor(WRITERS) as pool:
        granted = sum(pool.map(lambda _: work(acme, 3), range(WRITERS)))

    with entered(acme):
        assert (granted, entitlements.used(Meter.PHOTOS)) == (100, 100)


@pytest.mark.django_db(transaction=True)
def test_it_counts_all_that_fifty_writers_saw(acme: Tenant) -> None:
    def seen(_: int) -> None:
        try:
            with entered(acme):
                entitlements.forget(acme.schema_name)
                meters.count({Meter.MESSAGES: 2, Meter.CONVERSATIONS: 1})
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(seen, range(WRITERS)))

    with entered(acme):
        assert entitlements.usage() == {"messages": 100, "conversations": 50}
