"""What no door of the API stumbles over: broken bodies, made-up cursors, addresses that are almost right."""

from typing import Any

import pytest

from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Anonymous, Api

pytestmark = pytest.mark.django_db

JSON = "application/json"
# Base64 of p=nowhere, r=1&p=NUL, p=2026-99-99.
CURSORS = ["cD1ub3doZXJl", "cj0xJnA9JTAw", "cD0yMDI2LTk5LTk5", "%00", "🐘"]
PAGES = [
    "/api/contacts/",
    "/api/documents/",
    "/api/csat/",
    "/api/alerts/",
    "/api/agent/history/",
    "/api/services/",
]


@pytest.mark.parametrize(
    "raw",
    [
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"name": ' * 50_000,
        b'{"name": 1e999}',
        b'{"name": NaN}',
        b'{"name": "\\u0000"}',
        b'{"name": "\\ud83d"}',
        b'{"filter": {"value": ["\\u0000"]}, "name": "x"}',
        b'{"\\u0000": 1}',
    ],
    ids=lambda raw: repr(raw[:24]),
)
def test_it_refuses_what_is_no_json_that_can_be_kept(api: Api, ada: Person, raw: bytes) -> None:
    answer = api(ada).post("/api/views/", raw, content_type=JSON)

    assert (answer.status_code, answer.json()["code"]) == (400, "parse_error")


def test_it_keeps_words_that_only_look_like_half_a_character(api: Api, ada: Person) -> None:
    raw = rb'{"name": "\ud83d\ude00 \\u0000", "filter": {"all": []}}'

    answer = api(ada).post("/api/views/", raw, content_type=JSON)

    assert (answer.status_code, answer.json()["name"]) == (201, "😀 \\u0000")


def test_a_body_above_the_limit_is_refused_before_it_is_read(anonymous: Anonymous) -> None:
    raw = b'{"email": "' + b"a" * 5_000_001 + b'"}'

    answer = anonymous(None).post("/api/auth/login/", raw, content_type=JSON)

    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


@pytest.mark.parametrize("cursor", CURSORS)
@pytest.mark.parametrize("path", PAGES)
def test_a_made_up_cursor_leads_nowhere(api: Api, ada: Person, path: str, cursor: str) -> None:
    answer = api(ada).get(path, {"cursor": cursor})

    assert (answer.status_code, answer.json()["code"]) in {(404, "not_found"), (200, None)} or (
        answer.status_code == 200
    )


@pytest.mark.parametrize(
    "tree", ["[" * 19_000, '{"field": "contact.name", "op": "eq", "value": "\\ud800"}', "{", "1e999"]
)
def test_a_filter_in_the_address_is_read_as_carefully(api: Api, ada: Person, tree: str) -> None:
    answer = api(ada).get("/api/conversations/", {"filter": tree})

    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["filter"])


def test_a_number_that_no_column_holds_is_refused(api: Api, ada: Person) -> None:
    answer = api(ada).get("/api/chat/old-message/telegram/not-an-id/")
    huge: Any = api(ada).put("/api/services/order/", {"ids": [10**40]})

    assert (answer.status_code, huge.status_code) == (404, 400)


@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete"])
def test_an_unknown_door_is_no_door_for_any_method(anonymous: Anonymous, acme: Tenant, method: str) -> None:
    for host in (acme, None):
        answer = getattr(anonymous(host), method)("/api/nothing/")

        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("path", ["/api/conversations", "/api/auth/me", "/api/documents/upload"])
def test_a_missing_slash_is_put_there(anonymous: Anonymous, acme: Tenant, path: str) -> None:
    answer = anonymous(acme).post(f"{path}?q=a%20b", {"any": "body"})

    assert (answer.status_code, answer["Location"]) == (308, f"{path}/?q=a%20b")


@pytest.mark.parametrize("path", ["/%00", "/a\x00b", "/" + "x" * 5000, "/%ff%fe"])
def test_a_strange_address_is_no_file(anonymous: Anonymous, acme: Tenant, path: str) -> None:
    assert anonymous(acme).get(path).status_code in {200, 404, 503}
    assert anonymous(None).get(path).status_code == 404


def test_who_did_not_pay_comes_back_to_a_page_that_says_so(anonymous: Anonymous, acme: Tenant) -> None:
    for host in (acme, None):
        for call in (anonymous(host).get, anonymous(host).post):
            answer = call("/payment-cancel/")

            assert (answer.status_code, answer["Location"]) == (302, "/paid?left=1")


@pytest.mark.parametrize("path", ["/api/services/", "/api/contacts/import/", "/api/conversations/bulk/"])
def test_a_form_without_its_boundary_is_refused_in_the_shape_of_the_api(
    api: Api, ada: Person, path: str
) -> None:
    answer = api(ada).post(path, b"junk", content_type="multipart/form-data")

    assert (answer.status_code, answer.json()["code"]) in {
        (400, "parse_error"),
        (415, "unsupported_media_type"),
    }


def test_a_line_break_in_an_address_leads_nowhere(anonymous: Anonymous, acme: Tenant) -> None:
    for host in (acme, None):
        answer = anonymous(host).get("/api/company/logo/a%0d%0ab:1/")

        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_googles_answer_is_taken_at_the_short_address_too(anonymous: Anonymous) -> None:
    assert anonymous(None).get("/google/callback/", {"state": "forged", "code": "x"}).status_code == 400
    assert anonymous(None).post("/google/callback/", {}).status_code == 405
