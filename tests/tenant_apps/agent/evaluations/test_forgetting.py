"""A deleted document leaves no words behind, in answers that quoted it neither."""

from typing import Any

import pytest

from shared_apps.facts.models import FactRow
from shared_apps.facts.wiring import consumer, consumers_of
from tenant_apps.knowledge.events import WordsForgotten
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api
from tests.tenant_apps.agent.evaluations.conftest import EVALUATIONS, Run, keep
from tests.tenant_apps.knowledge.conftest import Work, upload

pytestmark = pytest.mark.django_db

SECRET = "Сейф із коштовностями стоїть у підвалі за третьою шафою."
QUESTION = "Де стоїть сейф із коштовностями?"
SESSION = "/api/chat/test-chat/old-message/"


def tell_the_agent(tenant: Tenant) -> None:
    """What relay and worker do with what was forgotten."""
    rows = FactRow.objects.filter(schema=tenant.schema_name, name=WordsForgotten.__name__)
    facts = [WordsForgotten.read(row.payload) for row in rows]
    for name in consumers_of(WordsForgotten.__name__):
        wakes = consumer(name)
        assert wakes is not None
        wakes(facts)


def quoted(client: Any) -> tuple[str, str, str]:
    """Return what the playground's citation and trace and the evaluation show of the document."""
    [turn] = client.get(SESSION).json()["results"]
    [result] = client.get(EVALUATIONS).json()["results"]
    run = client.get(f"{EVALUATIONS}runs/").json()["results"][0]["id"]
    [row] = client.get(f"{EVALUATIONS}runs/{run}/").json()["results"]
    assert result["id"] == row["question"]["id"]
    return turn["citations"][0]["text"], turn["trace"]["passages"][0]["text"], row["passage"]["text"]


def test_it_forgets_what_it_quoted_of_a_deleted_document(
    api: Api, ada: Person, work: Work, run: Run, inside: Tenant
) -> None:
    [document, other] = upload(
        api(ada),
        ("safe.md", f"# Сейф\n\n{SECRET}\n".encode()),
        ("parking.md", "# Парковка\n\nУ дворі три місця для клієнтів.\n".encode()),
    )
    work()
    api(ada).post("/api/agent/test/", {"message": QUESTION})
    keep(api(ada), QUESTION, must_contain=[["підвалі"]])
    run()
    before = quoted(api(ada))

    api(ada).delete(f"/api/documents/{document['id']}/")
    tell_the_agent(inside)

    after = quoted(api(ada))
    assert all(SECRET in text for text in before)
    assert after == ("", "", "")
    [turn] = api(ada).get(SESSION).json()["results"]
    kept = {passage["document"]: passage["text"] for passage in turn["trace"]["passages"]}
    assert kept[other["id"]] != ""
    assert turn["citations"][0]["name"] == "safe.md"
