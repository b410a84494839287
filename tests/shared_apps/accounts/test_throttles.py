"""How often one may ask: by person, by key, by address; refusals say when to come back."""

import pytest
from pytest_django import Settings

from tests.cast import Client, Person
from tests.conftest import Anonymous, Api
from tests.shared_apps.accounts.signing import browser_of

pytestmark = pytest.mark.django_db


def limit(settings: Settings, kind: str) -> None:
    settings.THROTTLE_RATES = {**settings.THROTTLE_RATES, kind: "2/h"}


def test_it_limits_the_api_clients_of_a_person(
    api: Api, ada: Person, ben: Person, settings: Settings
) -> None:
    limit(settings, "user")

    answers = [api(ada).get("/api/employees/") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].json()["code"] == "throttled"
    assert 0 < int(answers[2].headers["Retry-After"]) <= 1801
    assert api(ben).get("/api/employees/").status_code == 200


def test_it_counts_a_browser_by_itself(api: Api, ada: Person, settings: Settings) -> None:
    browser = browser_of(ada)
    limit(settings, "user")
    [api(ada).get("/api/employees/") for _ in range(3)]

    assert browser.get("/api/employees/").status_code == 200


def test_it_limits_a_stranger_at_open_doors(anonymous: Anonymous, ada: Person, settings: Settings) -> None:
    settings.THROTTLE_RATES = {**settings.THROTTLE_RATES, "anonymous": "1/h"}
    client: Client = anonymous(None)

    answers = [client.get("/api/schema/").status_code for _ in range(2)]

    assert answers == [200, 429]
