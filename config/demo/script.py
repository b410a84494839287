"""What the demo files hold: people, a price list, some weeks of conversations."""

from pathlib import Path

import msgspec

FOLDER = Path(__file__).parent
SLUGS = ("lumiere", "northside")


class Person(msgspec.Struct):
    name: str
    email: str
    role: str


class Number(msgspec.Struct):
    name: str
    phone_number_id: str
    waba_id: str
    phone: str
    access_token: str


class Line(msgspec.Struct):
    """A channel: what the sandbox is told of the account, and what the owner types to connect it."""

    kind: str
    form: dict[str, str]
    sandbox: dict[str, str] = {}


class Service(msgspec.Struct, omit_defaults=True):
    category: str
    name: str
    duration_min: int
    price: str
    price_to: str | None = None
    description: str = ""
    aliases: list[str] = []


class Dialogue(msgspec.Struct):
    """`lines` are (who, text, minutes after the start); who is "in", "agent", "note" or a member's e-mail.

    `at` is a time of day on a past day, or minutes before now, as in "-130", for today.
    """

    name: str
    identity: dict[str, str]
    days_ago: int
    at: str
    lines: list[tuple[str, str, int]]
    status: str
    assignee: str | None = None


class Business(msgspec.Struct):
    slug: str
    name: str
    language: str
    timezone: str
    currency: str
    about: str
    phone: str
    address: str
    website: str
    agent: dict[str, str]
    members: list[Person]
    whatsapp: Number
    channels: list[Line]
    services: list[Service]
    conversations: list[Dialogue]

    @property
    def documents(self) -> list[Path]:
        return sorted(path for path in (FOLDER / self.slug).iterdir() if path.is_file())


def read(slug: str) -> Business:
    return msgspec.json.decode((FOLDER / f"{slug}.json").read_bytes(), type=Business)
