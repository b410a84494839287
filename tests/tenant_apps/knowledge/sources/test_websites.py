"""Websites as a source: read, found and cited, refreshed, paused, deleted; roles and neighbours."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from shared_apps.core.clock import now
from tenant_apps.knowledge.models import Chunk, Document, Term
from tenant_apps.knowledge.sources.models import Source, SourcePage
from tenant_apps.knowledge.sources.tasks import sweep_sources
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api, InTenant
from tests.tenant_apps.knowledge.conftest import inside  # noqa: F401 - a fixture
from tests.tenant_apps.knowledge.sources.conftest import SOURCES, Website, Work, add, found, pages, shown

PRICES = """<header><nav><a href="/">Home</a> <a href="/prices">Prices</a> <a href="/about">About</a></nav></header>
<main><h1>Prices</h1><h2>Nails</h2><table><tr><th>Service</th><th>Minutes</th><th>Price</th></tr>
<tr><td>Gel manicure</td><td>90</td><td>650 UAH</td></tr><tr><td>Pedicure</td><td>60</td><td>800 UAH</td></tr></table>
<h2>Hair</h2><div><span>Haircut with styling</span><span>700 UAH</span></div></main><footer>12 Mill Street</footer>"""


def furnish(website: Website) -> None:
    website.put(
        "/", "<h1>Welcome</h1><p>A small salon by the river.</p><a href='/prices'>Our prices</a>"
        "<footer><p>Open from Tuesday to Sunday, 12 Mill Street.</p></footer>",
    )  # fmt: skip
    website.put("/prices", PRICES, title="Prices", ETag='"one"')
    website.put(
        "/about", "<h1>About us</h1><p>We sterilise every tool in an autoclave for thirty minutes.</p>"
    )


def test_it_reads_a_site_and_cites_the_page(ben: Person, api: Api, website: Website, crawl: Work) -> None:
    furnish(website)
    source = add(api(ben), kind="site", url=website.url)
    assert (source["status"], source["progress"]) == ("queued", 0)

    crawl()

    source = shown(api(ben), source)
    assert (source["status"], source["progress"], source["reason"]) == ("ready", 100, "")
    assert source["pages"] == {"queued": 0, "read": 3, "skipped": 0, "failed": 0, "gone": 0}
    best = found(api(ben), "How much is a gel manicure?")[0]
    assert best["source"]["url"] == f"{website.url}/prices"
    assert best["source"]["name"] == "Prices"
    assert "Gel manicure | 90 | 650 UAH" in best["text"]
    assert "Haircut with styling — 700 UAH" in found(api(ben), "haircut with styling")[0]["text"]
    assert "autoclave" in found(api(ben), "how do you sterilise tools")[0]["text"]


def test_it_shows_what_was_read_of_a_page(ben: Person, api: Api, website: Website, crawl: Work) -> None:
    furnish(website)
    source = add(api(ben), kind="page", url=f"{website.url}/prices")
    crawl()

    [page] = pages(api(ben), source).values()

    assert (page["state"], page["title"], page["http_status"]) == ("read", "Prices", 200)
    assert page["passages"] == 2
    texts = [
        one["text"] for one in api(ben).get(f"/api/documents/{page['document']}/chunks/").json()["results"]
    ]
    assert texts[0] == "Service | Minutes | Price\nGel manicure | 90 | 650 UAH\nPedicure | 60 | 800 UAH"
    assert website.asked == ["/prices"]
    assert api(ben).get("/api/documents/").json()["results"] == []


def test_it_reads_a_footer_once(ben: Person, api: Api, website: Website, crawl: Work) -> None:
    furnish(website)
    add(api(ben), kind="site", url=website.url)
    crawl()

    texts = [one["text"] for one in found(api(ben), "Mill Street open Tuesday")]

    assert ["12 Mill Street" in text for text in texts] == [True, False, False]


def test_it_reads_only_what_changed(
    inside: Tenant, ben: Person, api: Api, website: Website, crawl: Work  # noqa: F811
) -> None:  # fmt: skip
    furnish(website)
    source = add(api(ben), kind="site", url=website.url)
    crawl()
    before = dict(Chunk.objects.values_list("document__url", "id"))
    website.put("/about", "<h1>About us</h1><p>We sterilise every tool in a new oven for an hour.</p>")
    website.requests.clear()

    response = api(ben).post(f"{SOURCES}{source['id']}/refresh/")
    crawl()

    assert (response.status_code, response.json()["status"]) == (202, "queued")
    after = dict(Chunk.objects.values_list("document__url", "id"))
    changed = {url.removeprefix(website.url) for url in after if after[url] != before[url]}
    assert changed == {"/about"}
    assert [headers.get("If-None-Match") for path, headers in website.requests if path == "/prices"] == [
        '"one"'
    ]
    assert pages(api(ben), source)["/prices"]["http_status"] == 304
    assert "new oven" in found(api(ben), "how do you sterilise tools")[0]["text"]


def test_it_reads_the_pages_of_a_sitemap(ben: Person, api: Api, website: Website, crawl: Work) -> None:
    furnish(website)
    listed = "".join(
        f"<url><loc>{website.url}{path}</loc></url>" for path in ("/prices", "/about?utm_source=map")
    )
    website.put_text(
        "/map.xml", f"<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{listed}"
        "<url><loc>https://elsewhere.example/</loc></url></urlset>", "application/xml",
    )  # fmt: skip
    source = add(api(ben), kind="sitemap", url=f"{website.url}/map.xml")

    crawl()

    assert {path: page["state"] for path, page in pages(api(ben), source).items()} == {
        "/prices": "read",
        "/about": "read",
    }


def test_it_stops_at_the_limits(ben: Person, api: Api, website: Website, crawl: Work) -> None:
    for at in range(9):
        website.put(
            f"/{at or ''}", f"<h1>Room {at}</h1><p>Text of room number {at}.</p><a href='/{at + 1}'>On</a>"
        )
    deep = add(api(ben), kind="site", url=website.url, max_depth=2)
    crawl()
    assert list(pages(api(ben), deep)) == ["/", "/1", "/2"]

    few = api(ben).delete(f"{SOURCES}{deep['id']}/").status_code
    narrow = add(api(ben), kind="site", url=website.url, max_depth=6, max_pages=2)
    crawl()

    assert few == 204
    assert list(pages(api(ben), narrow)) == ["/", "/1"]


def test_it_reads_again_when_it_is_due(
    inside: Tenant, ben: Person, api: Api, website: Website, crawl: Work  # noqa: F811
) -> None:  # fmt: skip
    furnish(website)
    source = add(api(ben), kind="page", url=f"{website.url}/about", refresh_hours=24)
    crawl()
    Source.objects.update(next_at=now() - timedelta(minutes=1))
    website.put("/about", "<h1>About</h1><p>We moved to the castle hill.</p>")

    sweep_sources.run()
    crawl()

    assert "castle hill" in found(api(ben), "where did you move")[0]["text"]
    assert shown(api(ben), source)["next_at"] is not None


def test_a_source_whose_reader_died_is_read_by_the_next(
    inside: Tenant, ben: Person, api: Api, website: Website, crawl: Work  # noqa: F811
) -> None:  # fmt: skip
    furnish(website)
    source = add(api(ben), kind="page", url=f"{website.url}/about")
    Source.objects.update(status="reading", holder=source["id"], touched_at=now() - timedelta(minutes=6))

    sweep_sources.run()
    crawl()

    assert shown(api(ben), source)["status"] == "ready"


def test_it_waits_while_paused_and_goes_on(ben: Person, api: Api, website: Website, crawl: Work) -> None:
    furnish(website)
    source = add(api(ben), kind="site", url=website.url)
    path = f"{SOURCES}{source['id']}/"

    paused = api(ben).patch(path, {"is_paused": True}, format="json").json()
    crawl()
    refused = api(ben).post(f"{path}refresh/")

    assert (paused["is_paused"], website.asked) == (True, [])
    assert (refused.status_code, refused.json()["code"]) == (409, "source_paused")
    api(ben).patch(path, {"is_paused": False, "refresh_hours": 0}, format="json")
    crawl()
    done = shown(api(ben), source)
    assert (done["status"], done["refresh_hours"], done["next_at"]) == ("ready", 0, None)


def test_deleting_leaves_no_trace(
    ben: Person, api: Api, website: Website, crawl: Work, acme: Tenant, in_tenant: InTenant
) -> None:
    furnish(website)
    source = add(api(ben), kind="site", url=website.url)
    crawl()

    response = api(ben).delete(f"{SOURCES}{source['id']}/")

    assert response.status_code == 204
    assert api(ben).get(f"{SOURCES}{source['id']}/").status_code == 404
    with in_tenant(acme):
        assert [model.objects.count() for model in (Source, SourcePage, Document, Chunk, Term)] == [0] * 5
    assert found(api(ben), "gel manicure") == []


def test_it_refuses_what_is_no_address_and_what_it_has(ben: Person, api: Api, website: Website) -> None:
    add(api(ben), kind="site", url=website.url)

    answers = [
        api(ben).post(SOURCES, {"kind": "site", "url": text}, format="json")
        for text in ("", "salon", "javascript:alert(1)", "ftp://a.example/", "http://user:pass@a.example/")
    ]
    again = api(ben).post(SOURCES, {"kind": "site", "url": f"{website.url}/#top"}, format="json")
    nobody = api(ben).post(SOURCES, {"kind": "instagram"}, format="json")

    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(400, "bad_address")}
    assert (again.status_code, again.json()["code"]) == (409, "known_source")
    assert (nobody.status_code, nobody.json()["code"]) == (400, "no_instagram_account")


def test_syncing_reads_everything_again(ben: Person, api: Api, website: Website, crawl: Work) -> None:
    furnish(website)
    add(api(ben), kind="page", url=f"{website.url}/about")
    crawl()
    website.requests.clear()

    response = api(ben).post("/api/sync-knowledge/")
    crawl()

    assert (response.status_code, response.json()) == (202, {"sources": 1, "entries": 0})
    assert website.asked == ["/about"]


def test_a_neighbour_finds_nothing_and_a_viewer_changes_nothing(
    ben: Person, cleo: Person, mallory: Person, api: Api, acme: Tenant, website: Website
) -> None:
    source = add(api(ben), kind="site", url=website.url)
    path = f"{SOURCES}{source['id']}/"

    neighbour = [api(mallory).get(path), api(mallory).get(f"{path}pages/"), api(mallory).delete(path)]
    viewer = [
        api(cleo).post(SOURCES, {"kind": "site", "url": "https://a.example"}, format="json"),
        api(cleo).patch(path, {"is_paused": True}, format="json"),
        api(cleo).post(f"{path}refresh/"),
        api(cleo).delete(path),
    ]

    assert [answer.status_code for answer in neighbour] == [404, 404, 404]
    assert [answer.status_code for answer in viewer] == [403, 403, 403, 403]
    assert len(api(cleo).get(SOURCES).json()["results"]) == 1
    assert api(mallory, at=acme).get(SOURCES).status_code == 404


def test_the_list_costs_the_same_with_one_and_with_thirty(inside: Tenant, ben: Person, api: Api) -> None:  # noqa: F811
    add(api(ben), kind="page", url="https://a.example/0")
    with CaptureQueriesContext(connection) as one:
        api(ben).get(SOURCES)
    for at in range(1, 30):
        add(api(ben), kind="page", url=f"https://a.example/{at}")

    with CaptureQueriesContext(connection) as thirty:
        listed = api(ben).get(SOURCES).json()["results"]

    assert len(listed) == 30
    assert len(thirty) == len(one)
