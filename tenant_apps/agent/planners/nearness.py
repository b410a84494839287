"""How near in meaning a question is to pieces of text, on one scale for every embedding model."""

from collections.abc import Sequence

from shared_apps.vendors.llm.embeddings import LOCAL_MODEL_ID, embedder

# What a model calls unrelated and what it calls the same. E5's cosines live in a narrow band, others' in a wide one.
_LOCAL_BAND = (0.78, 0.90)
_OTHER_BAND = (0.15, 0.65)


def nearness(question: str, texts: Sequence[str]) -> list[float]:
    """Return 0 (unrelated) to 1 (the same) for each of `texts`; raises EmbeddingFailed."""
    if not texts:
        return []
    model = embedder()
    far, near = _LOCAL_BAND if model.model_id == LOCAL_MODEL_ID else _OTHER_BAND
    cosines = model.embed_passages(list(texts)) @ model.embed_query(question)
    return [min(max((float(cosine) - far) / (near - far), 0.0), 1.0) for cosine in cosines]
