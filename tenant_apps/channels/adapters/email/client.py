"""Sending: by the mailbox's own SMTP server, or by the platform's provider for mailboxes that are forwarded to us."""

import logging
import re
import smtplib
from email.utils import parseaddr

from anymail.exceptions import AnymailAPIError, AnymailError, AnymailRecipientsRefused
from django.core.mail import EmailMultiAlternatives, get_connection

from shared_apps.core.keys import tenant_key
from shared_apps.core.ratelimit import take
from tenant_apps.channels.errors import SendFailed, SendFailureCode
from tenant_apps.channels.outbound import AccountCredentials, Outbound, SendResult

from . import failures
from .render import mail_id, recipient_of, render
from .servers import ServerTrouble, server_of, smtp

log = logging.getLogger(__name__)

# Two machines that answer each other stop here, should every mark of a machine have failed: ten mails at once,
# then one in six minutes.
AUTOMATIC_BURST = 10
AUTOMATIC_PER_S = 1 / 360


def send(account: AccountCredentials, outbound: Outbound) -> SendResult:
    """Hand one mail to a mail server; raises SendFailed."""
    mail = render(account, outbound)
    if outbound.sent_by != "member":
        _hold_back(account, outbound)
    if account.settings.get("mode") == "webhook":
        _by_provider(mail, recipient_of(outbound))
    else:
        _by_smtp(account, mail, recipient_of(outbound))
    return SendResult(mail_id(account, outbound))


def _hold_back(account: AccountCredentials, outbound: Outbound) -> None:
    key = tenant_key("automatic-mail", account.external_id, recipient_of(outbound))
    if take(key, per_second=AUTOMATIC_PER_S, burst=AUTOMATIC_BURST):
        raise SendFailed(
            permanent=True,
            code=SendFailureCode.RECIPIENT_CAPPED,
            reason_for_people="This address got too many automatic mails in a short time. A person can still answer.",
        )


def _by_smtp(account: AccountCredentials, mail: EmailMultiAlternatives, to: str) -> None:
    try:
        with smtp(server_of(account, "smtp")) as server:
            try:
                refused = server.sendmail(parseaddr(mail.from_email)[1], mail.recipients(), as_sent(mail))
            except (smtplib.SMTPServerDisconnected, OSError) as error:
                # SMTPException is an OSError too: answers of the server are sorted out below.
                if isinstance(error, smtplib.SMTPException) and not isinstance(
                    error, smtplib.SMTPServerDisconnected
                ):
                    raise failures.refused(error, to) from error
                if server.is_handed_over:
                    raise failures.unconfirmed() from error
                raise failures.unopened(ServerTrouble("passing", "The mail server broke off.")) from error
    except ServerTrouble as trouble:
        raise failures.unopened(trouble) from trouble
    if to in {str(address).lower() for address in refused}:
        # The copies went out, the person who was meant did not get it.
        raise failures.refused(smtplib.SMTPRecipientsRefused(refused), to)


def as_sent(mail: EmailMultiAlternatives) -> bytes:
    """Return the bytes for SMTP, with the line ends that it wants."""
    return re.sub(rb"\r\n|\r|\n", b"\r\n", mail.message().as_bytes())


def _by_provider(mail: EmailMultiAlternatives, to: str) -> None:
    try:
        get_connection().send_messages([mail])
    except AnymailRecipientsRefused as error:
        raise SendFailed(
            permanent=True,
            code=SendFailureCode.RECIPIENT_UNREACHABLE,
            reason_for_people="The provider does not send to this address: it bounced before, or it is misspelt.",
        ) from error
    except AnymailError as error:
        raise _provider_failed(error) from error
    except smtplib.SMTPServerDisconnected as error:
        raise failures.unconfirmed() from error
    except smtplib.SMTPException as error:
        raise failures.refused(error, to) from error
    except OSError as error:
        raise failures.unopened(ServerTrouble("passing", "The mail provider cannot be reached.")) from error


def _provider_failed(error: AnymailError) -> SendFailed:
    status = getattr(error, "status_code", None) or 0
    is_permanent = isinstance(error, AnymailAPIError) and 400 <= status < 500 and status != 429
    log.warning("the mail provider refused a mail with status %s", status)
    return SendFailed(
        permanent=is_permanent,
        code=SendFailureCode.REFUSED if is_permanent else SendFailureCode.UNAVAILABLE,
        reason_for_people="The mail provider refused the mail."
        if is_permanent
        else "The mail provider is away. We will try again.",
        retry_after_s=None if is_permanent else 60,
        vendor_code=str(status) if status else None,
    )
