"""SMTP's answers as ours: permanent or not, when to try again, and why in words for people.

Source: RFC 5321 §4.2, RFC 3463.
"""

import smtplib

from tenant_apps.channels.errors import SendFailed, SendFailureCode

from .bounces import explained
from .servers import ServerTrouble

_C = SendFailureCode


def unconfirmed() -> SendFailed:
    return SendFailed(
        permanent=False,
        code=_C.UNCONFIRMED,
        reason_for_people="The mail server did not confirm the mail in time. It may have been sent.",
        ambiguous=True,
    )


def unopened(trouble: ServerTrouble) -> SendFailed:
    """The connection never stood: nothing went out, and only what the owner typed can be to blame."""
    if trouble.fault == "passing":
        return SendFailed(
            permanent=False,
            code=_C.UNAVAILABLE,
            reason_for_people=f"{trouble.text} We will try again.",
            retry_after_s=30,
        )
    return SendFailed(
        permanent=trouble.fault != "host",
        code=_C.SIGN_IN_EXPIRED if trouble.fault == "password" else _C.UNAVAILABLE,
        reason_for_people=trouble.text,
        retry_after_s=60 if trouble.fault == "host" else None,
        blames_account=True,
    )


def refused(error: smtplib.SMTPException, recipient: str) -> SendFailed:
    """Turn an answer of the server into a SendFailed."""
    code, said, is_recipient = _answer(error, recipient)
    enhanced, reason = explained(said, said)
    if 400 <= code < 500:
        return SendFailed(
            permanent=False,
            code=_C.RATE_LIMITED if code in (421, 450, 452) else _C.UNAVAILABLE,
            reason_for_people=f"{reason} We will try again.",
            retry_after_s=60,
            vendor_code=enhanced or str(code),
        )
    if code in (530, 534, 535, 538):
        return SendFailed(
            permanent=True,
            code=_C.SIGN_IN_EXPIRED,
            reason_for_people="The mail server no longer accepts the password. Connect the mailbox again.",
            blames_account=True,
            vendor_code=str(code),
        )
    return SendFailed(
        permanent=True,
        code=_meant(code, enhanced, is_recipient),
        reason_for_people=reason,
        vendor_code=enhanced or str(code),
    )


def _meant(code: int, enhanced: str, is_recipient: bool) -> SendFailureCode:
    if code == 552 or enhanced in ("5.3.4", "5.2.3"):
        return _C.FILE_TOO_LARGE
    return _C.RECIPIENT_UNREACHABLE if is_recipient else _C.REFUSED


def _answer(error: smtplib.SMTPException, recipient: str) -> tuple[int, str, bool]:
    """Return the code, what the server said, and whether it was said of the recipient."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        refusals = {str(address).lower(): answer for address, answer in error.recipients.items()}
        code, said = refusals.get(recipient) or next(iter(refusals.values()), (550, b""))
        return code, _text(said), True
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code, _text(error.smtp_error), False
    return 450, str(error), False


def _text(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said
