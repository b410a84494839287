"""Answers that people wrote: kept, found, imported; roles and neighbours."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shared_apps.facts.models import FactRow
from tenant_apps.knowledge.entries.events import EntryQueued
from tenant_apps.knowledge.entries.subscribers import start_reading
from tenant_apps.knowledge.models import Chunk, Document, Term
from tenants.models import Tenant
from tests.cast import Client, Person
from tests.conftest import Api, InTenant

LIST = "/api/knowledge-base/"
SEARCH = "/api/knowledge/search/"
PARKING = {"question": "Do you have parking?", "answer": "Yes, behind the house, free for two hours."}


@pytest.fixture
def read(acme: Tenant, in_tenant: InTenant) -> Callable[[], None]:
    """What relay and worker do with new answers; they only read what is committed, which a test is not."""

    def work_off() -> None:
        with in_tenant(acme):
            rows = FactRow.objects.filter(schema=acme.schema_name, name="EntryQueued")
            start_reading([EntryQueued.read(row.payload) for row in rows])

    return work_off


def write(client: Client, **given: Any) -> dict[str, Any]:
    response = client.post(LIST, given, format="json")
    assert response.status_code == 201, response.content
    return dict(response.json())


def best(client: Client, q: str) -> dict[str, Any]:
    found = client.post(SEARCH, {"q": q, "k": 1}).json()["results"]
    return dict(found[0]) if found else {}


def imported(client: Client, text: str) -> Any:
    given = SimpleUploadedFile("answers.csv", text.encode("cp1251"))
    return client.post(f"{LIST}import/", {"file": given}, format="multipart")


def test_it_finds_an_answer_by_its_question_and_other_words(
    ben: Person, api: Api, read: Callable[[], None]
) -> None:
    entry = write(api(ben), **PARKING, phrasings=["Де залишити авто?"])
    assert (entry["status"], entry["origin"], entry["updated_by"]) == ("queued", "written", "Ben")

    read()

    assert api(ben).get(f"{LIST}{entry['id']}/").json()["status"] == "ready"
    for question in ("is there parking", "де залишити авто"):
        found = best(api(ben), question)
        assert found["text"] == f"{PARKING['question']}\n{PARKING['answer']}"
        assert found["source"]["name"] == PARKING["question"]


def test_it_answers_anew_after_a_change(ben: Person, api: Api, read: Callable[[], None]) -> None:
    entry = write(api(ben), **PARKING)
    read()

    changed = api(ben).patch(f"{LIST}{entry['id']}/", {"answer": "No, but there is a garage."}, format="json")
    read()

    assert (changed.status_code, changed.json()["status"]) == (200, "queued")
    assert best(api(ben), "parking")["text"].endswith("No, but there is a garage.")


def test_deleting_leaves_no_trace(
    ben: Person, api: Api, read: Callable[[], None], acme: Tenant, in_tenant: InTenant
) -> None:
    entry = write(api(ben), **PARKING)
    read()

    assert api(ben).delete(f"{LIST}{entry['id']}/").status_code == 204

    with in_tenant(acme):
        assert [model.objects.count() for model in (Document, Chunk, Term)] == [0, 0, 0]
    assert api(ben).get(f"{LIST}{entry['id']}/").status_code == 404


def test_it_keeps_a_question_once(ben: Person, api: Api) -> None:
    entry = write(api(ben), **PARKING)

    again = api(ben).post(LIST, {"question": "do you have PARKING", "answer": "Yes."}, format="json")

    assert (again.status_code, again.json()["code"]) == (409, "known_question")
    assert again.json()["data"] == {"entry": entry["id"]}


def test_it_imports_a_table_of_any_office(ben: Person, api: Api) -> None:
    write(api(ben), question="Чи є паркування?", answer="Ні.")
    table = "Запитання;Відповідь\nЧи є паркування?;Так, за будинком.\nЧи є дитячий куточок?;Так.\nБез відповіді;\n"

    done = imported(api(ben), table).json()
    again = imported(api(ben), table).json()

    error = {"row": 4, "reason": "The question or the answer is missing."}
    assert done == {"created": 1, "updated": 1, "unchanged": 0, "errors": [error]}
    assert again == {"created": 0, "updated": 0, "unchanged": 2, "errors": [error]}
    answers = {one["question"]: one["answer"] for one in api(ben).get(LIST).json()["results"]}
    assert answers == {"Чи є паркування?": "Так, за будинком.", "Чи є дитячий куточок?": "Так."}


def test_it_says_which_column_a_table_lacks(ben: Person, api: Api) -> None:
    refused = imported(api(ben), "name,price\nManicure,450\n")

    assert (refused.status_code, refused.json()["code"]) == (400, "column_missing")


def test_it_finds_answers_in_the_list(ben: Person, api: Api) -> None:
    write(api(ben), **PARKING)
    write(api(ben), question="Do you take cards?", answer="All of them.")

    found = api(ben).get(f"{LIST}?q=behind").json()["results"]

    assert [one["question"] for one in found] == [PARKING["question"]]


def test_a_neighbour_finds_nothing_and_a_viewer_changes_nothing(
    ben: Person, cleo: Person, mallory: Person, api: Api
) -> None:
    path = f"{LIST}{write(api(ben), **PARKING)['id']}/"

    assert [api(mallory).get(path).status_code, api(mallory).delete(path).status_code] == [404, 404]
    assert api(cleo).post(LIST, PARKING, format="json").status_code == 403
    assert api(cleo).delete(path).status_code == 403
    assert api(cleo).get(path).status_code == 200


def test_the_list_costs_the_same_with_one_and_with_thirty(ben: Person, api: Api, acme: Tenant) -> None:
    write(api(ben), **PARKING)
    with CaptureQueriesContext(connection) as one:
        api(ben).get(LIST)
    for at in range(29):
        write(api(ben), question=f"Question number {at}?", answer="Yes.")

    with CaptureQueriesContext(connection) as thirty:
        assert len(api(ben).get(LIST).json()["results"]) == 30

    assert len(thirty) == len(one)
