"""Production settings take what compose hands over, and refuse the sandbox wherever it stands."""

import importlib
import sys
from types import ModuleType

import pytest
from django.core.exceptions import ImproperlyConfigured

import config.settings
from config.settings import outside

# What compose insists on; everything else is handed over blank.
NEEDED = {
    "DJANGO_SECRET_KEY": "k" * 50,
    "PARLOR_FIELD_KEYS": "Zm9yLXRlc3RzLW9ubHktMzItYnl0ZXMtbG9uZy1rZXk=",
    "BASE_DOMAIN": "parlor.example",
    "DATABASE_URL": "postgres://parlor:secret@postgres:5432/parlor",
    "REDIS_URL": "redis://:secret@valkey:6379/0",
    "S3_ENDPOINT_URL": "http://minio:9000",
    "S3_BUCKET": "parlor",
    "PARLOR_META_APP_SECRET": "meta-secret",
    "PARLOR_META_VERIFY_TOKEN": "word",
    "EMAIL_HOST": "smtp.example",
}
BLANK = ("PARLOR_INSTAGRAM_APP_SECRET", "PARLOR_VAPID_CONTACT", "META_APP_ID", "TRANSCRIPTION_BASE_URL")
ADDRESSES = sorted(name for name in vars(outside) if name.endswith("_URL") and name != "SANDBOX_URL")


def production(monkeypatch: pytest.MonkeyPatch, **more: str) -> ModuleType:
    """Return the settings as a fresh process reads them; what this one has loaded stays."""
    for name in (*ADDRESSES, "SANDBOX_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {**NEEDED, **dict.fromkeys(BLANK, ""), **more}.items():
        monkeypatch.setenv(name, value)
    for name in [name for name in sys.modules if name.startswith("config.settings.")]:
        monkeypatch.delitem(sys.modules, name)
        monkeypatch.delattr(config.settings, name.rpartition(".")[2], raising=False)
    return importlib.import_module("config.settings.production")


def test_it_takes_blank_variables_for_unset_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = production(monkeypatch)

    assert settings.INSTAGRAM_APP_SECRETS == ["meta-secret"]
    assert settings.VAPID_CONTACT == "mailto:push@parlor.example"
    assert (settings.META_APP_ID, settings.TRANSCRIPTION_BASE_URL) == ("", "")
    assert settings.INSTAGRAM_API_URL == "https://api.instagram.com"


@pytest.mark.parametrize("name", ADDRESSES)
def test_it_refuses_the_sandbox(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured, match=name):
        production(monkeypatch, **{name: f"{outside.SANDBOX_URL}/there"})


@pytest.mark.parametrize(
    "address", ["http://graph.facebook.com", "https://localhost/graph", "https://[::1]:8001/x"]
)
def test_it_asks_vendors_with_tls_and_elsewhere(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured, match="META_GRAPH_URL"):
        production(monkeypatch, META_GRAPH_URL=address)


def test_it_sends_mail_by_the_usual_port(monkeypatch: pytest.MonkeyPatch) -> None:
    assert production(monkeypatch).EMAIL_PORT == 587


def test_it_takes_no_payments_without_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = production(monkeypatch, PARLOR_STRIPE_SECRET_KEY="", PARLOR_STRIPE_WEBHOOK_SECRET="")

    assert (settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRETS) == ("", [])
    assert settings.STRIPE_API_URL == "https://api.stripe.com"


def test_it_wants_the_webhook_s_secret_beside_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured, match="PARLOR_STRIPE_WEBHOOK_SECRET"):
        production(monkeypatch, PARLOR_STRIPE_SECRET_KEY="sk_live_x", PARLOR_STRIPE_WEBHOOK_SECRET="")
