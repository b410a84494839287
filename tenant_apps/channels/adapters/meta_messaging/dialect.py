"""How the two channels differ where they share the code."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dialect:
    """`kind` is the channel's, `brand` its name for people, `identity` the kind of its customers' ids."""

    kind: str
    brand: str
    identity: str


MESSENGER = Dialect("messenger", "Messenger", "psid")
INSTAGRAM = Dialect("instagram", "Instagram", "igsid")
