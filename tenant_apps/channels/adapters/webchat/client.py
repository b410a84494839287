"""Push to a visitor's sockets; hand over the files that visitors uploaded."""

import hashlib
import logging
from collections.abc import Iterable
from uuid import UUID, uuid4

from redis import RedisError

from shared_apps.core.errors import NotFound
from shared_apps.core.keys import group_name, schema
from shared_apps.realtime.push import publish
from tenant_apps.channels.errors import MediaUnavailable
from tenant_apps.channels.outbound import AccountCredentials, FetchedMedia, Outbound, SendResult

from .render import Nudge, draft, render

log = logging.getLogger(__name__)

Identities = Iterable[tuple[str, str]]


def visitor_group(schema_name: str, key: str, identity: tuple[str, str]) -> str:
    """Return the channel-layer group of one visitor of one website."""
    digest = hashlib.sha256("\0".join((key, *identity)).encode()).hexdigest()[:32]
    return group_name(schema_name, "visitor", digest)


def addressed(identities: Identities) -> list[tuple[str, str]]:
    """Return whom to tell: the verified person if there is one, and then not the browsers they once came by."""
    known = list(identities)
    verified = [identity for identity in known if identity[0] == "user"]
    return verified or known


def push(key: str, identities: Identities, nudge: Nudge) -> None:
    """Tell the visitor's sockets; a push that fails only means that they learn it when they come back."""
    event = {"type": "nudge", "message": nudge.message, "frame": nudge.frame}
    for identity in addressed(identities):
        try:
            publish(visitor_group(schema(), key, identity), event)
        except RedisError as error:
            log.warning("a visitor was not told: %s", error)


def send(account: AccountCredentials, outbound: Outbound) -> SendResult:
    """Nudge the visitor and name the message by our own id; raises SendFailed."""
    push(account.external_id, outbound.recipient, render(outbound))
    is_signal = outbound.kind in {"read", "typing", "reaction"}
    return SendResult("" if is_signal else outbound.client_ref or str(uuid4()))


def stream(account: AccountCredentials, recipient: Identities, text: str) -> None:
    push(account.external_id, recipient, draft(text))


def fetch_media(media_id: str, *, max_bytes: int) -> FetchedMedia:
    """Return which kept file an upload is; raises MediaUnavailable."""
    # The registry is imported where no Django app is ready yet, so tables are met here first.
    from tenant_apps.files.selectors import get_file

    try:
        stored = get_file(UUID(media_id))
    except (NotFound, ValueError) as error:
        raise MediaUnavailable(permanent=True, reason_for_people="This file is gone.") from error
    if stored.size > max_bytes:
        raise MediaUnavailable(permanent=True, reason_for_people="This file is too large.")
    return FetchedMedia(mime=stored.content_type, sha256=stored.sha256, kept_as=stored.id)
