"""How the two channels differ where they share the code."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dialect:
    """`kind` is the channel's, `brand` its name for people, `identity` the kind of its customers' ids.

    `account` is what people call the business's side of it.
    """

    kind: str
    brand: str
    identity: str
    account: str


MESSENGER = Dialect("messenger", "Messenger", "psid", "Facebook page")
INSTAGRAM = Dialect("instagram", "Instagram", "igsid", "Instagram account")
