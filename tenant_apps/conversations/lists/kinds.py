"""Kinds of fields that a filter can ask for: which operators they know, and what each means as a condition."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar, Protocol
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Q
from django.db.models.expressions import Combinable
from django.db.models.lookups import IContains, IExact, IStartsWith, StartsWith
from django.utils.dateparse import parse_date, parse_datetime

from tenant_apps.contacts.numbers import digits_of
from tenant_apps.conversations.lists.errors import BadFilter
from tenant_apps.team.models import Member

MAX_VALUES = 100
MAX_TEXT = 200
MAX_DAYS = 36_500


@dataclass(frozen=True)
class Asking:
    """Who asks, and when."""

    member: Member
    now: datetime


class Kind(Protocol):
    """`type` is what the filter editor shows an input for."""

    @property
    def type(self) -> str: ...
    @property
    def operators(self) -> Sequence[str]: ...
    @property
    def choices(self) -> Sequence[str]: ...
    def condition(self, op: str, value: Any, asking: Asking) -> Q: ...


@dataclass(frozen=True)
class Choice:
    """One of a few words; `absent_word` is how the empty value is called."""

    path: str
    choices: Sequence[str]
    absent_word: str = ""
    type = "choice"
    operators = ("eq", "ne", "in", "not_in")

    def condition(self, op: str, value: Any, asking: Asking) -> Q:
        words = _several(value) if op in ("in", "not_in") else [value]
        if not all(isinstance(word, str) and word in self.choices for word in words):
            raise BadFilter(f"Choose from {', '.join(self.choices)}.")
        found = Q(**{f"{self.path}__in": ["" if word == self.absent_word else word for word in words]})
        return found if op in ("eq", "in") else ~found


@dataclass(frozen=True)
class Word:
    """A word that the house knows, such as a channel's kind."""

    path: str
    type = "text"
    choices: Sequence[str] = ()
    operators = ("eq", "ne", "in", "not_in")

    def condition(self, op: str, value: Any, asking: Asking) -> Q:
        words = _several(value) if op in ("in", "not_in") else [value]
        found = Q(**{f"{self.path}__in": [_text(word) for word in words]})
        return found if op in ("eq", "in") else ~found


@dataclass(frozen=True)
class Text:
    """Free text; compared without regard to case. `source` is a column's path or an expression."""

    source: Combinable
    type: ClassVar = "text"
    choices: ClassVar[Sequence[str]] = ()
    operators: ClassVar = ("eq", "ne", "contains", "not_contains", "starts", "present", "absent")

    def condition(self, op: str, value: Any, asking: Asking) -> Q:
        if op in ("present", "absent"):
            empty = Q(IExact(self.source, ""))
            return empty if op == "absent" else ~empty
        text = _text(value)
        lookup: Any = {
            "eq": IExact,
            "ne": IExact,
            "contains": IContains,
            "not_contains": IContains,
            "starts": IStartsWith,
        }[op]
        found = Q(lookup(self.source, text))
        return ~found if op in ("ne", "not_contains") else found


@dataclass(frozen=True)
class Phone(Text):
    """A number as people write it. How it starts is compared by its `digits` alone, which an index is made of."""

    digits: Combinable

    def condition(self, op: str, value: Any, asking: Asking) -> Q:
        if op == "starts" and (typed := digits_of(_text(value))):
            return Q(StartsWith(self.digits, typed))
        return super().condition(op, value, asking)


@dataclass(frozen=True)
class Reference:
    """Another row or none, by id; "me" is the member who asks, where members are meant."""

    path: str
    of: str
    choices: Sequence[str] = ()
    operators = ("eq", "ne", "in", "not_in", "present", "absent")

    @property
    def type(self) -> str:
        return self.of

    def condition(self, op: str, value: Any, asking: Asking) -> Q:
        if op in ("present", "absent"):
            return Q(**{f"{self.path}__isnull": op == "absent"})
        ids = _ids(value, op, self.of, asking)
        found = Q(**{f"{self.path}__in": ids})
        return found if op in ("eq", "in") else ~found


@dataclass(frozen=True)
class Links:
    """Rows of a table between conversations (or their contacts) and others: labels, participants, mentions."""

    table: type[Model]
    owner: str
    target: str
    of: str
    outer: str = "pk"
    choices: Sequence[str] = ()
    operators = ("eq", "ne", "in", "not_in", "all", "present", "absent")

    @property
    def type(self) -> str:
        return f"{self.of}s"

    def condition(self, op: str, value: Any, asking: Asking) -> Q:
        if op in ("present", "absent"):
            return self._some() if op == "present" else ~self._some()
        ids = _ids(value, "in" if op == "all" else op, self.of, asking)
        if op == "all":
            found = Q()
            for each in ids:
                found &= self._some(**{self.target: each})
            return found
        found = self._some(**{f"{self.target}__in": ids})
        return found if op in ("eq", "in") else ~found

    def _some(self, **wanted: Any) -> Q:
        rows = self.table._default_manager.filter(**{self.owner: OuterRef(self.outer)}, **wanted)
        return Q(Exists(rows))


@dataclass(frozen=True)
class Flag:
    """Yes or no, by a condition of its own."""

    yes: Callable[[Asking], Q]
    type = "flag"
    choices: Sequence[str] = ()
    operators = ("eq",)

    def condition(self, op: str, value: Any, asking: Asking) -> Q:
        if not isinstance(value, bool):
            raise BadFilter("Give true or false.")
        return self.yes(asking) if value else ~self.yes(asking)


@dataclass(frozen=True)
class Moment:
    """A point in time: before and after a date or moment, or by how many days ago.

    `before` and `since` are conditions that hold as well for what is before or after a moment, and that an index
    answers.
    """

    path: str
    before: Callable[[datetime], Q] = lambda _: Q()
    since: Callable[[datetime], Q] = lambda _: Q()
    type = "moment"
    choices: Sequence[str] = ()
    operators = ("before", "after", "within_days", "older_than_days", "present", "absent")

    def condition(self, op: str, value: Any, asking: Asking) -> Q:
        if op in ("present", "absent"):
            return Q(**{f"{self.path}__isnull": op == "absent"})
        if op in ("within_days", "older_than_days"):
            edge = asking.now - timedelta(days=_days(value))
        else:
            edge = _moment(value, asking.now)
        if op in ("before", "older_than_days"):
            return Q(**{f"{self.path}__lt": edge}) & self.before(edge)
        return Q(**{f"{self.path}__{'gte' if op == 'within_days' else 'gt'}": edge}) & self.since(edge)


def _several(value: Any) -> list[Any]:
    if not isinstance(value, list) or not value or len(value) > MAX_VALUES:
        raise BadFilter(f"Give a list of 1 to {MAX_VALUES} values.")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > MAX_TEXT or "\0" in value:
        raise BadFilter(f"Give a text of up to {MAX_TEXT} letters.")
    return value.strip()


def _ids(value: Any, op: str, of: str, asking: Asking) -> list[UUID]:
    given = _several(value) if op in ("in", "not_in") else [value]
    return [_id(each, of, asking) for each in given]


def _id(value: Any, of: str, asking: Asking) -> UUID:
    if value == "me" and of == "member":
        return asking.member.id
    try:
        return UUID(value)
    except (ValueError, TypeError, AttributeError) as error:
        raise BadFilter("Give an id.") from error


def _days(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MAX_DAYS:
        raise BadFilter("Give a number of days.")
    return value


def _moment(value: Any, now: datetime) -> datetime:
    """Return an aware moment; a date is its first minute, in the time zone of `now`."""
    try:
        moment = parse_datetime(value) if isinstance(value, str) else None
        day = parse_date(value) if isinstance(value, str) and moment is None else None
    except ValueError:
        moment = day = None
    if moment is None and day is not None:
        moment = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - made aware below
    if moment is None:
        raise BadFilter("Give a date such as 2026-11-19, or a moment.")
    return moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)
