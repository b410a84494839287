from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Concept:
    """A word of the question as the tenant's vocabulary knows it.

    `terms` are what it may match with how sure that is (0 … 1); `idf` is how much finding it tells; `is_known` is
    false when no document has it in any spelling.
    """

    text: str
    terms: tuple[tuple[str, float], ...]
    idf: float
    is_known: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may answer; the first fields are the columns of the query in `finding.py`, in its order.

    `nearness` has the cosine to the whole question and then to each of its parts; `hits` has, per term of the
    question, the fields it occurs in as a word of weights ("AD": in the row's name and in the body). `is_entry`
    says that the team wrote it as an answer.
    """

    TEXT_AT: ClassVar = 5

    id: UUID
    document_id: UUID
    document: str
    ord: int
    kind: str
    text: str
    heading: str
    context: str
    page: int | None
    row: int | None
    effective_on: date | None
    is_superseded: bool
    token_count: int
    url: str
    is_entry: bool
    title_terms: tuple[str, ...]
    nearness: tuple[float, ...]
    hits: dict[str, str]
