"""Posts of a connected Instagram account: read, cited with their link, followed; Graph as it answers."""

import json
from typing import Any

from pytest_django import Settings

from shared_apps.plans import actions as plans
from shared_apps.plans.choices import Source as PlanSource
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.knowledge.sources.models import Source
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api, InTenant
from tests.tenant_apps.knowledge.sources.conftest import SOURCES, Answer, Website, Work, add, found, shown

ASKED = "/v26.0/me/media?fields=id%2Ccaption%2Cpermalink%2Ctimestamp%2Cmedia_type&limit=50"
OFFER = {
    "id": "17991", "caption": "Акція листопада!\nДругий манікюр за пів ціни до кінця місяця.",
    "permalink": "https://www.instagram.com/p/AAA/", "timestamp": "2026-11-02T09:30:00+0000", "media_type": "IMAGE",
}  # fmt: skip
SMILE = {
    "id": "17992",
    "permalink": "https://www.instagram.com/p/BBB/",
    "timestamp": "2026-10-02T09:30:00+0000",
}


def post(website: Website, *posts: dict[str, Any]) -> None:
    body = json.dumps({"data": posts}).encode()
    website.pages[ASKED] = Answer(body, headers={"Content-Type": "application/json"})


def connected(website: Website, settings: Settings) -> str:
    settings.INSTAGRAM_GRAPH_URL, settings.META_GRAPH_VERSION = website.url, "v26.0"
    account = ChannelAccount.objects.create(
        kind="instagram", name="Acme", external_id="1784", settings={"username": "acme", "login": "instagram"},
        credentials={"access_token": "IGtest"},  # type: ignore[misc]  # the plugin knows the field as text
    )  # fmt: skip
    return str(account.id)


def test_it_reads_posts_and_follows_what_becomes_of_them(
    ben: Person,
    api: Api,
    website: Website,
    crawl: Work,
    settings: Settings,
    acme: Tenant,
    in_tenant: InTenant,
) -> None:
    with in_tenant(acme):
        account = connected(website, settings)
    post(website, OFFER, SMILE)
    source = add(api(ben), kind="instagram", account=account)
    assert (source["name"], source["url"]) == ("@acme", "")

    crawl()

    source = shown(api(ben), source)
    assert (source["status"], source["pages"]["read"]) == ("ready", 1)
    best = found(api(ben), "яка акція на манікюр")[0]
    assert best["source"]["url"] == OFFER["permalink"]
    assert best["source"]["name"].startswith("Instagram 2026-11-02: Акція листопада!")
    assert best["effective_on"] == "2026-11-02"
    post(website, SMILE)
    api(ben).post(f"{SOURCES}{source['id']}/refresh/")
    crawl()
    assert shown(api(ben), source)["pages"]["gone"] == 1


def test_it_says_when_the_account_is_gone(
    ben: Person,
    api: Api,
    website: Website,
    crawl: Work,
    settings: Settings,
    acme: Tenant,
    in_tenant: InTenant,
) -> None:
    with in_tenant(acme):
        account = connected(website, settings)
    source = add(api(ben), kind="instagram", account=account)
    with in_tenant(acme):
        ChannelAccount.objects.update(state="disconnected")

    crawl()

    source = shown(api(ben), source)
    assert (source["status"], source["reason_code"]) == ("failed", "no_instagram_account")
    with in_tenant(acme):
        assert Source.objects.count() == 1


def test_it_reads_posts_only_where_the_plan_has_them(
    ben: Person,
    api: Api,
    website: Website,
    crawl: Work,
    settings: Settings,
    acme: Tenant,
    in_tenant: InTenant,
) -> None:
    with in_tenant(acme):
        account = connected(website, settings)
    post(website, OFFER)
    plans.start(tenant_id=acme.id, plan="starter", source=PlanSource.OPERATOR)

    refused = api(ben).post(SOURCES, {"kind": "instagram", "account": account})

    assert (refused.status_code, refused.json()["code"]) == (402, "plan_feature_missing")
    plans.start(tenant_id=acme.id, plan="enterprise", source=PlanSource.OPERATOR)
    source = add(api(ben), kind="instagram", account=account)
    plans.start(tenant_id=acme.id, plan="starter", source=PlanSource.OPERATOR)
    crawl()
    assert (shown(api(ben), source)["status"], shown(api(ben), source)["reason_code"]) == ("failed", "plan")
