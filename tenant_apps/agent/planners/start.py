"""What every turn begins with, model or not: understand, sort out orders, and answer what needs no look-up."""

from dataclasses import dataclass
from typing import Any

from tenant_apps.agent.answering import phrases
from tenant_apps.agent.answering.remarks import reason
from tenant_apps.agent.answering.summary import summary_of
from tenant_apps.agent.planning import Persona, Plan, Question, Trace
from tenant_apps.agent.understanding.intents import Intent, Reading, read
from tenant_apps.agent.understanding.language import Language, detect
from tenant_apps.agent.understanding.manipulation import orders_in, without_orders
from tenant_apps.agent.understanding.welfare import concern
from tenant_apps.agent.understanding.words import best_likeness, stem, stems, tokens, topic_words


@dataclass(frozen=True)
class Start:
    """What all steps of one turn share. `text` is the question without the `orders` that were in it."""

    question: Question
    persona: Persona
    trace: Trace
    language: Language
    reading: Reading
    text: str
    orders: str

    def plan(self, answer: str, **more: Any) -> Plan:
        return Plan(
            answer=answer, language=self.language, intent=self.reading.intent, mood=self.reading.mood, **more
        )

    def hand_off(self, answer: str, why: str, summary: str = "") -> Plan:
        told = summary or summary_of(self.question, self.persona.business_language)
        return self.plan(answer, is_hand_off=True, reason=why, summary=told)


def begin(question: Question, persona: Persona, trace: Trace) -> Start:
    with trace.step("understand") as step:
        orders = orders_in(question.text)
        text = (
            question.text if not orders else "" if orders == question.text else without_orders(question.text)
        )
        language = language_of(question, persona)
        start = Start(question, persona, trace, language, read(text or question.text), text, orders)
        step["detail"] = f"{language} · {start.reading.intent} · {start.reading.mood}"
    if orders:
        trace.block("order", "in", orders)
    return start


def language_of(question: Question, persona: Persona) -> Language:
    """A message without words is answered in the language of the one before."""
    language: Language = persona.business_language
    for utterance in (*question.history, None):
        text = utterance.text if utterance else question.text
        if utterance is None or not utterance.is_ours:
            language = detect(text, otherwise=language)
    return language


def act(start: Start) -> Plan | None:
    """Return the plan of a message that needs no look-up, None when it asks something."""
    return _protect(start) or _be_polite(start)


def _protect(start: Start) -> Plan | None:
    """People in need, people who abuse, and those who try to steer the agent."""
    persona, language, said = start.persona, start.language, start.question.text
    worry = concern(said)
    if worry == "self_harm":
        start.trace.block("self_harm", "in", said)
        return start.hand_off(
            phrases.comfort(persona, language),
            reason("danger"),
        )
    if worry == "harassment":
        start.trace.block("harassment", "in", said)
        return start.hand_off(phrases.asking_for_respect(persona, language), reason("abusive"))
    if start.orders and not topic_words(start.text):
        return start.hand_off(phrases.refusing_orders(persona, language), reason("orders"))
    if topic := _left_to_people(start):
        start.trace.block("topic", "in", said, topic)
        return start.hand_off(phrases.handing_off(persona, language), reason("topic"))
    return None


def _left_to_people(start: Start) -> str:
    """Return the owner's topic that the question is about: all its words are there."""
    said = stems(start.text)
    for topic in start.persona.blocked_topics:
        wanted = [stem(token) for token in tokens(topic)]
        if wanted and all(best_likeness(word, said) >= 0.8 for word in wanted):
            return topic
    return ""


def _be_polite(start: Start) -> Plan | None:
    reading, persona, language = start.reading, start.persona, start.language
    if reading.wants_person:
        return start.hand_off(phrases.handing_off(persona, language), reason("wants_person"))
    if reading.intent == Intent.COMPLAINT:
        return start.hand_off(phrases.apology(persona, language), reason("complains"))
    if reading.intent == Intent.GREETING:
        return start.plan(phrases.greeting(persona, language))
    if reading.is_thanks:
        return start.plan(phrases.thanks(persona, language))
    if reading.is_goodbye:
        return start.plan(phrases.goodbye(persona, language))
    return None
