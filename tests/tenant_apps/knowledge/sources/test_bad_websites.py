"""Websites on a bad day: each page says in words why it was not read, and the others go on."""

import gzip
from datetime import timedelta

import pytest
from pytest_django import Settings

from shared_apps.core.clock import now
from tenant_apps.knowledge.sources.models import SourcePage
from tenant_apps.knowledge.sources.tasks import sweep_sources
from tenant_apps.knowledge.sources.web import fetching
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api
from tests.tenant_apps.knowledge.conftest import inside  # noqa: F401 - a fixture
from tests.tenant_apps.knowledge.sources.conftest import (
    SOURCES,
    Answer,
    Website,
    Work,
    add,
    found,
    pages,
    shown,
)

HTML = {"Content-Type": "text/html"}
APP = b"<!doctype html><title>App</title><div id=root></div><script src=/app.js></script>"


def home(website: Website, *paths: str) -> None:
    website.put(
        "/", "<h1>Welcome</h1><p>Hello there.</p>" + "".join(f"<a href='{path}'>x</a>" for path in paths)
    )


@pytest.mark.parametrize(
    ("answer", "state", "code"),
    [
        (Answer(status=302, headers={"Location": "http://10.0.0.7/admin"}), "failed", "not_public"),
        (Answer(status=302, headers={"Location": "http://127.0.0.1:1/"}), "failed", "not_public"),
        (Answer(status=302, headers={"Location": "http://8.8.8.8/"}), "failed", "moved_away"),
        (Answer(status=302, headers={"Location": "/bad"}), "failed", "redirects"),
        (Answer(status=302, headers={"Location": "javascript:alert(1)"}), "failed", "unreachable"),
        (Answer(b"x" * 40_000, pieces=40, headers=HTML), "failed", "too_large"),
        (Answer(b"<p>x", pieces=400, gap_s=0.02, headers=HTML), "failed", "too_slow"),
        (Answer(b"<p>short", headers={**HTML, "Content-Length": "5000"}), "failed", "unreachable"),
        (Answer(b"\x89PNG\r\n\x1a\n", headers={"Content-Type": "image/png"}), "skipped", "not_text"),
        (Answer(APP, headers=HTML), "failed", "needs_javascript"),
        (Answer(b"<html><body></body></html>", headers=HTML), "skipped", "empty"),
        (Answer(b"not a pdf", headers={"Content-Type": "application/pdf"}), "skipped", "not_text"),
        (Answer(b"", status=500), "failed", "unreachable"),
        (Answer(b"", status=403), "failed", "refused"),
        (Answer(b"", status=503), "failed", "busy"),
        (Answer(b"", status=404), "gone", "gone"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_it_says_why_a_page_was_not_read(
    ben: Person, api: Api, website: Website, crawl: Work, monkeypatch: pytest.MonkeyPatch,
    answer: Answer, state: str, code: str,
) -> None:  # fmt: skip
    monkeypatch.setattr(fetching, "MAX_BYTES", 1_000_000)
    monkeypatch.setattr(fetching, "TIMEOUT_S", 0.4)
    home(website, "/bad", "/good")
    website.pages["/bad"] = answer
    website.put("/good", "<h1>Parking</h1><p>You can park behind the house.</p>")
    source = add(api(ben), kind="site", url=website.url)

    crawl()

    bad, good = (pages(api(ben), source)[path] for path in ("/bad", "/good"))
    assert (bad["state"], bad["reason_code"]) == (state, code)
    assert bad["reason"].endswith(".")
    assert good["state"] == "read"
    assert shown(api(ben), source)["status"] == "ready"


def test_it_asks_nobody_on_a_private_network(
    ben: Person, api: Api, website: Website, crawl: Work, settings: Settings
) -> None:
    settings.EGRESS_ALLOWED_ADDRESSES = []
    source = add(api(ben), kind="site", url=website.url)

    crawl()

    assert website.requests == []
    source = shown(api(ben), source)
    assert (source["status"], source["reason_code"]) == ("failed", "not_public")


def test_it_reads_each_page_of_a_loop_once(ben: Person, api: Api, website: Website, crawl: Work) -> None:
    website.put("/", "<h1>One</h1><p>First text.</p><a href='/two/?utm_source=x#a'>2</a><a href='/'>1</a>")
    website.put("/two/", "<h1>Two</h1><p>Second text.</p><a href='//'>1</a><a href='/two/?fbclid=9'>2</a>")
    add(api(ben), kind="site", url=website.url)

    crawl()

    assert website.asked == ["/", "/two/"]


def test_it_reads_the_same_text_once(ben: Person, api: Api, website: Website, crawl: Work) -> None:
    home(website, "/a", "/b", "/c")
    website.put("/a", "<h1>Parking</h1><p>Behind the house.</p>")
    website.put("/b", "<h1>Parking</h1><p>Behind the house.</p>")
    website.put("/c", "<link rel=canonical href='/a'><h1>Parking</h1><p>Behind the house!</p>")
    source = add(api(ben), kind="site", url=website.url)

    crawl()

    states = {path: (page["state"], page["reason_code"]) for path, page in pages(api(ben), source).items()}
    assert states == {
        "/": ("read", ""),
        "/a": ("read", ""),
        "/b": ("skipped", "duplicate"),
        "/c": ("skipped", "duplicate"),
    }


def test_it_keeps_to_what_robots_forbids(ben: Person, api: Api, website: Website, crawl: Work) -> None:
    website.put_text("/robots.txt", "User-agent: *\nDisallow: /secret\n")
    home(website, "/secret/page", "/open")
    website.put("/secret/page", "<p>Not for programs.</p>")
    website.put("/open", "<p>Everybody may read this page here.</p>")
    source = add(api(ben), kind="site", url=website.url)

    crawl()

    assert "/secret/page" not in website.asked
    page = pages(api(ben), source)["/secret/page"]
    assert (page["state"], page["reason_code"]) == ("skipped", "robots")


@pytest.mark.parametrize(("status", "reads"), [(500, False), (404, True)])
def test_it_reads_nothing_while_robots_cannot_be_asked(
    ben: Person, api: Api, website: Website, crawl: Work, status: int, reads: bool
) -> None:
    website.pages["/robots.txt"] = Answer(status=status)
    home(website)
    add(api(ben), kind="site", url=website.url)

    crawl()

    assert (website.asked == ["/"]) == reads


def test_it_forgets_a_page_that_stays_gone(
    inside: Tenant, ben: Person, api: Api, website: Website, crawl: Work  # noqa: F811
) -> None:  # fmt: skip
    home(website, "/offer")
    website.put("/offer", "<h1>Offer</h1><p>Two manicures for the price of one.</p>")
    source = add(api(ben), kind="site", url=website.url)
    crawl()
    del website.pages["/offer"]

    api(ben).post(f"{SOURCES}{source['id']}/refresh/")
    crawl()
    sweep_sources.run()

    assert pages(api(ben), source)["/offer"]["state"] == "gone"
    assert "Two manicures" in found(api(ben), "two manicures offer")[0]["text"]
    SourcePage.objects.filter(state="gone").update(gone_since=now() - timedelta(days=3))
    sweep_sources.run()
    assert list(pages(api(ben), source)) == ["/"]
    assert not any("Two manicures" in one["text"] for one in found(api(ben), "two manicures offer"))


def test_it_keeps_what_was_read_through_a_bad_day(
    ben: Person, api: Api, website: Website, crawl: Work
) -> None:
    website.put("/", "<h1>Parking</h1><p>You can park behind the house.</p>")
    source = add(api(ben), kind="page", url=f"{website.url}/")
    crawl()
    website.pages["/"] = Answer(status=500)

    api(ben).post(f"{SOURCES}{source['id']}/refresh/")
    crawl()

    source = shown(api(ben), source)
    assert (source["status"], source["reason_code"]) == ("failed", "unreachable")
    assert "behind the house" in found(api(ben), "parking")[0]["text"]


@pytest.mark.parametrize("kind", ["nested", "packed", "entities"])
def test_it_stands_a_sitemap_that_explodes(
    ben: Person, api: Api, website: Website, crawl: Work, kind: str
) -> None:
    around = "<?xml version='1.0'?>{0}<sitemapindex><sitemap><loc>{1}/{2}</loc></sitemap></sitemapindex>"
    xml = {"Content-Type": "application/xml"}
    if kind == "nested":
        website.pages["/sitemap.xml"] = Answer(around.format("", website.url, "1.xml").encode(), headers=xml)
        for at in range(1, 40):
            body = around.format("", website.url, f"{at + 1}.xml").encode()
            website.pages[f"/{at}.xml"] = Answer(body, headers=xml)
    elif kind == "packed":
        website.pages["/sitemap.xml"] = Answer(gzip.compress(b"<urlset>" + b" " * 60_000_000), headers=xml)
    else:
        bomb = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
            f"<!ENTITY {chr(98 + at)} '{f'&{chr(97 + at)};' * 10}'>" for at in range(9)
        )
        website.pages["/sitemap.xml"] = Answer(around.format(bomb + "]>", "&j;", "x").encode(), headers=xml)
    home(website)
    source = add(api(ben), kind="site", url=website.url)

    crawl()

    assert shown(api(ben), source)["status"] == "ready"
    assert website.asked.count("/") == 1
    assert len(website.requests) < 10


def test_it_says_that_there_is_no_sitemap(ben: Person, api: Api, website: Website, crawl: Work) -> None:
    home(website)
    source = add(api(ben), kind="sitemap", url=f"{website.url}/nothing.xml")

    crawl()

    source = shown(api(ben), source)
    assert (source["status"], source["reason_code"]) == ("failed", "bad_sitemap")
