"""The owner's side: looks, allowed websites, the secret that is shown once."""

import pytest

from tenant_apps.channels.models import ChannelAccount
from tests.cast import Person
from tests.conftest import Api
from tests.tenant_apps.webchat.conftest import Visit

pytestmark = pytest.mark.django_db


def address(website: ChannelAccount) -> str:
    return f"/api/integrations/{website.id}/widget/"


def test_it_shows_the_line_to_paste(website: ChannelAccount, ben: Person, api: Api) -> None:
    shown = api(ben).get(address(website)).json()

    script = f"http://acme.parlor.test/embed/acme.js?site={website.external_id}"
    assert shown["snippet"] == f'<script async src="{script}"></script>'
    assert shown["chat_url"] == "http://parlor.test/chat/acme"
    assert shown["has_identity_secret"] is False


def test_it_changes_what_is_given_and_keeps_the_rest(website: ChannelAccount, ada: Person, api: Api) -> None:
    api(ada).patch(address(website), {"color": "#112233"})

    changed = api(ada).patch(
        address(website), {"position": "left", "allowed_origins": ["https://shop.example", "*.acme.example"]}
    )

    shown = changed.json()
    assert (changed.status_code, shown["color"], shown["position"]) == (200, "#112233", "left")
    assert shown["allowed_origins"] == ["https://shop.example", "*.acme.example"]


@pytest.mark.parametrize(
    "body",
    [
        {"color": "red"},
        {"color": "#fff;}body{display:none"},
        {"allowed_origins": ["javascript:alert(1)"]},
        {"pre_chat": {"questions": [{"name": "X Y", "label": {}}]}},
        {"position": "top"},
    ],
)
def test_it_refuses_what_no_widget_can_be(
    website: ChannelAccount, ada: Person, api: Api, body: object
) -> None:
    refused = api(ada).patch(address(website), body)

    assert (refused.status_code, refused.json()["code"]) == (400, "invalid")


def test_it_shows_the_secret_once(website: ChannelAccount, ada: Person, api: Api) -> None:
    made = api(ada).post(address(website) + "secret/").json()

    shown = api(ada).get(address(website))
    assert len(made["identity_secret"]) == 64
    assert shown.json()["has_identity_secret"] is True
    assert made["identity_secret"] not in shown.content.decode()


def test_a_viewer_changes_nothing(website: ChannelAccount, cleo: Person, ben: Person, api: Api) -> None:
    answers = [
        api(cleo).patch(address(website), {"color": "#112233"}),
        api(cleo).post(address(website) + "secret/"),
        api(ben).post(address(website) + "secret/"),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]


def test_the_neighbour_finds_nothing(website: ChannelAccount, mallory: Person, api: Api) -> None:
    answers = [
        api(mallory).get(address(website)),
        api(mallory).patch(address(website), {"color": "#112233"}),
        api(mallory).post(address(website) + "secret/"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_it_wears_the_brands_colour_until_another_is_chosen(
    website: ChannelAccount, ada: Person, api: Api, visit: Visit
) -> None:
    plain = api(ada).get(address(website)).json()
    api(ada).patch("/api/company/", {"brand_colour": "#ffd400"})
    branded = visit().get("config/").json()

    api(ada).patch(address(website), {name: branded[name] for name in ("color", "text_color", "position")})
    api(ada).patch("/api/company/", {"brand_colour": "#1a4d2e"})
    followed = visit().get("config/").json()
    api(ada).patch(address(website), {"color": "#112233"})
    api(ada).patch("/api/company/", {"brand_colour": "#8a2f52"})
    chosen = visit().get("config/").json()

    assert (plain["color"], plain["text_color"]) == ("#c2410c", "#ffffff")
    assert (branded["color"], branded["text_color"]) == ("#ffd400", "#1c1014")
    assert (followed["color"], followed["text_color"]) == ("#1a4d2e", "#ffffff")
    assert (chosen["color"], chosen["text_color"]) == ("#112233", "#ffffff")
