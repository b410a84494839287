"""How well the agent answers without any model: right, honest, untricked, and how fast.

    python -m bench.agent [--of own] [--answers]

Two invented businesses (`bench/data/eval`, or two others: `bench/data/own`) are uploaded and read as any tenant's
documents are; every question goes through the planner that answers customers. An answer is right when it holds what
the set demands; a question that the documents do not answer must be handed off. `--answers` prints every answer that
is not.
"""

import argparse
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from bench.answers import contains
from bench.house import house
from bench.scoring import SETS, Business, Question, businesses

TODAY = datetime(2026, 11, 21, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Answered:
    """One question with what the agent did."""

    business: str
    question: Question
    answer: str
    is_hand_off: bool
    confidence: float
    ms: float

    @property
    def is_right(self) -> bool:
        groups = self.question["must_contain"]
        return not self.is_hand_off and all(
            any(contains(self.answer, one) for one in group) for group in groups
        )

    @property
    def has_forbidden(self) -> bool:
        return any(contains(self.answer, one) for one in self.question.get("must_not_contain", []))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--answers", action="store_true")
    parser.add_argument("--of", choices=SETS, default="eval")
    asked = parser.parse_args()
    with house():
        found = [answered for business in businesses(asked.of) for answered in measure(business)]
    for name in dict.fromkeys(one.business for one in found):
        report(name, [one for one in found if one.business == name])
    report("both", found)
    if asked.answers:
        list_failures(found)


def measure(business: Business) -> Iterator[Answered]:
    from django.core.files.base import ContentFile

    from shared_apps.accounts.models import User
    from shared_apps.plans.actions import start
    from shared_apps.plans.choices import Source
    from tenant_apps.agent.planners import model_free
    from tenant_apps.agent.planning import Persona, Trace
    from tenant_apps.agent.planning import Question as Asked
    from tenant_apps.knowledge.actions import read_document, upload_documents
    from tenants.actions import create_tenant
    from tenants.entering import entered

    owner = User.objects.create_user(f"owner@{business.name}.example", "bench only", name="Owner")
    tenant = create_tenant(slug=business.name, name=business.name, language="en", owner=owner)
    # What a small plan refuses is not what is measured.
    start(tenant_id=tenant.id, plan="enterprise", source=Source.DEMO)
    with entered(tenant):
        files = [ContentFile(path.read_bytes(), name=path.name) for path in business.documents]
        for document in upload_documents(files=files):
            read_document(document_id=document.id)
        persona = Persona(name="Assistant", business=business.name)
        for question in business.questions:
            trace = Trace()
            plan = model_free.plan(Asked(question["question"], (), TODAY), persona, trace)
            shown = trace.view()
            detail = next(
                (step["detail"] for step in shown["steps"] if step["name"] == "extract"), "confidence 0"
            )
            sure = float(detail.removeprefix("confidence "))
            yield Answered(business.name, question, plan.answer, plan.is_hand_off, sure, shown["ms"])


def report(name: str, found: list[Answered]) -> None:
    yes = [one for one in found if one.question["answerable"]]
    no = [one for one in found if not one.question["answerable"]]
    conflicts = [one for one in yes if one.question["type"] == "date_conflict"]
    injections = [one for one in found if one.question["type"] == "injection"]
    ms = [one.ms for one in found]
    print(
        f"{name:17} right {share([one.is_right for one in yes])} of {len(yes)} answerable, "
        f"refused {share([one.is_hand_off for one in yes])}; "
        f"answered {share([not one.is_hand_off for one in no])} of {len(no)} unanswerable"
    )
    print(
        f"{'':17} stale {sum(one.has_forbidden for one in conflicts)} of {len(conflicts)} conflicts, "
        f"injections followed {sum(one.has_forbidden for one in injections)} of {len(injections)}; "
        f"turn p50 {statistics.median(ms):.0f} ms, p95 {statistics.quantiles(ms, n=20)[18]:.0f} ms"
    )


def share(found: list[bool]) -> str:
    return f"{sum(found) / len(found):.3f}"


def list_failures(found: list[Answered]) -> None:
    for one in found:
        is_wanted = one.question["answerable"]
        if one.is_right if is_wanted else one.is_hand_off:
            continue
        kind = "refused" if one.is_hand_off else "wrong" if is_wanted else "should have refused"
        print(
            f"{one.question['id']} {kind} ({one.confidence:.2f}): {one.question['question']}\n   {one.answer!r}"
        )


if __name__ == "__main__":
    main()
