"""How the rows of a page are found: one query, two ways, and the database decides between them as it goes.

Where many rows answer, the sort's index is walked for WALKED rows, and that fills the page. Where few do, the planner
would walk the index to its end in the hope of a full page; so the walk stops there, and what answers is collected by
the filter's own index, or by one scan, and sorted.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import BooleanField, F, Field, Func, Q, QuerySet, Value
from django.db.models.expressions import Combinable, RawSQL

from tenant_apps.conversations.models import Conversation

WALKED = 3_000

Sql = tuple[str, tuple[Any, ...]]


def among_first(
    rows: QuerySet[Conversation],
    *,
    parts: Sequence[QuerySet[Conversation]],
    keys: Sequence[Combinable],
    after: Sequence[Any],
    is_descending: bool,
    count: int,
) -> Q:
    """Return the condition that a conversation is one of the first `count` of `rows` by `keys`.

    `parts` make up the same rows, each by indexes that one condition for all of them would keep from being used.
    `after` has the keys of the last row before them, nothing where they begin.
    """
    names = [f"_by{number}" for number in range(len(keys))]
    named = dict(zip(names, keys, strict=True))
    ordering: list[Any] = [F(name).desc() if is_descending else F(name).asc() for name in names]
    beyond = Q()
    if after:
        beyond = Q(compared(keys, "<" if is_descending else ">", row_of([Value(value) for value in after])))
    every = Conversation.objects.filter(beyond).annotate(**named).order_by(*ordering)
    edge = _sql(every.values_list(*names)[WALKED - 1 : WALKED])
    near = Q(compared(keys, ">=" if is_descending else "<=", RawSQL(*edge)))  # noqa: S611 - Django's own SQL, values apart
    within = rows.filter(beyond & near).annotate(**named).order_by(*ordering)
    walked = _sql(within.values_list("pk", *names)[:count])
    answering = [_sql(part.annotate(**named).order_by().values_list("pk", *names)) for part in parts]
    sql, params = _either(walked, answering, names, after, is_descending, count)
    return Q(Func(F("pk"), RawSQL(sql, params), arg_joiner=" = ANY", **_BARE))  # noqa: S611 - the same


def _either(
    walked: Sql,
    answering: Sequence[Sql],
    names: Sequence[str],
    after: Sequence[Any],
    is_descending: bool,
    count: int,
) -> Sql:
    direction = "DESC" if is_descending else "ASC"
    ordering = ", ".join(f'"{name}" {direction}' for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    beyond = (
        f"({columns}) {'<' if is_descending else '>'} ({', '.join(['%s'] * len(after))})" if after else "true"
    )
    collected = " UNION ".join(f"({part})" for part, _ in answering)
    # OFFSET 0 keeps the sort's index from the collecting: its last condition is known before it begins, and the
    # planner, who takes what comes after a row for next to nothing, does not see where the page begins.
    sql = f"""ARRAY(
        WITH walked (found, {columns}) AS MATERIALIZED ({walked[0]})
        SELECT found FROM walked UNION ALL
        SELECT found FROM (
            SELECT found FROM ({collected} OFFSET 0) AS answering (found, {columns})
            WHERE {beyond} ORDER BY {ordering} LIMIT {count}
        ) AS collected WHERE (SELECT count(*) FROM walked) < {count})"""  # noqa: S608 - Django's own SQL, values apart
    return sql, (*walked[1], *(param for _, params in answering for param in params), *after)


_BARE: dict[str, Any] = {"template": "%(expressions)s", "output_field": BooleanField()}


def compared(keys: Sequence[Combinable], sign: str, row: Combinable) -> Func:
    """Compare rows as PostgreSQL does, (a, b) < (x, y): an index answers it in one step."""
    return Func(row_of(keys), row, arg_joiner=f" {sign} ", **_BARE)


def row_of(parts: Sequence[Combinable]) -> Func:
    return Func(*parts, template="(%(expressions)s)", output_field=_Row())


class _Row(Field):  # type: ignore[type-arg]  # stands for no column
    """The type of a row, which is compared and never read."""


def _sql(rows: QuerySet[Conversation, Any]) -> Sql:
    sql, params = rows.query.sql_with_params()
    return sql, tuple(params)
