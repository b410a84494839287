"""The calls to Graph that sending needs, with failures in our words."""

from dataclasses import dataclass

from shared_apps.vendors.meta import GraphClient, GraphError, GraphUnreachable
from tenant_apps.channels.adapters.protocol import ApprovedTemplate
from tenant_apps.channels.capabilities import Capabilities
from tenant_apps.channels.forms import fit
from tenant_apps.channels.outbound import Outbound, SendResult

from . import failures
from .approved import approved
from .dialect import Dialect
from .render import check_media, render, type_of


@dataclass(frozen=True, slots=True)
class Line:
    """How to reach Graph for an account: with which token, and under which node its calls stand."""

    client: GraphClient
    node: str
    dialect: Dialect


def send(line: Line, outbound: Outbound, capabilities: Capabilities) -> SendResult:
    """Upload the file if there is one, then post the message."""
    outbound = fit(outbound, capabilities)
    attachment_id = _uploaded(line, outbound, capabilities)
    body = render(outbound, capabilities, line.dialect, attachment_id=attachment_id)
    try:
        answer = line.client.post(f"{line.node}/messages", body)
    except GraphError as error:
        raise failures.failed(error, line.dialect, is_template=outbound.kind == "template") from error
    except GraphUnreachable as error:
        raise failures.unreachable(error, line.dialect) from error
    return SendResult(str(answer.get("message_id") or ""))


def templates(line: Line) -> list[ApprovedTemplate]:
    """Return the approved templates of a page; raises SendFailed."""
    try:
        return approved(line.client, line.node)
    except GraphError as error:
        raise failures.failed(error, line.dialect) from error
    except GraphUnreachable as error:
        raise failures.never_left(line.dialect) from error


def _uploaded(line: Line, outbound: Outbound, capabilities: Capabilities) -> str:
    media = outbound.media
    if media is None or media.content is None or media.media_id:
        return ""
    check_media(outbound, capabilities, line.dialect)
    # Refuse a caption or a missing address before spending an upload on it.
    render(outbound, capabilities, line.dialect, attachment_id="pending")
    try:
        return line.client.upload_attachment(
            line.node,
            kind=type_of(outbound),
            name=media.name,
            mime=media.mime,
            content=media.content,
            platform=line.dialect.kind,
        )
    except GraphError as error:
        raise failures.failed(error, line.dialect) from error
    except GraphUnreachable as error:
        # An upload that may have arrived reached no customer: trying again is safe.
        raise failures.never_left(line.dialect) from error
