"""How the rows of a page are found: one query, two ways, and the database decides between them as it goes.

Where many rows answer, the sort's index is walked for WALKED rows, and that fills the page. Where few do, the planner
would walk the index to its end in the hope of a full page; so the walk stops there, and what answers is collected by
the filter's own index, or by one scan, and sorted.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import BooleanField, F, Field, Func, Q, QuerySet
from django.db.models.expressions import Combinable, RawSQL

from tenant_apps.conversations.models import Conversation

WALKED = 3_000

Sql = tuple[str, tuple[Any, ...]]


def among_first(
    rows: QuerySet[Conversation],
    *,
    of: QuerySet[Conversation],
    keys: Sequence[Combinable],
    is_descending: bool,
    count: int,
) -> Q:
    """Return the condition that a conversation is one of the first `count` of `rows` by `keys`.

    `of` are the conversations that are walked: those after the cursor, unfiltered.
    """
    names = [f"_by{number}" for number in range(len(keys))]
    named = dict(zip(names, keys, strict=True))
    ordering: list[Any] = [F(name).desc() if is_descending else F(name).asc() for name in names]
    edge = _sql(of.annotate(**named).order_by(*ordering).values_list(*names)[WALKED - 1 : WALKED])
    near = Q(compared(keys, ">=" if is_descending else "<=", RawSQL(*edge)))  # noqa: S611 - Django's own SQL, values apart
    walked = _sql(rows.filter(near).annotate(**named).order_by(*ordering).values_list("pk", *names)[:count])
    answering = _sql(rows.annotate(**named).order_by().values_list("pk", *names))
    sql, params = _either(walked, answering, names, is_descending, count)
    return Q(Func(F("pk"), RawSQL(sql, params), arg_joiner=" = ANY", **_BARE))  # noqa: S611 - the same


def _either(walked: Sql, answering: Sql, names: Sequence[str], is_descending: bool, count: int) -> Sql:
    direction = "DESC" if is_descending else "ASC"
    ordering = ", ".join(f'"{name}" {direction}' for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    # OFFSET 0 keeps the sort's index from the collecting, whose last condition is known before it begins.
    sql = f"""ARRAY(
        WITH walked (found, {columns}) AS MATERIALIZED ({walked[0]})
        SELECT found FROM walked UNION ALL
        SELECT found FROM (
            SELECT found FROM ({answering[0]} OFFSET 0) AS answering (found, {columns})
            ORDER BY {ordering} LIMIT {count}
        ) AS collected WHERE (SELECT count(*) FROM walked) < {count})"""  # noqa: S608 - Django's own SQL, values apart
    return sql, (*walked[1], *answering[1])


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
