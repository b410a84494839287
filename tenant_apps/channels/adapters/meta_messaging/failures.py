"""Meta's error codes as ours: permanent or not, when to try again, and why in words for people.

Sources: https://developers.facebook.com/docs/messenger-platform/error-codes and graph-api/guides/error-handling.
A subcode says more than its code, so it is asked first.
"""

from dataclasses import dataclass

from shared_apps.vendors.meta import GraphError, GraphUnreachable
from tenant_apps.channels.errors import SendFailed, SendFailureCode

from .dialect import Dialect


@dataclass(frozen=True, slots=True)
class Meaning:
    """`reason` may name the channel as {brand}. Without `retry_after_s` it is permanent, unless `ambiguous`."""

    code: SendFailureCode
    reason: str
    retry_after_s: float | None = None
    blames_account: bool = False
    ambiguous: bool = False


_C = SendFailureCode

_BUSY = Meaning(_C.UNAVAILABLE, "{brand} is having trouble. We will try again.", 15)
_PERHAPS = Meaning(
    _C.UNCONFIRMED, "{brand} did not confirm the message. It may have been sent.", ambiguous=True
)
_TOO_FAST = Meaning(_C.RATE_LIMITED, "Too many messages in a short time. We will try again shortly.", 60)
_EXPIRED = Meaning(
    _C.SIGN_IN_EXPIRED,
    "{brand} no longer accepts the sign-in. Connect the account again.",
    blames_account=True,
)
_FORBIDDEN = Meaning(
    _C.NO_PERMISSION,
    "The sign-in may not send messages for this account. Connect it again and allow everything that is asked.",
    blames_account=True,
)
_BLOCKED = Meaning(
    _C.ACCOUNT_BLOCKED,
    "Meta has blocked this account from sending messages. Open Meta Business support.",
    blames_account=True,
)
_CLOSED = Meaning(
    _C.WINDOW_CLOSED,
    "More than 24 hours have passed since the person last wrote. Wait until they write again.",
)
_AWAY = Meaning(_C.RECIPIENT_UNREACHABLE, "This person cannot be reached: they may have left or blocked you.")
_STRANGER = Meaning(_C.RECIPIENT_UNREACHABLE, "{brand} does not know this person for this account.")
_INVALID = Meaning(_C.INVALID_REQUEST, "{brand} did not understand the message.")
_TEMPLATE = Meaning(
    _C.TEMPLATE_REFUSED, "{brand} refused the template. Check its approval, language and variables."
)
_MEDIA = Meaning(
    _C.MEDIA_REFUSED, "{brand} could not take the file. Check its type and size, then send it again."
)

CODES: dict[int, Meaning] = {
    1: _BUSY,
    2: _BUSY,
    3: _FORBIDDEN,
    4: _TOO_FAST,
    10: _FORBIDDEN,
    17: _TOO_FAST,
    32: _TOO_FAST,
    100: _INVALID,
    190: _EXPIRED,
    341: _TOO_FAST,
    368: _BLOCKED,
    551: _AWAY,
    613: Meaning(_C.RATE_LIMITED, "Too many messages in a short time. We will try again shortly.", 10),
    10900: Meaning(
        _C.COMMENT_ANSWERED,
        "This comment already has its private answer. Wait until the person writes back.",
    ),
    10903: Meaning(_C.COMMENT_CLOSED, "This person does not take private answers to comments."),
    80002: Meaning(_C.LIMIT_REACHED, "This account reached Meta’s limit. We will try again later.", 300),
    80006: Meaning(_C.LIMIT_REACHED, "This page reached Meta’s limit. We will try again later.", 300),
    **dict.fromkeys(range(200, 300), _FORBIDDEN),
}
SUBCODES: dict[int, Meaning] = {
    460: Meaning(
        _C.SIGN_IN_EXPIRED,
        "The password was changed, so Meta ended the sign-in. Connect the account again.",
        blames_account=True,
    ),
    463: _EXPIRED,
    467: _EXPIRED,
    1357046: _PERHAPS,
    1545041: _AWAY,
    1893063: Meaning(
        _C.ACCOUNT_BLOCKED,
        "Meta has restricted this account from sending messages for a while. Open Meta Business support.",
        blames_account=True,
    ),
    2018001: _STRANGER,
    2018007: _MEDIA,
    2018008: _MEDIA,
    2018047: _MEDIA,
    2018065: _CLOSED,
    2018108: _AWAY,
    2018278: _CLOSED,
    2534014: _STRANGER,
    2534022: _CLOSED,
    2534029: Meaning(_C.RECIPIENT_BLOCKED, "This person has blocked the account."),
    2534040: Meaning(_C.RATE_LIMITED, "Too many messages in a short time. We will try again shortly.", 10),
    2534041: Meaning(
        _C.MESSAGES_SWITCHED_OFF,
        "The Instagram account does not let apps read its messages. Open Instagram’s settings, Messages, Connected"
        " tools, and allow access to messages.",
        blames_account=True,
    ),
}


def failed(error: GraphError, dialect: Dialect, *, is_template: bool = False) -> SendFailed:
    """Turn a Graph answer into a SendFailed; an unknown code is transient only if Meta says or is at fault.

    What is wrong with a template comes under the code for any invalid parameter.
    """
    meaning = SUBCODES.get(error.subcode or 0) or CODES.get(error.code)
    if meaning is None or (meaning is _INVALID and error.is_transient):
        meaning = _unknown(error)
    elif meaning is _INVALID and is_template:
        meaning = _TEMPLATE
    wait_s = meaning.retry_after_s and (error.retry_after_s or meaning.retry_after_s)
    vendor_code = f"{error.code}/{error.subcode}" if error.subcode else str(error.code)
    return SendFailed(
        permanent=meaning.retry_after_s is None and not meaning.ambiguous,
        code=meaning.code,
        reason_for_people=meaning.reason.replace("{brand}", dialect.brand),
        retry_after_s=wait_s,
        ambiguous=meaning.ambiguous,
        blames_account=meaning.blames_account,
        vendor_code=vendor_code,
    )


def unreachable(error: GraphUnreachable, dialect: Dialect) -> SendFailed:
    """Tell a request that never left from one whose answer was lost."""
    if error.may_have_arrived:
        return SendFailed(
            permanent=False,
            code=_C.UNCONFIRMED,
            reason_for_people=f"{dialect.brand} did not confirm the message in time. It may have been sent.",
            ambiguous=True,
        )
    return never_left(dialect)


def never_left(dialect: Dialect) -> SendFailed:
    return SendFailed(
        permanent=False,
        code=_C.UNAVAILABLE,
        reason_for_people=f"{dialect.brand} cannot be reached. We will try again.",
        retry_after_s=5,
    )


def _unknown(error: GraphError) -> Meaning:
    if error.is_server_fault or error.is_transient:
        return _BUSY
    said = (error.details or error.message).rstrip(".")
    return Meaning(_C.REFUSED, f"{{brand}} refused the message: {said}." if said else "{brand} refused it.")
