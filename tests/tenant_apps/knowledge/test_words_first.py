"""A long document is found by its words while its vectors are made; where another version counts, it waits."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from shared_apps.core.clock import now
from shared_apps.vendors.llm import embeddings
from shared_apps.vendors.llm.errors import EmbeddingFailed
from tenant_apps.knowledge.actions import read_document
from tenant_apps.knowledge.chunking import embedding_text
from tenant_apps.knowledge.models import Chunk, Document, Term
from tenant_apps.knowledge.tasks import sweep_documents
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api
from tests.tenant_apps.knowledge.conftest import Work, shown, upload

SEARCH = "/api/knowledge/search/"
QUESTION = {"q": "orchid ceremony", "k": 1}
FEW = 8
Meanwhile = Callable[[Callable[[], Any]], list[Any]]


@pytest.fixture(autouse=True)
def long_from_eight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tenant_apps.knowledge.actions.read.WORDS_FIRST_FROM", FEW)


def handbook(name: str = "handbook.csv", *, price: int = 900) -> tuple[str, bytes]:
    rows = [f"Treatment number {number} with oil,{number}" for number in range(FEW)]
    return name, "\n".join(["Service,Price", f"Orchid ceremony,{price}", *rows]).encode()


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """Have something done once, before a reader's first vectors are made; its result is in the returned list."""
    local = embeddings.embedder()

    def watch(act: Callable[[], Any]) -> list[Any]:
        seen: list[Any] = []

        class Watched:
            model_id = local.model_id

            def embed_passages(self, texts: Sequence[str]) -> embeddings.Vectors:
                if not seen:
                    seen.append(act())
                return local.embed_passages(texts)

        monkeypatch.setattr("tenant_apps.knowledge.actions.read.embedder", Watched)
        return seen

    return watch


def test_it_is_found_by_its_words_while_its_vectors_are_made(
    inside: Tenant, ben: Person, api: Api, work: Work, meanwhile: Meanwhile
) -> None:
    [document] = upload(api(ben), handbook())
    ids = Chunk.objects.order_by("ord").values_list("id", flat=True)
    seen = meanwhile(
        lambda: (shown(api(ben), document), api(ben).post(SEARCH, QUESTION).json()["results"], list(ids))
    )

    work()

    [(early, [found], early_ids)] = seen
    assert (early["status"], early["searchable"], early["chunks"]) == ("reading", True, FEW + 1)
    assert "Orchid ceremony" in found["text"]
    late = shown(api(ben), document)
    assert (late["status"], late["progress"], late["chunks"]) == ("ready", 100, FEW + 1)
    assert list(ids.all()) == early_ids
    for chunk in Chunk.objects.all():
        text = embedding_text(chunk.context, chunk.heading, chunk.text)
        [vector] = embeddings.embedder().embed_passages([text])
        assert np.dot(chunk.embedding_a, vector) > 0.99


def test_a_new_version_is_not_found_beside_the_one_that_counts(
    inside: Tenant, ben: Person, api: Api, work: Work, meanwhile: Meanwhile
) -> None:
    upload(api(ben), handbook("handbook 2025.csv", price=700))
    work()
    [newer] = upload(api(ben), handbook("handbook 2026.csv"))
    seen = meanwhile(lambda: (shown(api(ben), newer), api(ben).post(SEARCH, QUESTION).json()["results"]))

    work()

    [(early, [found])] = seen
    assert early["searchable"] is False
    assert "700" in found["text"]
    assert "900" in api(ben).post(SEARCH, QUESTION).json()["results"][0]["text"]


def test_it_stays_found_by_its_words_where_vectors_cannot_be_made(
    inside: Tenant, ben: Person, api: Api, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Refusing:
        model_id = embeddings.embedder().model_id

        def embed_passages(self, texts: Sequence[str]) -> embeddings.Vectors:
            raise EmbeddingFailed(permanent=True, reason_for_people="The embeddings service refused the key.")

    [document] = upload(api(ben), handbook())
    with monkeypatch.context() as patch:
        patch.setattr("tenant_apps.knowledge.actions.read.embedder", Refusing)
        work()
    failed = shown(api(ben), document)
    [found] = api(ben).post(SEARCH, QUESTION).json()["results"]
    api(ben).post(f"/api/documents/{document['id']}/retry/")
    work()

    assert (failed["status"], failed["searchable"]) == ("failed", True)
    assert "Orchid ceremony" in found["text"]
    assert shown(api(ben), document)["status"] == "ready"
    assert Chunk.objects.count() == FEW + 1


def test_a_reader_that_is_killed_after_the_words_is_followed_by_one_that_reads_it_whole(
    inside: Tenant, ben: Person, api: Api, work: Work, meanwhile: Meanwhile
) -> None:
    def die() -> None:
        raise KeyboardInterrupt

    [document] = upload(api(ben), handbook())
    meanwhile(die)
    with pytest.raises(KeyboardInterrupt):
        read_document(document_id=document["id"])
    left, counts = shown(api(ben), document), Term.objects.order_by("term").values_list("term", "chunk_count")
    before = list(counts)
    Document.objects.update(touched_at=now() - timedelta(minutes=11))
    meanwhile(lambda: None)

    sweep_documents.run()
    work()

    assert (left["status"], left["searchable"]) == ("reading", True)
    whole = shown(api(ben), document)
    assert (whole["status"], whole["chunks"], Chunk.objects.count()) == ("ready", FEW + 1, FEW + 1)
    assert list(counts.all()) == before
    assert not Chunk.objects.filter(embedding_a=None).exists()


def test_one_that_is_deleted_meanwhile_leaves_nothing(
    inside: Tenant, ben: Person, api: Api, work: Work, meanwhile: Meanwhile
) -> None:
    [document] = upload(api(ben), handbook())
    seen = meanwhile(lambda: api(ben).delete(f"/api/documents/{document['id']}/").status_code)

    work()

    assert seen == [204]
    assert (Document.objects.count(), Chunk.objects.count()) == (0, 0)
