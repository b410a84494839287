"""Lookups that every request makes: their SQL is written once, where Django would write it anew each time."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import BooleanField, F, Func, Model, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.query import get_related_populators

M = TypeVar("M", bound=Model)


def one_of(column: str, values: Any) -> Q:
    """Return the condition that a column has one of the values: one parameter however many there are.

    The sample is a tuple, the values asked for are a list.
    """
    given = RawSQL("%s", (values,))
    return Q(
        Func(F(column), given, template="%(expressions)s", arg_joiner=" = ANY ", output_field=BooleanField())
    )


@dataclass(frozen=True)
class _Written:
    model: type[Any]
    sql: str
    # The places of the given values among the parameters, and the parameters that are always the same.
    params: list[tuple[int | None, Any]]
    names: list[str]
    start: int
    annotations: dict[str, int]
    converters: list[tuple[int, list[Any]]]
    related: list[Any]


class Lookup(Generic[M]):
    """Finds the rows of `build(*values)`; `samples` are distinct values of the same types to write the SQL with.

    `build` may filter by its values, order, cut, annotate and join what belongs to a row (select_related). The values
    have to be of the column's own type, as nothing converts them.
    """

    def __init__(self, build: Callable[..., QuerySet[M]], *samples: Any) -> None:
        self._build, self._samples = build, samples

    def first(self, *values: Any) -> M | None:
        """Return the first row, None when there is none."""
        return next(iter(self.all(*values)), None)

    def all(self, *values: Any) -> list[M]:
        written = self._written
        with connection.cursor() as cursor:
            cursor.execute(written.sql, [given if at is None else values[at] for at, given in written.params])
            return [self._made(written, list(row)) for row in cursor.fetchall()]

    @cached_property
    def _written(self) -> _Written:
        compiler = self._build(*self._samples).query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        places = {sample: at for at, sample in enumerate(self._samples)}
        assert set(places) <= set(params), "every sample stands in the statement as it was given"
        info, select = compiler.klass_info, compiler.select
        start, end = info["select_fields"][0], info["select_fields"][-1] + 1
        converters = compiler.get_converters([column for column, _, _ in select])
        return _Written(
            model=info["model"],
            sql=sql,
            params=[(places.get(given), given) for given in params],
            names=[column.target.attname for column, _, _ in select[start:end]],
            start=start,
            annotations=compiler.annotation_col_map,
            converters=[(at, [*steps]) for at, (steps, _) in converters.items()],
            related=get_related_populators(info, select, DEFAULT_DB_ALIAS),  # type: ignore[call-arg]  # Django 6
        )

    def _made(self, written: _Written, row: list[Any]) -> M:
        for at, steps in written.converters:
            for convert in steps:
                row[at] = convert(row[at], None, connection)
        end = written.start + len(written.names)
        made: M = written.model.from_db(DEFAULT_DB_ALIAS, written.names, row[written.start : end])
        for populator in written.related:
            populator.populate(row, made)
        for name, at in written.annotations.items():
            setattr(made, name, row[at])
        return made
