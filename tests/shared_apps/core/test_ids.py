from datetime import timedelta

import pytest

from shared_apps.core import ids
from shared_apps.core.clock import now
from shared_apps.core.ids import least_uuid7, uuid7


def test_it_keeps_the_order_of_what_is_made_in_one_go() -> None:
    made = [uuid7() for _ in range(5_000)]

    assert made == sorted(set(made))
    assert {(id.version, id.variant) for id in made} == {(7, "specified in RFC 4122")}


def test_the_least_id_of_a_moment_comes_before_all_ids_made_then(monkeypatch: pytest.MonkeyPatch) -> None:
    # A test before this one may have made ids of a later day.
    monkeypatch.setattr(ids, "_last", 0)
    before = now()
    made = uuid7()

    assert least_uuid7(before) <= made < least_uuid7(now() + timedelta(milliseconds=2))
    assert (least_uuid7(before).version, least_uuid7(before).variant) == (made.version, made.variant)
