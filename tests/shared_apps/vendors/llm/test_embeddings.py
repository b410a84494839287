"""Vectors of the bundled model and of an endpoint that speaks OpenAI's protocol."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from shared_apps.vendors.llm import embeddings
from shared_apps.vendors.llm.embeddings import DIMENSIONS, LocalEmbedder, OpenAIEmbedder
from shared_apps.vendors.llm.errors import EmbeddingFailed
from tests.serving import QuietHandler, serving


class Endpoint:
    """Answers `POST /embeddings`; a test sets what with."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.answer: Callable[[dict[str, Any]], tuple[int, Any]] = self.vectors
        self.url = ""

    @staticmethod
    def vectors(body: dict[str, Any]) -> tuple[int, Any]:
        rows = [
            {"object": "embedding", "index": at, "embedding": [3.0 + at] * body["dimensions"]}
            for at in range(len(body["input"]))
        ]
        usage = {"prompt_tokens": 1, "total_tokens": 1}
        return 200, {"object": "list", "data": rows[::-1], "model": body["model"], "usage": usage}

    def handler(endpoint) -> type[QuietHandler]:  # noqa: N805 - the handler's own self is inside
        class Handler(QuietHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                endpoint.asked.append(body)
                status, answer = endpoint.answer(body)
                payload = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(payload)))
                self.end_headers()
                self.wfile.write(payload)

        return Handler


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    fake = Endpoint()
    with serving(fake.handler()) as fake.url:
        yield fake


@pytest.fixture(autouse=True)
def _no_retries(monkeypatch: pytest.MonkeyPatch) -> None:
    """The client's own pauses between tries are not what is tested."""
    monkeypatch.setattr(embeddings, "MAX_RETRIES", 0)


def remote(endpoint: Endpoint) -> OpenAIEmbedder:
    return OpenAIEmbedder(base_url=endpoint.url, model="small", api_key="key")


def test_the_bundled_model_knows_what_a_question_is_about() -> None:
    model = LocalEmbedder()

    passages = model.embed_passages(["Рушники перемо при 90 °C.", "Parking is free for two hours."])
    nearness = passages @ model.embed_query("де можна залишити машину?")

    assert passages.shape == (2, DIMENSIONS)
    assert passages.dtype == np.float32
    assert np.linalg.norm(passages, axis=1) == pytest.approx([1, 1], abs=1e-3)
    assert nearness[1] > nearness[0]


def test_the_bundled_model_reads_the_beginning_of_an_endless_question() -> None:
    model, question = LocalEmbedder(), "де можна залишити машину? "

    endless = model.embed_query(question * 1_000)

    assert endless == pytest.approx(model.embed_query((question * 40)[:1_000]), abs=1e-5)


def test_an_endpoint_is_asked_in_batches_for_our_dimensions(endpoint: Endpoint) -> None:
    vectors = remote(endpoint).embed_passages([f"text {n}" for n in range(100)])

    assert vectors.shape == (100, DIMENSIONS)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(100), abs=1e-5)
    assert [len(body["input"]) for body in endpoint.asked] == [96, 4]
    assert endpoint.asked[0]["dimensions"] == DIMENSIONS


def test_an_empty_text_keeps_its_place(endpoint: Endpoint) -> None:
    vectors = remote(endpoint).embed_passages(["", "text"])

    assert vectors.shape == (2, DIMENSIONS)
    assert endpoint.asked[0]["input"] == ["-", "text"]


@pytest.mark.parametrize(
    ("status", "answer", "permanent"),
    [
        (401, {"error": {"message": "bad key"}}, True),
        (429, {"error": {"message": "slow down"}}, False),
        (503, {"error": {"message": "overloaded"}}, False),
        (200, {"object": "list", "data": [{"index": 0, "embedding": [1.0]}]}, True),
        (200, {"object": "list"}, False),
    ],
)
def test_a_failing_endpoint_is_told_apart(
    endpoint: Endpoint, status: int, answer: dict[str, Any], permanent: bool
) -> None:
    endpoint.answer = lambda _: (status, answer)

    with pytest.raises(EmbeddingFailed) as failure:
        remote(endpoint).embed_query("text")

    assert failure.value.permanent is permanent
