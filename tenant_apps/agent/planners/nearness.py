"""How near in meaning a question is to pieces of text, on one scale for every embedding model."""

from collections.abc import Sequence

from shared_apps.vendors.llm.embeddings import LOCAL_MODEL_ID, embedder
from tenant_apps.agent.understanding.language import detect, in_cyrillic

# What a model calls unrelated and what it calls the same. E5's cosines live in a narrow band, others' in a wide one.
_LOCAL_BAND = (0.78, 0.90)
_OTHER_BAND = (0.15, 0.65)


def nearness(questions: Sequence[str], texts: Sequence[str]) -> list[list[float]]:
    """Return 0 (unrelated) to 1 (the same) for each of `texts`, one list per question; raises EmbeddingFailed."""
    model = embedder()
    far, near = _LOCAL_BAND if model.model_id == LOCAL_MODEL_ID else _OTHER_BAND
    vectors = model.embed_passages(list(texts))
    return [
        [
            min(max((float(cosine) - far) / (near - far), 0.0), 1.0)
            for cosine in vectors @ model.embed_query(_spelt(question))
        ]
        for question in questions
    ]


def _spelt(question: str) -> str:
    """Ukrainian in Latin letters is a language that no model knows."""
    return in_cyrillic(question) if detect(question, otherwise="uk") == "uk-latn" else question
