"""Who gets the next conversation. Pure: people, their loads and turns in, one of them out."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from uuid import UUID

NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Candidate:
    """A member who may be given work: what they have, may have at most (None: any number), and know.

    `is_on_duty` is their own working hours, if they keep any.
    """

    id: UUID
    load: int = 0
    capacity: int | None = None
    last_turn_at: datetime = NEVER
    is_here: bool = True
    is_on_duty: bool = True
    skills: frozenset[str] = field(default_factory=frozenset)

    @property
    def has_room(self) -> bool:
        return self.capacity is None or self.load < self.capacity


def choose(
    people: Sequence[Candidate],
    *,
    by_load: bool,
    only_here: bool,
    wanted_skills: Collection[str] = (),
) -> Candidate | None:
    """Return whose turn it is, None when nobody can take it now.

    Nobody gets any outside of their own working hours.
    By turns the one who waited longest for one, by load the least busy. When anybody of `people` has one of
    `wanted_skills`, only such people come into question, even if they have to be waited for.
    """
    skilled = [person for person in people if not person.skills.isdisjoint(wanted_skills)]
    able = [
        person
        for person in (skilled or people)
        if person.has_room and person.is_on_duty and (person.is_here or not only_here)
    ]
    if not able:
        return None
    if by_load:
        return min(able, key=lambda person: (person.load, person.last_turn_at, person.id))
    return min(able, key=lambda person: (person.last_turn_at, person.id))


def after_turn(people: Iterable[Candidate], chosen: Candidate, at: datetime) -> list[Candidate]:
    """Return `people` with one more conversation for `chosen`, whose turn was `at`."""
    return [
        replace(person, load=person.load + 1, last_turn_at=at) if person.id == chosen.id else person
        for person in people
    ]
