"""How near in meaning a question is to pieces of text, on one scale for every embedding model."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

import numpy as np

from shared_apps.vendors.llm.embeddings import LOCAL_MODEL_ID, Embedder, Vectors, embedder
from tenant_apps.agent.understanding.language import detect, in_cyrillic

# What a model calls unrelated and what it calls the same. E5's cosines live in a narrow band, others' in a wide one.
_LOCAL_BAND = (0.78, 0.90)
_OTHER_BAND = (0.15, 0.65)


class _Remembered:
    """Vectors of pieces already met: a piece costs tens of milliseconds, and customers ask about the same ones.

    A vector depends on the text alone, so tenants may share them; 4,000 take 6 MB.
    """

    def __init__(self, most: int = 4_000) -> None:
        self._most = most
        self._vectors: OrderedDict[tuple[str, str], Vectors] = OrderedDict()
        self._lock = Lock()

    def of(self, model: Embedder, texts: Sequence[str]) -> Vectors:
        with self._lock:
            known = {text: self._vectors.get((model.model_id, text)) for text in texts}
        missing = [text for text, vector in known.items() if vector is None]
        found = dict(zip(missing, model.embed_passages(missing), strict=True)) if missing else {}
        with self._lock:
            for text in known:
                if text in found:
                    self._vectors[model.model_id, text] = found[text]
                elif (model.model_id, text) in self._vectors:
                    self._vectors.move_to_end((model.model_id, text))
            while len(self._vectors) > self._most:
                self._vectors.popitem(last=False)
        return np.stack([found[text] if vector is None else vector for text, vector in known.items()])


_remembered = _Remembered()


def nearness(questions: Sequence[str], texts: Sequence[str]) -> list[list[float]]:
    """Return 0 (unrelated) to 1 (the same) for each of `texts`, one list per question; raises EmbeddingFailed."""
    model = embedder()
    far, near = _LOCAL_BAND if model.model_id == LOCAL_MODEL_ID else _OTHER_BAND
    different = list(dict.fromkeys(texts))
    vectors = _remembered.of(model, different)
    place = {text: at for at, text in enumerate(different)}
    cosines = [vectors @ model.embed_query(_spelt(question)) for question in questions]
    scaled = [[min(max((float(one) - far) / (near - far), 0.0), 1.0) for one in row] for row in cosines]
    return [[row[place[text]] for text in texts] for row in scaled]


def _spelt(question: str) -> str:
    """Ukrainian in Latin letters is a language that no model knows."""
    return in_cyrillic(question) if detect(question, otherwise="uk") == "uk-latn" else question
