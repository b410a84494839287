"""What a member writes on the envelope of a mail: its subject and who else gets it.

It is kept in `Message.payload` as `mail`: {"subject", "cc", "bcc"}, each only where somebody chose it; the rest is
that of the customer's newest mail, as `ConversationChannel.context` has it.
"""

from collections.abc import Mapping
from typing import Any

from shared_apps.core.errors import Invalid
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.conversations.models import ConversationChannel

View = dict[str, Any]


def checked_envelope(mail: Mapping[str, Any] | None, account: ChannelAccount) -> View:
    """Return what a message's payload keeps of it; raises Invalid on a channel that knows no envelopes."""
    if not mail:
        return {}
    if account.kind != "email":
        raise Invalid("Only a mail has a subject and copies.", fields={"mail": ["Leave this out."]})
    return {"mail": {name: mail[name] for name in ("subject", "cc", "bcc") if mail.get(name) is not None}}


def envelope_context(payload: Mapping[str, Any]) -> dict[str, str]:
    """Return how the chosen envelope changes the context that an adapter answers in."""
    mail = payload.get("mail") or {}
    copies = {name: ", ".join(mail[name]) for name in ("cc", "bcc") if name in mail}
    return {**copies, **({"own_subject": mail["subject"]} if mail.get("subject") else {})}


def envelope_view(used: ConversationChannel) -> View | None:
    """Return the subject that an answer carries and who else was written to; null where there are no mails."""
    if used.channel_account.kind != "email":
        return None
    cc = str(used.context.get("cc", ""))
    return {
        "subject": str(used.context.get("subject", "")),
        "cc": [address for one in cc.split(",") if (address := one.strip())],
    }
