"""What every tenant looks after now and then, and whether there is anything to look after.

A sweep that says what makes it due is begun only when there is such a row; all of them are asked with one statement,
as a business in which nothing waits should cost a round trip and not fifty.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache, wraps
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from shared_apps.core.clock import now

Look = Callable[[datetime], Sequence[QuerySet[Any]]]
Sweep = Callable[[], None]

_looks: dict[str, Look] = {}
_THEN = datetime(2000, 1, 1, tzinfo=UTC)


def due(look: Look) -> Callable[[Sweep], Sweep]:
    """Let a sweep do something only when one of the querysets of `look` has a row.

    `look` gets the moment of asking; the moments in its querysets have to be distances from that one, and everything
    else in them is constant.
    """

    def guarded(sweep: Sweep) -> Sweep:
        name = f"{sweep.__module__}.{sweep.__qualname__}"
        _looks[name] = look

        @wraps(sweep)
        def when_due() -> None:
            if _due_of((name,)):
                sweep()

        return when_due

    return guarded


def pending(names: Sequence[str]) -> list[Sweep]:
    """Return those of the sweeps that have something to do in this tenant, or do not say; one statement.

    `names` are dotted paths.
    """
    sweeps = {name: import_string(name) for name in names}
    asked = tuple(name for name in names if name in _looks)
    idle = set(asked) - _due_of(asked) if asked else set()
    return [sweep for name, sweep in sweeps.items() if name not in idle]


def _due_of(names: tuple[str, ...]) -> set[str]:
    question, at = _written(names), now()
    given = [at + value if isinstance(value, timedelta) else value for value in question.params]
    with connection.cursor() as cursor:
        cursor.execute(question.sql, given)
        return {name for name, is_due in zip(names, cursor.fetchone(), strict=True) if is_due}


@dataclass(frozen=True)
class _Question:
    """A statement with one yes or no for each sweep; its moments are told as distances from now."""

    sql: str
    params: list[Any]


@lru_cache
def _written(names: tuple[str, ...]) -> _Question:
    parts, params = [], []
    for name in names:
        asked = []
        for rows in _looks[name](_THEN):
            sql, given = rows.order_by().values("pk").query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
            asked.append(f"EXISTS ({sql})")
            params += [value - _THEN if isinstance(value, datetime) else value for value in given]
        parts.append(f"({' OR '.join(asked)})")
    return _Question(f"SELECT {', '.join(parts)}", params)
