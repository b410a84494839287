"""The pure parts: what is right, what is found, how sure the agent should be."""

import pytest

from tenant_apps.agent.evaluations.calibration import fitted_threshold
from tenant_apps.agent.evaluations.scoring import Expected, contains, lacking, places


@pytest.mark.parametrize(
    ("answer", "wanted", "is_there"),
    [
        ("Стрижка – 1 450 грн", "1450", True),
        ("Стрижка – 1450 грн", "450", False),
        ("Працюємо з 9:00", "9:00", True),
        ("Знижка 20 %", "2", False),
        ("It's O’Neil", "O'Neil", True),
    ],
)
def test_it_compares_answers_by_their_facts(answer: str, wanted: str, is_there: bool) -> None:
    assert contains(answer, wanted) is is_there


def test_it_names_what_an_answer_lacks() -> None:
    assert lacking("Коштує 700 грн", [["700"], ["60 хв", "година"]]) == ["60 хв"]


def test_it_finds_a_row_that_was_written_anew() -> None:
    expected = Expected(["p.xlsx"], ["Стрижка жіноча | 60 | 700"], [(0, "faq.md", "стрижка коштує 700")])

    found = places(
        expected, [("old.xlsx", "Стрижка жіноча | 60 | 700"), ("faq.md", "Наша стрижка коштує 700 грн")]
    )

    assert found == (2, True)


def test_it_fits_the_threshold_between_the_known_and_the_unknown() -> None:
    seen = [(True, 0.7), (True, 0.75), (True, 0.8), (True, 0.9)] * 5
    seen += [(False, 0.3), (False, 0.5), (False, 0.6), (False, 0.62)] * 5

    assert fitted_threshold(seen, default=0.53) == pytest.approx(0.63, abs=0.02)
    assert fitted_threshold(seen[:6], default=0.53) is None
