"""A wrong answer is put right where it was seen: it is given from then on, and the evaluation shows it."""

from collections.abc import Callable
from typing import Any

import pytest

from shared_apps.facts.models import FactRow
from tenant_apps.agent.evaluations.models import EvalQuestion
from tenant_apps.knowledge.entries.events import EntryQueued
from tenant_apps.knowledge.entries.models import Entry
from tenant_apps.knowledge.entries.subscribers import start_reading
from tenants.models import Tenant
from tests.cast import Client, Person
from tests.conftest import Api, InTenant
from tests.tenant_apps.agent.evaluations.conftest import Run, keep
from tests.tenant_apps.knowledge.conftest import Work, upload

pytestmark = pytest.mark.django_db

CORRECTIONS = "/api/knowledge-base/corrections/"
QUESTION = "Скільки коштує парафінотерапія рук?"
PRICES = "Послуга,Тривалість,Ціна\nПарафінотерапія рук,30 хв,340 грн\nПарафінотерапія ніг,40 хв,520 грн\n"


@pytest.fixture
def read(acme: Tenant, in_tenant: InTenant) -> Callable[[], None]:
    """What relay and worker do with new answers; they only read what is committed, which a test is not."""

    def work_off() -> None:
        with in_tenant(acme):
            rows = FactRow.objects.filter(schema=acme.schema_name, name="EntryQueued")
            start_reading([EntryQueued.read(row.payload) for row in rows])

    return work_off


@pytest.fixture
def prices(api: Api, ada: Person, work: Work) -> None:
    upload(api(ada), ("prais.csv", PRICES.encode()))
    work()


def told(client: Client, question: str) -> dict[str, Any]:
    answer = client.post("/api/agent/test/", {"message": question}, format="json")
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def corrected(client: Client, answer: str, **more: Any) -> Any:
    return client.post(CORRECTIONS, {"question": QUESTION, "answer": answer, **more}, format="json")


def test_it_answers_as_it_was_corrected_and_the_evaluation_gets_better(
    api: Api, ada: Person, prices: None, run: Run, read: Callable[[], None]
) -> None:
    keep(api(ada), QUESTION, must_contain=[["340"]])
    assert "340" in told(api(ada), QUESTION)["answer"]
    done = corrected(api(ada), "430 грн за 30 хвилин.", must_say=["430"])
    [wrong] = run()["results"]

    read()
    [right] = run()["results"]

    assert done.status_code == 201, done.content
    assert done.json()["question"] == str(EvalQuestion.objects.get().id)
    assert (wrong["verdict"], wrong["lacks"]) == ("wrong", ["430"])
    assert (right["verdict"], right["before"], right["answer"]) == ("right", "wrong", "430 грн за 30 хвилин.")
    assert (right["passage"]["name"], right["passage"]["used"]) == (QUESTION, True)
    again = told(api(ada), "Яка ціна парафінотерапії рук?")
    assert (again["answer"], [one["name"] for one in again["citations"]]) == (
        "430 грн за 30 хвилин.",
        [QUESTION],
    )


def test_it_tells_nothing_else_by_a_correction(
    api: Api, ada: Person, prices: None, read: Callable[[], None]
) -> None:
    corrected(api(ada), "430 грн за 30 хвилин.")
    read()

    assert "520" in told(api(ada), "Скільки коштує парафінотерапія ніг?")["answer"]


def test_a_correction_takes_the_place_of_the_one_before(
    api: Api, ada: Person, read: Callable[[], None], inside: Tenant
) -> None:
    first = corrected(api(ada), "430 грн.", must_say=["430"])
    second = corrected(api(ada), "450 грн.", must_say=["450"])
    read()

    assert first.json() == second.json()
    assert [(entry.answer, entry.status) for entry in Entry.objects.all()] == [("450 грн.", "ready")]
    assert [one.must_contain for one in EvalQuestion.objects.all()] == [[["450"]]]


def test_who_answers_customers_corrects_and_who_manages_keeps_questions(
    api: Api, ben: Person, cleo: Person, mallory: Person, acme: Tenant
) -> None:
    by_ben = corrected(api(ben), "430 грн.")
    keeping = corrected(api(ben), "430 грн.", must_say=["430"])
    by_cleo = corrected(api(cleo), "1 грн.")
    by_mallory = api(mallory, at=acme).post(CORRECTIONS, {"question": QUESTION, "answer": "1"}, format="json")

    assert (by_ben.status_code, by_ben.json()["question"]) == (201, None)
    assert [one.status_code for one in (keeping, by_cleo, by_mallory)] == [403, 403, 404]
