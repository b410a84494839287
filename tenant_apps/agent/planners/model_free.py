"""Answer without a model: intents, exact catalogue lines, extracted passages, else a person."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tenant_apps.agent.answering import catalogue, phrases
from tenant_apps.agent.answering.extract import Extract, extract
from tenant_apps.agent.answering.remarks import reason
from tenant_apps.agent.answering.segments import Source
from tenant_apps.agent.answering.weighing import Judged
from tenant_apps.agent.planners.nearness import nearness
from tenant_apps.agent.planners.showing import asks_for_more, photo_for, with_photo
from tenant_apps.agent.planners.start import Start, act, begin
from tenant_apps.agent.planning import Citation, Persona, Plan, Question, Trace
from tenant_apps.agent.tools import find_products, find_services, search_knowledge
from tenant_apps.agent.tools.tool import Found
from tenant_apps.agent.understanding.intents import Intent
from tenant_apps.agent.understanding.manipulation import is_order
from tenant_apps.agent.understanding.words import best_likeness, stems, topic_words
from tenant_apps.knowledge.selectors import Passage

# How sure an extract must be; calibrated by bench/agent.py, changed per workspace in the agent's settings.
THRESHOLD = 0.47
# Questions of fewer topic words than this lean on what was asked before ("and on Sunday?").
FEW_WORDS = 2
# The share of a model's words that a passage must hold to count as its source.
LEAST_SHARED = 0.4


def plan(question: Question, persona: Persona, trace: Trace, start: Start | None = None) -> Plan:
    """Return what to say; the same question over the same data always gets the same answer."""
    start = start or begin(question, persona, trace)
    return act(start) or _book(start) or _show(start) or _look_up(start)


def _show(start: Start) -> Plan | None:
    shown = photo_for(start)
    if shown is None:
        return None
    return with_photo(start, shown, _look_up(start) if asks_for_more(start) else None)


def _book(start: Start) -> Plan | None:
    reading = start.reading
    if not reading.wants_booking or reading.intent != Intent.APPOINTMENT or _asks_about_rules(start):
        return None
    return start.hand_off(phrases.booking(start.persona, start.language), reason("wants_booking"))


def _asks_about_rules(turn: Start) -> bool:
    """ "Do I have to book?" is a question about booking, "book me for ten" is not."""
    return turn.reading.is_question and not any(char.isdigit() for char in turn.question.text)


def _look_up(turn: Start) -> Plan:
    asked = in_context(turn)
    offered = _offered(turn, asked)
    if offered is not None and offered.coverage >= catalogue.FULL_COVERAGE:
        return _from_catalogue(turn, offered)
    found = _read_documents(turn, asked)
    threshold = THRESHOLD if turn.persona.threshold is None else turn.persona.threshold
    if found.pieces and found.confidence >= threshold:
        citations = tuple(_citation(piece) for piece in found.pieces)
        return turn.plan(_words(found), citations=citations)
    if offered is not None and offered.offers:
        return _from_catalogue(turn, offered)
    return turn.hand_off(phrases.unknown(turn.persona, turn.language), reason("unknown"))


def in_context(turn: Start) -> str:
    """Return the question with the one before it when it says too little alone."""
    text = turn.text
    if len(catalogue.topic(text)) >= FEW_WORDS:
        return text
    earlier = [utterance.text for utterance in turn.question.history if not utterance.is_ours]
    last = earlier[-1] if earlier else ""
    says_little = len(topic_words(text)) < FEW_WORDS and turn.reading.intent != Intent.PRICING
    is_follow_up = says_little and last and not is_order(last)
    return f"{last} {text}" if is_follow_up else text


def _offered(turn: Start, asked: str) -> catalogue.Match | None:
    if turn.reading.intent != Intent.PRICING and not turn.reading.asks_duration:
        return None
    found = catalogue.match(
        asked,
        _using(turn, "find_services", asked, lambda: [*find_services.offers(), *find_products.offers(asked)]),
    )
    return found if found.offers else None


def _from_catalogue(turn: Start, found: catalogue.Match) -> Plan:
    return turn.plan(catalogue.answer(found, phrases.spoken(turn.persona, turn.language)))


def _using(
    turn: Start, name: str, asked: str, call: Callable[[], list[catalogue.Offer]]
) -> list[catalogue.Offer]:
    with turn.trace.step(name) as step:
        offers = call()
        found = catalogue.match(asked, offers)
        step["detail"] = f"{len(found.offers)} of {len(offers)} services, coverage {found.coverage:.2f}"
    turn.trace.tools.append(
        {
            "name": name,
            "arguments": {"query": asked},
            "result": {"services": [offer.name for offer in found.offers[: catalogue.MOST_LINES]]},
            "ms": step["ms"],
        }
    )
    return offers


def _read_documents(turn: Start, asked: str) -> Extract:
    with turn.trace.step("search_knowledge") as step:
        passages = _search({"query": asked}).passages
        step["detail"] = f"{len(passages)} passages"
    turn.trace.passages = [passage_view(passage) for passage in passages]
    with turn.trace.step("extract") as step:
        found = extract(asked, [_source(rank, passage) for rank, passage in enumerate(passages)], nearness)
        step["detail"] = f"confidence {found.confidence:.2f}"
    turn.trace.confidence = round(found.confidence, 4)
    turn.trace.used(tuple(_citation(piece) for piece in found.pieces))
    return found


def _search(arguments: Mapping[str, Any]) -> Found:
    return search_knowledge.TOOL.run(arguments)


def _words(found: Extract) -> str:
    return "\n".join(found.lines)


def _citation(piece: Judged) -> Citation:
    source = piece.segment.source
    return Citation(source.document, source.name, source.page, source.row, piece.segment.text, source.url)


def _source(rank: int, passage: Passage) -> Source:
    return Source(
        text=passage.text,
        document=str(passage.document_id),
        name=passage.name,
        page=passage.page,
        row=passage.row,
        rank=rank,
        score=passage.score,
        heading=passage.heading,
        context=passage.context,
        effective_on=passage.effective_on,
        is_superseded=passage.is_superseded,
        url=passage.url,
        is_entry=passage.is_entry,
    )


def cited(answer: str, passages: Sequence[Passage]) -> tuple[Citation, ...]:
    """Return the passages that hold most of the answer's words, best first, two at most."""
    wanted = topic_words(answer)
    if not wanted:
        return ()
    scored = []
    for rank, passage in enumerate(passages):
        known = stems(passage.text)
        shared = sum(best_likeness(word, known) >= 0.8 for word in wanted) / len(wanted)
        scored.append((shared, -rank, passage))
    best = sorted(
        (entry for entry in scored if entry[0] >= LEAST_SHARED), key=lambda entry: entry[:2], reverse=True
    )
    return tuple(
        Citation(
            str(passage.document_id),
            passage.name,
            passage.page,
            passage.row,
            passage.text[:500],
            passage.url,
        )
        for _, _, passage in best[:2]
    )


def passage_view(passage: Passage) -> dict[str, Any]:
    return {
        "text": passage.text,
        "document": str(passage.document_id),
        "name": passage.name,
        "page": passage.page,
        "row": passage.row,
        "url": passage.url,
        "score": round(float(passage.score), 4),
        "used": False,
    }
