"""Answer a voice message by voice, where the owner wants it and the channel plays it; otherwise in writing."""

import logging
import re
import time
from uuid import UUID

from django.conf import settings

from shared_apps.plans import entitlements
from shared_apps.vendors.llm import speech
from tenant_apps.agent.actions.claiming import Claim
from tenant_apps.agent.asking import give_back_connection
from tenant_apps.agent.models import SPOKEN_ANSWERS, Mode
from tenant_apps.agent.planning import Plan
from tenant_apps.agent.selectors import current_settings
from tenant_apps.agent.usage.actions import record_call
from tenant_apps.agent.usage.models import Feature
from tenant_apps.agent.usage.selectors import spending
from tenant_apps.channels import registry
from tenant_apps.conversations.models import Message
from tenant_apps.conversations.selectors import get_conversation
from tenant_apps.files.actions import store

log = logging.getLogger(__name__)

# Half a minute of speech; who is told more wants to read it.
LONGEST = 450
_UNSPEAKABLE = re.compile(r"https?://|www\.|@\w+\.|\n.*\n.*\n")


def voice_note(claim: Claim, plan: Plan) -> UUID | None:
    """Return the file of the spoken answer, None when it goes out as text. Asks the outside: never in a transaction."""
    if plan.is_hand_off or not _is_wanted(claim, plan.answer):
        return None
    begun, voice = time.monotonic(), current_settings().voice
    give_back_connection()
    try:
        content, error = speech.synthesise(text=plan.answer, voice=voice), ""
    except speech.SpeechFailed as failure:
        log.info("turn %s is written, as it cannot be spoken: %s", claim.turn_id, failure)
        content, error = b"", str(failure)
    record_call(
        feature=Feature.SPEECH,
        provider="openai",
        model=settings.SPEECH_MODEL,
        ms=round((time.monotonic() - begun) * 1000),
        is_ok=not error,
        error=error,
        turn_id=claim.turn_id,
    )
    if not content:
        return None
    return store(name=f"answer.{speech.SUFFIX}", content_type=speech.CONTENT_TYPE, content=content).id


def _is_wanted(claim: Claim, answer: str) -> bool:
    is_speakable = 0 < len(answer) <= LONGEST and not _UNSPEAKABLE.search(answer)
    if claim.mode != Mode.AUTOPILOT or not is_speakable or not speech.is_configured():
        return False
    if not current_settings().speaks or not entitlements.has_feature(SPOKEN_ANSWERS):
        return False
    if spending().state == "hard":
        return False
    # The last message decides: who went on in writing is answered in writing.
    last = Message.objects.filter(id=claim.message_ids[-1]).values_list("kind", flat=True).first()
    conversation = get_conversation(claim.conversation_id)
    if last != "audio" or conversation is None:
        return False
    return "audio" in registry.get(conversation.channel_account.kind).capabilities.forms
