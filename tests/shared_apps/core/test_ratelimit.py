from uuid import uuid4

import pytest

from shared_apps.core.ratelimit import take


def test_it_gives_those_who_wait_in_line_a_moment_each() -> None:
    key = uuid4().hex
    taken = take(key, per_second=1, burst=1, in_line=True)

    waits = [take(key, per_second=1, burst=1, in_line=True) for _ in range(3)]

    assert taken == 0
    assert waits == [pytest.approx(1, abs=0.2), pytest.approx(2, abs=0.2), pytest.approx(3, abs=0.2)]


def test_it_tells_those_who_only_ask_when_the_next_token_comes() -> None:
    key = uuid4().hex
    take(key, per_second=1, burst=1)

    waits = [take(key, per_second=1, burst=1) for _ in range(3)]

    assert waits == [pytest.approx(1, abs=0.2)] * 3
