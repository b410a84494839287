"""Who may receive a frame: decided on the server, per socket, by keys such as `team:<id>` and `member:<id>`."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Rule(StrEnum):
    """`seers`: unrestricted sockets and those with a key. `others`: restricted sockets without one. `only`: keys."""

    SEERS = "seers"
    OTHERS = "others"
    ONLY = "only"


@dataclass(frozen=True, slots=True)
class Audience:
    """The keys of those a frame is for, and how they are meant."""

    keys: frozenset[str]
    rule: Rule = Rule.SEERS

    @classmethod
    def of_member(cls, member_id: object) -> "Audience":
        """Return the audience of one member's sockets and nobody else's."""
        return cls(frozenset({member_key(member_id)}), Rule.ONLY)


def member_key(member_id: object) -> str:
    return f"member:{member_id}"


def team_key(team_id: object) -> str:
    return f"team:{team_id}"


@dataclass(frozen=True, slots=True)
class Sight:
    """What one socket may see: everything, or what is for its keys."""

    keys: frozenset[str] = frozenset()
    is_restricted: bool = False

    def reaches(self, audience: Audience | None) -> bool:
        """Return whether a frame for `audience` (None: everyone) goes to this socket."""
        if audience is None:
            return True
        has_key = not self.keys.isdisjoint(audience.keys)
        if audience.rule == Rule.ONLY:
            return has_key
        if not self.is_restricted:
            return audience.rule == Rule.SEERS
        return has_key if audience.rule == Rule.SEERS else not has_key


def packed(audience: Audience | None) -> list[Any] | None:
    """Return `audience` as the channel layer carries it."""
    return None if audience is None else [audience.rule.value, sorted(audience.keys)]


def unpacked(given: list[Any] | None) -> Audience | None:
    return None if given is None else Audience(frozenset(given[1]), Rule(given[0]))


def keys_of(member_id: object, team_ids: Iterable[object]) -> frozenset[str]:
    """Return the keys of a member's sockets."""
    return frozenset({member_key(member_id), *map(team_key, team_ids)})
