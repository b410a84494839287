"""How well questions find their passages, against the usual hybrid search measured in the same run.

    python -m bench.retrieval [--of own] [--failures] [--calibrate]

Two invented businesses (`bench/data/eval`, or two others: `bench/data/own`) are uploaded, read, embedded and indexed
in PostgreSQL as any tenant's documents are; the reference searches the same files with the same vectors' model.
"Today" is 21 November 2026.
`--failures` lists what was not found; `--calibrate` fits the confidence anew, on one business for the other.
"""

import argparse
import statistics
import time
from dataclasses import astuple, dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from bench.house import house
from bench.references.plain_hybrid import PlainHybrid, chunks_of
from bench.scoring import SETS, Business, Question, auc, businesses, covered, false_answers, recall

if TYPE_CHECKING:
    from tenant_apps.knowledge.ranking.confidence import Evidence

K = 10


@dataclass
class Run:
    """What one method found: (question, passages), how sure it was, and the milliseconds it took."""

    name: str
    ranked: list[tuple[Question, list[tuple[str, str]]]] = field(default_factory=list)
    sure: list[tuple[bool, float]] = field(default_factory=list)
    ms: list[float] = field(default_factory=list)

    def add(self, question: Question, passages: list[tuple[str, str]], sure: float, began: float) -> None:
        self.ms.append((time.perf_counter() - began) * 1000)
        self.sure.append((question["answerable"], sure))
        if question["answerable"]:
            self.ranked.append((question, passages))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--failures", action="store_true")
    parser.add_argument("--calibrate", action="store_true")
    parser.add_argument("--of", choices=SETS, default="eval")
    asked = parser.parse_args()
    with house():
        runs = [Run("plain hybrid"), Run("Parlor")]
        evidence: list[list[tuple[bool, list[Evidence]]]] = []
        for business in businesses(asked.of):
            measure_reference(business, runs[0])
            evidence.append(measure_ours(business, runs[1]))
        for run in runs:
            report(run)
        if asked.failures:
            list_failures(runs[1])
        if asked.calibrate:
            calibrate(evidence)


def measure_reference(business: Business, run: Run) -> None:
    from shared_apps.vendors.llm.embeddings import embedder
    from tenant_apps.knowledge.extract import extract

    chunks = [
        (path.name, chunk)
        for path in business.documents
        for chunk in chunks_of([block.text for block in extract(path.read_bytes(), name=path.name).blocks])
    ]
    model = embedder()
    index = PlainHybrid(chunks, model.embed_passages([chunk for _, chunk in chunks]))
    for question in business.questions:
        began = time.perf_counter()
        vector = model.embed_query(question["question"])
        run.add(question, index.search(question["question"], vector, K), index.cosine(vector), began)


def measure_ours(business: Business, run: Run) -> "list[tuple[bool, list[Evidence]]]":
    """Upload, read and ask; return per question whether it is answerable, and the evidence of its passages."""
    from django.core.files.base import ContentFile

    from shared_apps.accounts.models import User
    from tenant_apps.knowledge.actions import read_document, upload_documents
    from tenant_apps.knowledge.selectors import confidence, search
    from tenants.actions import create_tenant
    from tenants.entering import entered

    owner = User.objects.create_user(f"owner@{business.name}.example", "bench only", name="Owner")
    tenant = create_tenant(slug=business.name, name=business.name, language="en", owner=owner)
    evidence = []
    with entered(tenant):
        began = time.perf_counter()
        files = [ContentFile(path.read_bytes(), name=path.name) for path in business.documents]
        for document in upload_documents(files=files):
            read_document(document_id=document.id)
        print(f"{business.name}: {len(files)} documents read in {time.perf_counter() - began:.1f} s")
        for question in business.questions:
            began = time.perf_counter()
            passages = search(question["question"], k=K)
            sure = confidence(question["question"], passages)
            run.add(question, [(passage.name, passage.text) for passage in passages], sure, began)
            evidence.append((question["answerable"], [passage.evidence for passage in passages[:3]]))
    return evidence


def report(run: Run) -> None:
    found = recall(run.ranked)
    yes = [sure for is_answerable, sure in run.sure if is_answerable]
    no = [sure for is_answerable, sure in run.sure if not is_answerable]
    threshold, wrong = false_answers(yes, no)
    print(
        f"{run.name:13} recall@1 {found.at_1:.3f}  recall@5 {found.at_5:.3f}  any fact@5 {found.any_at_5:.3f}  "
        f"documents@5 {found.documents_at_5:.3f}  MRR@10 {found.mrr_at_10:.3f}  (n={found.count})"
    )
    print(
        f"{'':13} answerable/unanswerable AUC {auc(yes, no):.3f}; keeping 95 % of the answerable (≥ {threshold:.3f}) "
        f"lets {wrong:.0%} of {len(no)} unanswerable through; search p50 {statistics.median(run.ms):.1f} ms, "
        f"p95 {statistics.quantiles(run.ms, n=20)[18]:.1f} ms with the question's embedding"
    )


def list_failures(run: Run) -> None:
    for question, passages in run.ranked:
        facts = [covered(question, *passage) for passage in passages]
        needed = len(question.get("gold_quotes") or [1])
        if len(set[int]().union(*facts[:5])) < needed or not facts[0]:
            print(f"{question['id']} {question['type']}: {question['question']}")
            for at, (document, text) in enumerate(passages[:5], 1):
                print(f"   {at} {sorted(facts[at - 1])} {document}: {text[:110]!r}")


def calibrate(evidence: "list[list[tuple[bool, list[Evidence]]]]") -> None:
    """Fit the logistic model on each business, check it on the other, and print the fit on both."""
    from tenant_apps.knowledge.ranking.confidence import Evidence

    folds = [([astuple(best(found)) for _, found in one], [yes for yes, _ in one]) for one in evidence]
    names = Evidence.__dataclass_fields__
    for own, other in ((0, 1), (1, 0)):
        weights = fit(*folds[own])
        judged = [float(np.dot(weights, [1.0, *row])) for row in folds[other][0]]
        yes = [score for score, is_answerable in zip(judged, folds[other][1], strict=True) if is_answerable]
        no = [
            score for score, is_answerable in zip(judged, folds[other][1], strict=True) if not is_answerable
        ]
        print(
            f"fitted on {own}, AUC on {other}: {auc(yes, no):.3f}, false answers {false_answers(yes, no)[1]:.0%}"
        )
    both = fit(folds[0][0] + folds[1][0], folds[0][1] + folds[1][1])
    print("intercept", round(both[0], 2), dict(zip(names, both[1:].round(2).tolist(), strict=True)))


def best(found: "list[Evidence]") -> "Evidence":
    from tenant_apps.knowledge.ranking.confidence import answerability

    return max(found, key=answerability)


def fit(rows: list[tuple[float, ...]], labels: list[bool], *, ridge: float = 0.02) -> np.ndarray:
    """Return intercept and weights of a logistic regression with equal weight for both classes (Newton's method)."""
    x = np.column_stack([np.ones(len(rows)), np.array(rows)])
    y = np.array(labels, dtype=float)
    importance = np.where(y == 1, 0.5 / y.mean(), 0.5 / (1 - y.mean()))
    weights = np.zeros(x.shape[1])
    penalty = (
        ridge
        * len(rows)
        * np.diag([0.0] + [1.0 / max(1e-6, value) for value in 1 / (x[:, 1:].var(0) + 1e-9)])
    )
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (importance * (p - y)) + penalty @ weights
        hessian = (x.T * (importance * p * (1 - p))) @ x + penalty
        weights = weights - np.linalg.solve(hessian, gradient)
    return weights


if __name__ == "__main__":
    main()
