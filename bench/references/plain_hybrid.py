"""The usual retrieval, to be measured against: 800-character chunks, E5 vectors and BM25, reciprocal rank fusion."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

CHUNK_CHARS = 800
FUSION_K = 60
K1 = 1.5
B = 0.75
_WORD = re.compile(r"\w+")


def chunks_of(lines: Sequence[str]) -> list[str]:
    """Return the lines of a document filled into chunks of about CHUNK_CHARS characters."""
    chunks = [""]
    for line in lines:
        if chunks[-1] and len(chunks[-1]) + len(line) > CHUNK_CHARS:
            chunks.append("")
        chunks[-1] += f"{line}\n"
    return [chunk.strip() for chunk in chunks if chunk.strip()]


def words_of(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


class PlainHybrid:
    """An index in memory over (document, chunk) pairs and their vectors of unit length."""

    def __init__(self, chunks: Sequence[tuple[str, str]], vectors: NDArray[np.float32]) -> None:
        self.chunks = list(chunks)
        self.vectors = vectors
        self.counts = [Counter(words_of(text)) for _, text in chunks]
        self.lengths = np.array([sum(count.values()) for count in self.counts])
        self.frequency = Counter(word for count in self.counts for word in count)

    def search(self, question: str, vector: NDArray[np.float32], k: int) -> list[tuple[str, str]]:
        fused = np.zeros(len(self.chunks))
        for scores in (self.vectors @ vector, self.bm25(question)):
            for rank, at in enumerate(np.argsort(-scores, kind="stable"), 1):
                fused[at] += 1 / (FUSION_K + rank)
        return [self.chunks[at] for at in np.argsort(-fused, kind="stable")[:k]]

    def cosine(self, vector: NDArray[np.float32]) -> float:
        """Return the best cosine: the usual, and poor, sign that a question can be answered."""
        return float((self.vectors @ vector).max())

    def bm25(self, question: str) -> NDArray[np.float64]:
        scores = np.zeros(len(self.chunks))
        total, mean = len(self.chunks), self.lengths.mean()
        for word in words_of(question):
            frequency = self.frequency[word]
            idf = math.log(1 + (total - frequency + 0.5) / (frequency + 0.5))
            counts = np.array([count[word] for count in self.counts])
            scores += idf * counts * (K1 + 1) / (counts + K1 * (1 - B + B * self.lengths / mean))
        return scores
