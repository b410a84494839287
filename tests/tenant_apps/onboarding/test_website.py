"""The card is filled from the business's own website: what a page says, and what a bad one does."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from pytest_django import Settings

from tenant_apps.knowledge.sources.models import Source
from tenant_apps.onboarding.colours import brand_colours
from tenant_apps.workspace.colours import on_colour
from tenant_apps.workspace.selectors import current_workspace
from tests.cast import Person
from tests.conftest import Api, InTenant
from tests.tenant_apps.onboarding.conftest import Website

LOOK = "/api/onboarding/website/"
PAGE = """<!doctype html><html lang="uk"><head><title>Люм’єр | Салон краси у Львові</title>
<meta name="description" content="Манікюр, стрижки, догляд.">
<meta name="theme-color" content="#8A2F52">
<link rel="stylesheet" href="/style.css"><link rel="apple-touch-icon" href="/touch.png">
<style>body{color:#222;background:#fff}a{color:#c2410c}b{color:#c2410d}</style></head>
<body><img class="site-logo" src="/logo.png"><a href="tel:+380%2032%20123">call</a>
<a href="mailto:hello@lumiere.example?subject=x">write</a><address>Львів,  вул. Зелена, 1</address></body></html>"""
TOLD = """<html><head><title>x</title><script type="application/ld+json">{"@context":"https://schema.org",
"@graph":[{"@type":"WebSite","name":"no"},{"@type":"BeautySalon","name":"Lumière","telephone":"+380321",
"email":"a@b.example","description":"Hair.","logo":{"url":"/l.png"},
"address":{"streetAddress":"Zelena 1","addressLocality":"Lviv","postalCode":"79000"}}]}</script></head><body/></html>"""


def picture(colour: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (64, 64), colour).save(out, "PNG")
    return out.getvalue()


def test_it_reads_the_card_from_the_page(api: Api, ada: Person, website: Website) -> None:
    address = website(
        {
            "/": ("text/html; charset=utf-8", PAGE.encode()),
            "/style.css": ("text/css", b".b{background:#2b6552}"),
            "/logo.png": ("image/png", picture("red")),
            "/touch.png": ("image/png", picture("blue")),
        }
    )

    answer = api(ada).post(LOOK, {"url": address})

    card: dict[str, Any] = answer.json()
    assert answer.status_code == 200
    assert {name: card[name] for name in ("website", "name", "about", "phone", "email", "address")} == {
        "website": address,
        "name": "Люм’єр",
        "about": "Манікюр, стрижки, догляд.",
        "phone": "+380 32 123",
        "email": "hello@lumiere.example",
        "address": "Львів, вул. Зелена, 1",
    }
    assert card["colours"] == ["#8a2f52", "#c2410c", "#2b6552"]
    assert [logo["url"] for logo in card["logos"]] == [f"{address}logo.png", f"{address}touch.png"]
    assert card["logos"][0]["preview"].startswith("data:image/png;base64,")


def test_it_believes_what_is_said_for_machines_first(api: Api, ada: Person, website: Website) -> None:
    card = api(ada).post(LOOK, {"url": website({"/": ("text/html", TOLD.encode())})}).json()

    assert [card[name] for name in ("name", "phone", "email", "about", "address")] == [
        "Lumière",
        "+380321",
        "a@b.example",
        "Hair.",
        "Zelena 1, Lviv, 79000",
    ]


@pytest.mark.parametrize(
    "body",
    [
        b"<html><head><script type='application/ld+json'>" + b"[" * 5_000 + b"</script><title>T</title></head>",
        b"<html><head><script type='application/ld+json'>{\"@type\":\"Store\",\"name\":{\"a\":1},\"logo\":[3],"
        b"\"address\":[[]]}</script><title>T</title></head>",
        "<title>T</title>".encode("utf-16"),
        b"\x00<title>T</title>\x00",
    ],
)  # fmt: skip
def test_it_makes_the_best_of_odd_pages(body: bytes, api: Api, ada: Person, website: Website) -> None:
    answer = api(ada).post(LOOK, {"url": website({"/": ("text/html", body)})})

    assert (answer.status_code, answer.json()["name"]) == (200, "T")


@pytest.mark.parametrize(
    "pages",
    [
        {},
        {"/": ("text/html", b"")},
        {"/": ("application/pdf", b"%PDF-")},
        {"/": ("location", b"/")},
        {"/": ("text/html", b"x" * 3_100_000)},
    ],
)
def test_it_says_why_a_website_cannot_be_read(
    pages: dict[str, tuple[str, bytes]], api: Api, ada: Person, website: Website
) -> None:
    answer = api(ada).post(LOOK, {"url": website(pages)})

    assert (answer.status_code, answer.json()["code"]) == (400, "website_unreadable")
    assert list(answer.json()["fields"]) == ["url"]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "not an address",
        "http://127.0.0.1:1/",
        "http://169.254.169.254/",
        "ftp://salon.example",
        "http://[::1]/",
    ],
)
def test_it_asks_no_address_that_is_none_of_the_public_internet(
    url: str, api: Api, ada: Person, settings: Settings
) -> None:
    settings.EGRESS_ALLOWED_ADDRESSES = []

    answer = api(ada).post(LOOK, {"url": url})

    assert answer.status_code == 400
    assert list(answer.json()["fields"]) == ["url"]


def test_it_is_not_asked_for_ever(api: Api, ada: Person) -> None:
    for _ in range(6):
        api(ada).post(LOOK, {"url": "nothing"})

    assert api(ada).post(LOOK, {"url": "nothing"}).status_code == 429


def test_the_chosen_picture_becomes_the_logo_and_the_website_is_read(
    api: Api, ada: Person, website: Website, in_tenant: InTenant
) -> None:
    address = website({"/logo.png": ("image/png", picture("red")), "/": ("text/html", PAGE.encode())})
    brand = {"name": "Acme", "website": address, "logo_url": f"{address}logo.png", "reads_website": True}

    first = api(ada).post("/api/onboarding/step1/", brand)
    again = api(ada).post("/api/onboarding/step1/", brand)

    assert (first.status_code, again.status_code) == (200, 200)
    assert again.json()["brand"]["logo"]["large"].startswith("/api/company/logo/large/?v=")
    assert again.json()["knowledge"]["websites"] == 1
    with in_tenant(ada.tenant):
        assert Source.objects.get().url == address


@pytest.mark.parametrize("pages", [{}, {"/logo.png": ("image/png", b"no picture")}])
def test_a_picture_that_is_none_keeps_nothing(
    pages: dict[str, tuple[str, bytes]], api: Api, ada: Person, website: Website, in_tenant: InTenant
) -> None:
    answer = api(ada).post(
        "/api/onboarding/step1/", {"name": "Other", "logo_url": f"{website(pages)}logo.png"}
    )

    assert (answer.status_code, answer.json()["code"]) == (400, "logo_unreadable")
    with in_tenant(ada.tenant):
        assert current_workspace().name == "Acme"


def test_colours_are_those_that_people_would_name() -> None:
    assert brand_colours(["", "rgb(1,2,3)"], "#fff #000 #777777 #f00 #f00 #fe0000 #00ff00") == [
        "#ff0000",
        "#00ff00",
    ]
    assert [on_colour(colour) for colour in ("#8a2f52", "#fdf2d0", "#ffd400")] == [
        "#ffffff",
        "#1c1014",
        "#1c1014",
    ]
