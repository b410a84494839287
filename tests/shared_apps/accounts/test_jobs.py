"""What has ended is forgotten, what is in use stays."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session

from shared_apps.accounts.models import DeviceSession, EmailCode, FlowCode, KnownDevice, RefreshToken
from shared_apps.core.clock import now
from shared_apps.jobs.actions import run_job
from tests.cast import PASSWORD, Person
from tests.conftest import Anonymous
from tests.shared_apps.accounts.signing import browser_of

pytestmark = pytest.mark.django_db


def client_of(anonymous: Anonymous, person: Person) -> str:
    """Sign an API client in and return its refresh token."""
    given = {"email": person.user.email, "password": PASSWORD}
    return str(anonymous(None).post("/api/auth/login/", given).json()["refresh"])


def test_it_leaves_what_is_in_use(anonymous: Anonymous, ada: Person) -> None:
    browser, refresh = browser_of(ada), client_of(anonymous, ada)
    refresh = anonymous(None).post("/api/auth/refresh/", {"refresh": refresh}).json()["refresh"]

    run = run_job("session_clean_up")

    assert set(run.counts.values()) == {0}
    assert browser.get("/api/auth/me/").status_code == 200
    assert anonymous(None).post("/api/auth/refresh/", {"refresh": refresh}).status_code == 200


def test_it_ends_what_ran_out_and_forgets_it_a_month_later(anonymous: Anonymous, ada: Person) -> None:
    browser_of(ada)
    client_of(anonymous, ada)
    anonymous(None).post("/api/auth/reset-password/", {"email": ada.user.email})

    with time_machine.travel(now() + timedelta(days=31)):
        ended, again = run_job("session_clean_up"), run_job("session_clean_up")
        left = list(DeviceSession.objects.values_list("ended_at", flat=True))
    with time_machine.travel(now() + timedelta(days=62)):
        forgotten = run_job("session_clean_up")

    assert ended.counts == {
        "ended": 2, "browser_sessions": 1, "device_sessions": 0, "refresh_tokens": 1, "codes": 1, "devices": 0
    }  # fmt: skip
    assert set(again.counts.values()) == {0}
    assert None not in left
    assert forgotten.counts["device_sessions"] == 2
    assert [kind.objects.count() for kind in (Session, RefreshToken, FlowCode, EmailCode)] == [0] * 4
    assert KnownDevice.objects.count() == 2


def test_it_keeps_used_tokens_that_could_come_back(anonymous: Anonymous, ada: Person) -> None:
    stolen = client_of(anonymous, ada)
    fresh = anonymous(None).post("/api/auth/refresh/", {"refresh": stolen}).json()["refresh"]
    run_job("session_clean_up")

    reused = anonymous(None).post("/api/auth/refresh/", {"refresh": stolen})

    assert reused.json()["code"] == "token_reused"
    assert anonymous(None).post("/api/auth/refresh/", {"refresh": fresh}).status_code == 401


def test_it_shows_a_session_that_ran_out_no_more(anonymous: Anonymous, ada: Person) -> None:
    client_of(anonymous, ada)
    with time_machine.travel(now() + timedelta(days=31)):
        run_job("session_clean_up")

        shown = browser_of(ada).get("/api/auth/sessions/").json()["results"]

    assert [row["is_current"] for row in shown] == [True]
