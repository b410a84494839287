"""The public pages: their language, what search engines read, the plans' prices, and who never sees them."""

import gzip
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from config.urls_public import APP_PAGES
from shared_apps.plans.models import Plan
from shared_apps.site.addresses import LISTED
from shared_apps.site.words import LANGUAGES, money, words_of
from tenants.models import Domain, Tenant
from tests.cast import PASSWORD, Person
from tests.conftest import Anonymous

FRONTEND = Path(__file__).parents[3] / "frontend"
ROUTER, PICTURES = FRONTEND / "src/app/router.tsx", FRONTEND / "public/cards"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", LISTED)
def test_it_shows_each_page_in_each_language(name: str, language: str, anonymous: Anonymous) -> None:
    path = f"/{language}/{LISTED[name]}"

    answer = anonymous(None).get(path)

    text, words = answer.content.decode(), words_of(language)[name]
    assert (answer.status_code, answer["Content-Language"]) == (200, language)
    assert f'<html lang="{language}">' in text
    assert f"<title>{words['title']}</title>" in text.replace("&#x27;", "'")
    assert f'<link rel="canonical" href="http://parlor.test{path}">' in text
    assert re.findall(r'rel="alternate" hreflang="([\w-]+)" href="([^"]+)"', text) == [
        ("en", f"http://parlor.test/en/{LISTED[name]}"),
        ("uk", f"http://parlor.test/uk/{LISTED[name]}"),
        ("x-default", f"http://parlor.test/en/{LISTED[name]}"),
    ]
    assert 'property="og:title"' in text
    assert f'property="og:image" content="http://parlor.test/cards/{language}.png"' in text
    assert (PICTURES / f"{language}.png").is_file()
    assert text.count("<h1") == 1


@pytest.mark.parametrize(
    ("accepted", "language"), [("uk-UA,uk;q=0.9", "uk"), ("en-GB", "en"), ("de", "en"), ("", "en")]
)
def test_it_answers_an_address_without_a_language_in_the_visitors(
    accepted: str, language: str, anonymous: Anonymous
) -> None:
    answer = anonymous(None).get("/pricing", HTTP_ACCEPT_LANGUAGE=accepted)

    assert answer["Content-Language"] == language
    assert "Accept-Language" in answer["Vary"]
    assert f'rel="canonical" href="http://parlor.test/{language}/pricing"' in answer.content.decode()


def test_the_texts_of_both_languages_have_the_same_places() -> None:
    def places(value: object, path: str = "") -> list[str]:
        if isinstance(value, dict):
            return [one for key, inner in value.items() for one in places(inner, f"{path}.{key}")]
        if isinstance(value, list):
            return [one for key, inner in enumerate(value) for one in places(inner, f"{path}.{key}")]
        return [path]

    assert places(words_of("en")) == places(words_of("uk"))


def test_it_reads_the_prices_from_the_plans(anonymous: Anonymous) -> None:
    Plan.objects.filter(code="starter").update(price_month=Decimal("17.50"))

    text = anonymous(None).get("/en/pricing").content.decode()

    assert re.findall(r'class="price(?: by-month)?">([^ ]+) <small>', text) == ["$0", "$17.50", "$59", "$99"]
    assert re.findall(r'class="price by-year">([^ ]+) <small>', text) == ["$149.90", "$590", "$990"]
    assert "/sign-up?lang=en&amp;plan=starter&amp;period=year" in text


def test_its_table_is_what_the_plans_allow(anonymous: Anonymous) -> None:
    text = anonymous(None).get("/en/pricing").content.decode()

    body = re.search(r"<tbody>(.*)</tbody>", text, re.DOTALL)
    assert body is not None
    rows = {
        row[0]: row[1:]
        for row in (
            [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line)]
            for line in body[1].split("</tr>")
        )
        if row
    }
    assert rows == {
        "Messages a month": ["100", "500", "5,000", "Unlimited"],
        "Conversations a month": ["50", "Unlimited", "Unlimited", "Unlimited"],
        "Photos a month": ["100", "1,000", "10,000", "100,000"],
        "People": ["1", "3", "10", "50"],
        "Documents": ["10", "100", "1,000", "10,000"],
        "Channels beside your website": ["1", "2", "10", "Unlimited"],
        "Storage, MB": ["100", "1,000", "10,000", "100,000"],
        "Without the Parlor mark": ["–", "✓", "✓", "✓"],
        "Telegram": ["✓", "✓", "✓", "✓"],
        "WhatsApp": ["–", "✓", "✓", "✓"],
        "Instagram": ["–", "–", "✓", "✓"],
        "Google Calendar": ["–", "–", "✓", "✓"],
        "Google Sheets": ["–", "–", "✓", "✓"],
        "Google reviews": ["–", "–", "✓", "✓"],
        "E-mail": ["–", "–", "✓", "✓"],
        "Posts of Instagram as knowledge": ["–", "–", "–", "✓"],
        "Full Instagram analytics": ["–", "–", "–", "✓"],
        "A voice of your own": ["–", "–", "–", "✓"],
    }


def test_it_writes_numbers_and_money_as_each_language_does(anonymous: Anonymous) -> None:
    text = anonymous(None).get("/uk/pricing").content.decode()

    assert money(Decimal("149.90"), "usd", "uk") == "149,90\u00a0$"
    assert [found for found in ("3 людини", "10 людей", "2 канали") if f"<li>{found}</li>" in text] == [
        "3 людини",
        "10 людей",
        "2 канали",
    ]


def test_it_costs_one_query_and_may_be_kept(anonymous: Anonymous) -> None:
    client = anonymous(None)
    client.get("/en/")

    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/en/")

    assert len([query for query in queries if "plans_plan" in query["sql"]]) == 1
    assert len(queries) <= 2
    assert answer["Cache-Control"] == "public, max-age=300"


def test_it_sends_a_page_compressed_to_who_reads_that(anonymous: Anonymous) -> None:
    plain = anonymous(None).get("/en/")

    packed = anonymous(None).get("/en/", HTTP_ACCEPT_ENCODING="gzip, br")

    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert "Accept-Encoding" in packed["Vary"]
    assert len(packed.content) < len(plain.content) / 2


def test_it_tells_search_engines_what_the_landing_page_is_about(anonymous: Anonymous) -> None:
    text = anonymous(None).get("/uk/").content.decode()

    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text)
    assert found is not None
    graph = {one["@type"]: one for one in json.loads(found[1])["@graph"]}
    assert set(graph) == {"Organization", "SoftwareApplication", "FAQPage"}
    assert [offer["price"] for offer in graph["SoftwareApplication"]["offers"]] == [
        "0.00", "14.99", "59.00", "99.00",
    ]  # fmt: skip


def test_it_keeps_the_code_of_who_recommended_us_on_every_way_to_sign_up(anonymous: Anonymous) -> None:
    text = anonymous(None).get("/en/?ref=ADA-2345").content.decode()
    forged = anonymous(None).get("/en/", {"ref": '"><script>'}).content.decode()

    assert "/sign-up?lang=en&amp;ref=ADA-2345" in text
    assert 'href="/en/pricing?ref=ADA-2345"' in text
    assert 'href="/uk/?ref=ADA-2345"' in text
    assert re.findall(r"[?;&]ref=", forged) == []


def test_it_offers_signed_in_people_their_workspace(anonymous: Anonymous, ada: Person) -> None:
    client = anonymous(None)
    client.post("/api/auth/session/", {"email": ada.user.email, "password": PASSWORD})

    answer = client.get("/en/")

    text = answer.content.decode()
    assert '<a class="button" href="/workspaces">Open my workspace</a>' in text
    assert 'href="/sign-in' not in text
    assert answer["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    ("path", "language"), [("/no-such-page", "en"), ("/uk/nope", "uk"), ("/index.html", "en"), ("/fr/", "en")]
)
def test_it_says_that_there_is_no_such_page(path: str, language: str, anonymous: Anonymous) -> None:
    answer = anonymous(None).get(path)

    text = answer.content.decode()
    assert answer.status_code == 404
    assert words_of(language)["missing"]["head"] in text
    assert '<meta name="robots" content="noindex">' in text
    assert "canonical" not in text


def test_it_answers_an_unknown_api_path_in_json(anonymous: Anonymous) -> None:
    answer = anonymous(None).get("/api/nothing/")

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_it_lists_every_page_for_search_engines(anonymous: Anonymous) -> None:
    robots = anonymous(None).get("/robots.txt").content.decode()
    sitemap = anonymous(None).get("/sitemap.xml")

    assert "Sitemap: http://parlor.test/sitemap.xml" in robots
    assert sitemap["Content-Type"] == "application/xml; charset=utf-8"
    assert re.findall(r"<loc>([^<]+)</loc>", sitemap.content.decode()) == [
        f"http://parlor.test/{language}/{path}" for path in LISTED.values() for language in LANGUAGES
    ]


@pytest.mark.parametrize("path", ["/", "/en/pricing", "/uk/terms", "/sitemap.xml", "/find-workspace"])
@pytest.mark.parametrize("host", ["acme.parlor.test", "chat.acme.example"])
def test_a_workspaces_hosts_never_show_them(
    host: str, path: str, anonymous: Anonymous, acme: Tenant, settings: Settings, tmp_path: Path
) -> None:
    Domain.objects.create(domain="chat.acme.example", tenant=acme, state="verified")
    (tmp_path / "index.html").write_text("the app")
    settings.FRONTEND_DIST = tmp_path

    answer = anonymous(acme).get(path, HTTP_HOST=host)

    assert (answer.status_code, answer.content) == (200, b"the app")


def test_a_workspace_keeps_search_engines_out(anonymous: Anonymous, acme: Tenant) -> None:
    answer = anonymous(acme).get("/robots.txt")

    assert answer.content.decode() == "User-agent: *\nAllow: /chat/\nDisallow: /\n"


@pytest.mark.parametrize("path", APP_PAGES)
def test_the_public_host_opens_the_apps_own_pages(
    path: str, anonymous: Anonymous, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text("the app")
    settings.FRONTEND_DIST = tmp_path

    answer = anonymous(None).get(f"/{path}")

    assert (answer.status_code, answer.content) == (200, b"the app")


def test_every_page_of_the_app_outside_the_workspace_is_known_here() -> None:
    routes = re.findall(r"getParentRoute: \(\) => root,\s*path: \"/([^\"/]+)", ROUTER.read_text())

    assert set(routes) <= {*APP_PAGES}


def test_it_sends_the_letter_to_who_has_workspaces_and_says_the_same_to_everybody(
    anonymous: Anonymous, ada: Person, mailoutbox: list[EmailMessage]
) -> None:
    known = anonymous(None).post("/en/find-workspace", {"email": "ADA@acme.test"}, format="multipart")
    unknown = anonymous(None).post("/en/find-workspace", {"email": "eve@acme.test"}, format="multipart")

    assert known.content.decode().replace("ADA@", "eve@") == unknown.content.decode()
    assert "the letter is on its way" in known.content.decode()
    [letter] = mailoutbox
    assert (letter.to, letter.subject) == (["ada@acme.test"], "Your Parlor workspaces")
    assert "Acme\nhttp://acme.parlor.test/\n" in letter.body


def test_the_api_finds_workspaces_alike(
    anonymous: Anonymous, ada: Person, mailoutbox: list[EmailMessage]
) -> None:
    known = anonymous(None).post("/api/find-workspace/", {"email": "ada@acme.test", "language": "uk"})
    unknown = anonymous(None).post("/api/find-workspace/", {"email": "eve@acme.test"})
    wrong = anonymous(None).post("/api/find-workspace/", {"email": "not one"})

    assert (known.status_code, known.content) == (unknown.status_code, unknown.content) == (202, b"")
    assert (wrong.status_code, list(wrong.json()["fields"])) == (400, ["email"])
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("email", ["", "nobody", "a@b", "x" * 300 + "@example.com"])
def test_it_refuses_what_is_no_address(
    email: str, anonymous: Anonymous, mailoutbox: list[EmailMessage]
) -> None:
    answer = anonymous(None).post("/uk/find-workspace", {"email": email}, format="multipart")

    assert answer.status_code == 400
    assert words_of("uk")["find"]["invalid"] in answer.content.decode()
    assert mailoutbox == []


def test_it_fills_nobodys_mailbox(anonymous: Anonymous, ada: Person, mailoutbox: list[EmailMessage]) -> None:
    answers = [
        anonymous(None).post("/en/find-workspace", {"email": ada.user.email}, format="multipart")
        for _ in range(4)
    ]

    assert {answer.status_code for answer in answers} == {200}
    assert len(mailoutbox) == 2


def test_it_slows_down_who_tries_many(anonymous: Anonymous, mailoutbox: list[EmailMessage]) -> None:
    client = anonymous(None)
    for number in range(5):
        client.post("/en/find-workspace", {"email": f"n{number}@example.com"}, format="multipart")

    answer = client.post("/en/find-workspace", {"email": "n6@example.com"}, format="multipart")

    assert answer.status_code == 429
    assert 1 <= int(answer["Retry-After"]) <= 61
    assert words_of("en")["find"]["often"] in answer.content.decode()
