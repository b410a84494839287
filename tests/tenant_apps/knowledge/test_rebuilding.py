"""Another embedding model: built beside the old index, which answers until the new one is whole."""

from collections.abc import Sequence

import numpy as np
import pytest

from shared_apps.core.clock import now
from shared_apps.vendors.llm import embeddings
from shared_apps.vendors.llm.errors import EmbeddingFailed
from tenant_apps.knowledge import rebuilding
from tenant_apps.knowledge.models import Chunk, Document, SearchIndex
from tenant_apps.knowledge.tasks import sweep_index
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api
from tests.tenant_apps.knowledge.conftest import Work, shelved, upload

INDEX, SEARCH = "/api/knowledge/index/", "/api/knowledge/search/"
QUESTION = {"q": "How much is a hot towel shave, classic?", "k": 1}
PRICES = ("prices_2026.xlsx", shelved("prices_2026.xlsx"))


class OtherModel:
    """Stands at the network's edge: deterministic vectors, and an endpoint that can be down."""

    model_id = "https://vectors.example#other"
    dimensions = 384

    def __init__(self) -> None:
        self.is_down = False
        self.asked = 0

    def embed_passages(self, texts: Sequence[str]) -> embeddings.Vectors:
        self.asked += 1
        if self.is_down:
            raise EmbeddingFailed(
                permanent=False, reason_for_people="The embeddings service could not be reached."
            )
        return np.stack([self._vector(text) for text in texts])

    def embed_query(self, text: str) -> embeddings.Vectors:
        return self._vector(text)

    def _vector(self, text: str) -> embeddings.Vectors:
        vector = np.random.default_rng(len(text)).normal(size=self.dimensions).astype(np.float32)
        return np.asarray(vector / np.linalg.norm(vector))


@pytest.fixture
def other(monkeypatch: pytest.MonkeyPatch) -> OtherModel:
    """The settings name another model from `sweep_index()` on."""
    model = OtherModel()
    local = embeddings.embedder()

    def called(model_id: str) -> embeddings.Embedder:
        return model if model_id == model.model_id else local

    for module in ("rebuilding", "selectors", "actions.read"):
        monkeypatch.setattr(f"tenant_apps.knowledge.{module}.embedder", lambda: model)
    monkeypatch.setattr("tenant_apps.knowledge.selectors.embedder_called", called)
    return model


@pytest.fixture
def prices(ben: Person, api: Api, work: Work) -> dict[str, object]:
    """A price list, read with the bundled model."""
    [document] = upload(api(ben), PRICES)
    work()
    return document


def test_the_old_index_answers_until_the_new_one_is_whole(
    inside: Tenant, prices: dict[str, object], other: OtherModel, ben: Person, api: Api
) -> None:
    assert rebuilding.due(now()) is True
    more = rebuilding.rebuild(slice_s=0.0)

    middle = api(ben).get(INDEX).json()
    found = api(ben).post(SEARCH, QUESTION).json()["results"]

    assert more is True
    assert (middle["is_rebuilding"], middle["done"], middle["total"]) == (True, 32, 42)
    assert middle["model_id"] == embeddings.LOCAL_MODEL_ID
    assert found[0]["source"]["row"] == 6

    while rebuilding.rebuild(slice_s=60):
        pass

    whole = api(ben).get(INDEX).json()
    assert (whole["is_rebuilding"], whole["model_id"], whole["total"]) == (False, other.model_id, 42)
    assert SearchIndex.objects.get().serving == "b"
    assert not Chunk.objects.filter(embedding_b=None).exists()
    assert not Chunk.objects.exclude(embedding_a=None).exists()
    assert {row.embedding_model for row in Document.objects.all()} == {other.model_id}
    # The stand-in's vectors mean nothing; that words and they are asked together shows in the order.
    again = api(ben).post(SEARCH, {**QUESTION, "k": 5}).json()["results"]
    assert 6 in [one["source"]["row"] for one in again]


def test_a_document_read_meanwhile_is_found_at_once_and_afterwards(
    inside: Tenant, prices: dict[str, object], other: OtherModel, ben: Person, api: Api, work: Work
) -> None:
    rebuilding.due(now())
    upload(api(ben), ("parking.md", b"# Parking\n\nFour free bays stand behind the shop.\n"))
    work()

    before = api(ben).post(SEARCH, {"q": "parking bays behind the shop", "k": 1}).json()["results"]
    sweep_index()

    assert before[0]["source"]["name"] == "parking.md"
    assert SearchIndex.objects.get().model_id == other.model_id
    after = api(ben).post(SEARCH, {"q": "parking bays behind the shop", "k": 1}).json()["results"]
    assert after[0]["source"]["name"] == "parking.md"


def test_an_endpoint_that_is_down_leaves_the_old_index_and_says_why(
    inside: Tenant, prices: dict[str, object], other: OtherModel, ben: Person, api: Api
) -> None:
    other.is_down = True

    sweep_index()
    sweep_index()

    index = api(ben).get(INDEX).json()
    assert (index["is_rebuilding"], index["done"], other.asked) == (True, 0, 1)
    assert index["reason"] == "The embeddings service could not be reached."
    assert api(ben).post(SEARCH, QUESTION).json()["results"][0]["source"]["row"] == 6


def test_going_back_to_the_old_model_ends_the_rebuild(
    inside: Tenant, prices: dict[str, object], other: OtherModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuilding.due(now())
    rebuilding.rebuild(slice_s=0.0)
    monkeypatch.setattr("tenant_apps.knowledge.rebuilding.embedder", embeddings.embedder)

    sweep_index()

    index = SearchIndex.objects.get()
    assert (index.serving, index.next_model_id, index.model_id) == ("a", "", embeddings.LOCAL_MODEL_ID)
    assert not Chunk.objects.exclude(embedding_b=None).exists()


def test_words_alone_find_passages_of_a_model_that_cannot_be_asked_any_more(
    inside: Tenant, prices: dict[str, object], ben: Person, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    SearchIndex.objects.update(model_id="https://gone.example#old")

    found = api(ben).post(SEARCH, QUESTION)

    assert found.status_code == 200
    assert found.json()["results"][0]["source"]["row"] == 6


def test_a_neighbour_does_not_see_the_index(mallory: Person, acme: Tenant, api: Api) -> None:
    assert api(mallory, at=acme).get(INDEX).status_code == 404
