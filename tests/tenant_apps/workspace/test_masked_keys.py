"""Stored secrets: shown by their last four characters, and nowhere whole."""

import pytest

from shared_apps.core.masking import masked
from tenant_apps.channels.models import ChannelAccount
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api, InTenant

MODEL_KEY, FALLBACK_KEY, BOT_TOKEN = "sk-model-secret-1234", "sk-second-secret-5678", "700:bot-secret-abcd"
PAGES = (
    "/api/agent/settings/",
    "/api/integrations/",
    "/api/company/",
    "/api/log/",
)


@pytest.mark.parametrize(
    ("secret", "shown"), [("", ""), ("short", "••••"), ("sk-model-secret-1234", "••••1234")]
)
def test_it_shows_as_little_as_tells_one_from_another(secret: str, shown: str) -> None:
    assert masked(secret) == shown


def test_no_page_shows_a_stored_key_whole(api: Api, ada: Person, acme: Tenant, in_tenant: InTenant) -> None:
    owner = api(ada)
    with in_tenant(acme):
        bot = ChannelAccount(kind="telegram", name="Bot", external_id="700")
        bot.credentials = {"token": BOT_TOKEN}
        bot.save()
    saved = owner.patch("/api/agent/settings/", {"model_key": MODEL_KEY, "fallback_key": FALLBACK_KEY})
    assert saved.status_code == 200

    shown = {path: owner.get(path) for path in PAGES}

    for path, answer in shown.items():
        text = answer.content.decode()
        for secret in (MODEL_KEY, FALLBACK_KEY, BOT_TOKEN):
            assert secret not in text, path
    settings = shown["/api/agent/settings/"].json()
    assert settings["model"]["key_hint"] == "••••1234"
    assert settings["fallback_model"]["key_hint"] == "••••5678"
