"""The calls to Graph that sending and fetching need, with failures in our words."""

from shared_apps.vendors.meta import FileTooLarge, GraphClient, GraphError, GraphUnreachable
from tenant_apps.channels.adapters.meta_messaging.approved import approved
from tenant_apps.channels.adapters.protocol import ApprovedTemplate
from tenant_apps.channels.errors import MediaUnavailable, SendFailed, SendFailureCode
from tenant_apps.channels.outbound import AccountCredentials, FetchedMedia, Outbound, SendResult

from . import failures
from .render import check_media, render

# Meta answers these for a media id that is gone; asking again is of no use.
_GONE = {100, 33, 131052}


def graph(account: AccountCredentials) -> GraphClient:
    return GraphClient(account.secrets.get("access_token", ""))


def send(account: AccountCredentials, outbound: Outbound) -> SendResult:
    """Upload the file if there is one, then post the message."""
    client = graph(account)
    media_id = _uploaded(client, account, outbound)
    body = render(outbound, media_id=media_id)
    try:
        answer = client.post(f"{account.external_id}/messages", body)
    except GraphError as error:
        raise failures.failed(error) from error
    except GraphUnreachable as error:
        raise failures.unreachable(error) from error
    messages = answer.get("messages")
    first = messages[0] if isinstance(messages, list) and messages else {}
    return SendResult(str(first.get("id", "")) if isinstance(first, dict) else "")


def fetch_media(account: AccountCredentials, media_id: str, *, max_bytes: int) -> FetchedMedia:
    try:
        found = graph(account).download_media(media_id, max_bytes=max_bytes)
    except FileTooLarge as error:
        raise MediaUnavailable(permanent=True, reason_for_people="The file is too large to keep.") from error
    except GraphError as error:
        is_gone = error.code in _GONE or error.http_status == 404
        raise MediaUnavailable(
            permanent=is_gone,
            reason_for_people="WhatsApp no longer has this file."
            if is_gone
            else failures.failed(error).reason_for_people,
        ) from error
    except GraphUnreachable as error:
        raise MediaUnavailable(permanent=False, reason_for_people="WhatsApp cannot be reached.") from error
    return FetchedMedia(found.content, found.mime, found.sha256)


def templates(account: AccountCredentials) -> list[ApprovedTemplate]:
    """Return the approved templates of the number's business account; raises SendFailed."""
    try:
        return approved(graph(account), account.settings.get("waba_id", ""))
    except GraphError as error:
        raise failures.failed(error) from error
    except GraphUnreachable as error:
        raise failures.unreachable(error) from error


def _uploaded(client: GraphClient, account: AccountCredentials, outbound: Outbound) -> str:
    media = outbound.media
    if media is None or media.content is None or media.media_id:
        return ""
    check_media(outbound)
    # Refuse a bad caption or address before spending an upload on it.
    render(outbound, media_id="pending")
    try:
        return client.upload_media(
            account.external_id, name=media.name, mime=media.mime, content=media.content
        )
    except GraphError as error:
        raise failures.failed(error) from error
    except GraphUnreachable as error:
        # An upload that may have arrived reached no customer: trying again is safe.
        raise SendFailed(
            permanent=False,
            code=SendFailureCode.UNAVAILABLE,
            reason_for_people="WhatsApp cannot be reached. We will try again.",
            retry_after_s=5,
        ) from error
