"""What a person answered when the knowledge could not: collected when a conversation is resolved."""

from collections.abc import Iterator, Sequence

from shared_apps.vendors.llm.errors import EmbeddingFailed
from tenant_apps.agent.understanding.intents import read
from tenant_apps.contacts.models import Contact, Identity
from tenant_apps.conversations.events import ConversationResolved
from tenant_apps.conversations.models import Conversation, Direction, Message, SenderKind
from tenant_apps.conversations.selectors import history
from tenant_apps.knowledge.entries.actions import suggest
from tenant_apps.knowledge.entries.privacy import Known, cleaned
from tenant_apps.knowledge.selectors import confidence, search
from tenant_apps.workspace.selectors import current_workspace

# Below this the knowledge does not answer a question; between this and certainty it is not asked again.
KNOWN_FROM = 0.5
MAX_MESSAGES = 60
MAX_PAIRS = 5
_OURS = ("text", "email")


def suggest_answers(facts: Sequence[ConversationResolved]) -> None:
    """Suggest what people answered in these conversations to questions that the knowledge does not answer."""
    for conversation_id in dict.fromkeys(fact.conversation_id for fact in facts):
        conversation = Conversation.objects.select_related("contact").filter(id=conversation_id).first()
        if conversation is not None:
            _suggest_from(conversation)


def _suggest_from(conversation: Conversation) -> None:
    known = _known(conversation.contact)
    for question, answer in _pairs(history(conversation.id, limit=MAX_MESSAGES)):
        pair = cleaned(question, answer, known)
        if pair is None or _is_answered(pair.question):
            continue
        suggest(question=pair.question, answer=pair.answer, conversation_id=conversation.id)


def _pairs(messages: Sequence[Message]) -> Iterator[tuple[str, str]]:
    """Yield each question of the customer with what a person of the team wrote next, newest questions last."""
    asked: list[str] = []
    said: list[str] = []
    count = 0
    for message in [*messages, None]:
        if message is not None and message.direction == Direction.OUT:
            if message.sender_kind == SenderKind.MEMBER and message.kind in _OURS and asked:
                said.append(message.text)
            continue
        if asked and said and count < MAX_PAIRS:
            count += 1
            yield "\n".join(asked), "\n".join(said)
        if said:
            asked, said = [], []
        if message is not None and message.text and _asks(message.text):
            asked.append(message.text)


def _asks(text: str) -> bool:
    reading = read(text)
    return reading.is_question and not reading.wants_person and not reading.is_thanks


def _is_answered(question: str) -> bool:
    try:
        return confidence(question, search(question, k=3)) >= KNOWN_FROM
    except EmbeddingFailed:
        # Not knowing whether it is known, it is better not to bother anybody.
        return True


def _known(contact: Contact) -> Known:
    """Return the words that must not be kept, and those of the business and its people that may."""
    identities = Identity.objects.filter(contact=contact).values_list("value", flat=True)
    fields = [str(value) for value in (contact.custom or {}).values() if isinstance(value, str | int)]
    own = [contact.name, contact.phone, contact.email, contact.email.partition("@")[0], *identities, *fields]
    workspace = current_workspace()
    house = (workspace.phone, workspace.address, workspace.website, workspace.website.split("://")[-1])
    return Known(tuple(word for word in own if word), tuple(word for word in house if word))
