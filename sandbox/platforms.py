"""The platforms of this sandbox, by name."""

from sandbox.instagram.platform import INSTAGRAM
from sandbox.mail.platform import MAIL
from sandbox.messenger.platform import MESSENGER
from sandbox.platform import Platform
from sandbox.telegram.platform import TELEGRAM
from sandbox.web import Refused
from sandbox.whatsapp.platform import WHATSAPP

ALL: dict[str, Platform] = {
    platform.name: platform for platform in (WHATSAPP, MESSENGER, INSTAGRAM, TELEGRAM, MAIL)
}


# Another name of the same, as the product's webhooks have it.
ALIASES = {"facebook": "messenger"}


def platform_of(name: object) -> Platform:
    """Return a platform by its name; raises Refused."""
    if isinstance(name, str):
        name = ALIASES.get(name, name)
    if not isinstance(name, str) or name not in ALL:
        raise Refused(f"“platform” must be one of {', '.join(ALL)}.")
    return ALL[name]
