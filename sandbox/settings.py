"""Where the sandbox listens, stores and delivers, read once from the environment."""

import os
from dataclasses import dataclass
from pathlib import Path

# Both are what the product falls back to in development, so the two agree without a launcher.
DEFAULT_APP_SECRET = "parlor-development-app-secret"  # noqa: S105 - opens nothing
DEFAULT_STRIPE_WEBHOOK_SECRET = "whsec_parlor_development"  # noqa: S105 - opens nothing
DEFAULT_APP_ID = "100000000000001"
DEFAULT_INSTAGRAM_APP_ID = "100000000000002"


@dataclass(frozen=True, slots=True)
class Settings:
    """One sandbox: its own address, its data folder and the product it serves."""

    host: str
    port: int
    smtp_port: int
    data_dir: Path
    product_url: str
    app_secret: str
    app_id: str = DEFAULT_APP_ID
    # 0 takes any free port.
    imap_port: int = 0
    dns_port: int = 0
    # Instagram Login is an app of its own; an empty secret means that it shares Meta's.
    instagram_app_id: str = DEFAULT_INSTAGRAM_APP_ID
    instagram_app_secret: str = ""
    stripe_webhook_secret: str = DEFAULT_STRIPE_WEBHOOK_SECRET

    def secret_of(self, platform: str) -> str:
        """Return the secret that signs a platform's webhooks."""
        return (self.instagram_app_secret if platform == "instagram" else "") or self.app_secret

    @property
    def own_url(self) -> str:
        """The address that goes into media links of webhooks."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> Path:
        return self.data_dir / "sandbox.sqlite3"

    @property
    def media_dir(self) -> Path:
        return self.data_dir / "sandbox-media"


def from_environment() -> Settings:
    """Read PARLOR_* variables; every one of them has a default that works on a fresh checkout."""
    port = int(os.environ.get("PARLOR_SANDBOX_PORT", "8001"))
    product_port = os.environ.get("PARLOR_PORT", "8000")
    default_data_dir = Path(__file__).resolve().parent.parent / ".parlor"
    return Settings(
        host=os.environ.get("PARLOR_BIND", "127.0.0.1"),
        port=port,
        smtp_port=int(os.environ.get("PARLOR_SMTP_PORT") or port + 24),
        imap_port=int(os.environ.get("PARLOR_IMAP_PORT") or port + 142),
        dns_port=int(os.environ.get("PARLOR_DNS_PORT") or port + 152),
        data_dir=Path(os.environ.get("PARLOR_DATA_DIR") or default_data_dir),
        product_url=os.environ.get("PARLOR_PRODUCT_URL", f"http://127.0.0.1:{product_port}").rstrip("/"),
        # Several secrets, parted by commas or spaces, are a rotation: the first one signs.
        app_secret=_first("PARLOR_META_APP_SECRET") or DEFAULT_APP_SECRET,
        app_id=os.environ.get("META_APP_ID") or DEFAULT_APP_ID,
        instagram_app_id=os.environ.get("INSTAGRAM_APP_ID") or DEFAULT_INSTAGRAM_APP_ID,
        instagram_app_secret=_first("PARLOR_INSTAGRAM_APP_SECRET"),
        stripe_webhook_secret=_first("PARLOR_STRIPE_WEBHOOK_SECRET") or DEFAULT_STRIPE_WEBHOOK_SECRET,
    )


def _first(name: str) -> str:
    words = os.environ.get(name, "").replace(",", " ").split()
    return words[0] if words else ""
