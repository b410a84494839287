"""Meta's error codes as ours: permanent or not, when to try again, and why in words for people.

Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
"""

from dataclasses import dataclass

from shared_apps.vendors.meta import GraphError, GraphUnreachable
from tenant_apps.channels.errors import SendFailed, SendFailureCode


@dataclass(frozen=True, slots=True)
class Meaning:
    code: SendFailureCode
    reason: str
    retry_after_s: float | None = None
    blames_account: bool = False

    @property
    def is_permanent(self) -> bool:
        return self.retry_after_s is None


_C = SendFailureCode

_EXPIRED = Meaning(
    _C.SIGN_IN_EXPIRED, "WhatsApp no longer accepts the access token. Connect the number again.", None, True
)
_FORBIDDEN = Meaning(
    _C.NO_PERMISSION,
    "The access token may not send from this number. Check its permissions in Meta Business.",
    None,
    True,
)
_BLOCKED = Meaning(
    _C.ACCOUNT_BLOCKED,
    "Meta has blocked this WhatsApp account for breaking its policies. Open Meta Business support.",
    None,
    True,
)
_BUSY = Meaning(_C.UNAVAILABLE, "WhatsApp is having trouble. We will try again.", 15)
_TOO_FAST = Meaning(_C.RATE_LIMITED, "Too many messages in a short time. We will try again shortly.", 60)
_TEMPLATE = Meaning(
    _C.TEMPLATE_REFUSED, "WhatsApp refused the template. Check its approval, language and variables."
)
_VALUES = Meaning(
    _C.TEMPLATE_VALUES,
    "The template's variables do not fit. Check how many there are and what stands in them.",
)
_PAUSED = Meaning(
    _C.TEMPLATE_PAUSED, "Meta has paused this template because people complained of it. Choose another one."
)
_INVALID = Meaning(_C.INVALID_REQUEST, "WhatsApp did not understand the message.")
_MEDIA = Meaning(
    _C.MEDIA_REFUSED, "WhatsApp could not take the file. Check its type and size, then send it again."
)
_UNREGISTERED = Meaning(
    _C.NOT_REGISTERED, "This number is not registered for WhatsApp. Register it in Meta Business.", None, True
)
_CAPPED = Meaning(
    _C.RECIPIENT_CAPPED, "WhatsApp limits how many business messages this person gets. Try again tomorrow."
)

MEANINGS: dict[int, Meaning] = {
    0: _EXPIRED,
    1: _BUSY,
    2: _BUSY,
    3: _FORBIDDEN,
    4: _TOO_FAST,
    10: _FORBIDDEN,
    33: _UNREGISTERED,
    100: _INVALID,
    190: _EXPIRED,
    368: _BLOCKED,
    80007: _TOO_FAST,
    130429: Meaning(_C.RATE_LIMITED, "Too many messages in a short time. We will try again shortly.", 10),
    130472: _CAPPED,
    130497: Meaning(_C.COUNTRY_REFUSED, "Meta does not let this business write to the person's country."),
    131000: _BUSY,
    131005: _FORBIDDEN,
    131008: _INVALID,
    131009: _INVALID,
    131016: _BUSY,
    131021: Meaning(_C.OWN_NUMBER, "A number cannot write to itself."),
    131026: Meaning(
        _C.NOT_ON_WHATSAPP,
        "The message cannot be delivered: the person may not use WhatsApp or has an old version.",
    ),
    131030: Meaning(
        _C.TEST_NUMBER, "A test number may only write to the numbers on its list in Meta Business."
    ),
    131031: _BLOCKED,
    131037: Meaning(_C.NAME_UNAPPROVED, "The number's display name is not approved yet.", None, True),
    131042: Meaning(
        _C.PAYMENT_REQUIRED,
        "Meta could not charge for the message. Check the payment method in Meta Business.",
        None,
        True,
    ),
    131045: _UNREGISTERED,
    131047: Meaning(
        _C.NEEDS_TEMPLATE,
        "More than 24 hours have passed since the person last wrote. Send a template instead.",
    ),
    131048: Meaning(
        _C.SLOWED_FOR_SPAM, "WhatsApp slowed this number down because people reported messages as spam.", 600
    ),
    131049: _CAPPED,
    131050: Meaning(
        _C.RECIPIENT_OPTED_OUT, "The person does not want marketing messages from this business."
    ),
    131051: Meaning(_C.NOT_SUPPORTED, "WhatsApp does not support this type of message."),
    131052: _MEDIA,
    131053: _MEDIA,
    131056: Meaning(_C.RATE_LIMITED, "Too many messages to one person. We will try again in a moment.", 6),
    131057: Meaning(_C.UNAVAILABLE, "WhatsApp is upgrading this number. We will try again in a minute.", 60),
    131062: Meaning(_C.PHONE_NEEDED, "This message needs the person's phone number, which we do not have."),
    131063: _TEMPLATE,
    131064: Meaning(
        _C.LIMIT_REACHED, "This number reached its message limit. We will try again later.", 3600
    ),
    133004: _BUSY,
    133010: _UNREGISTERED,
    132001: Meaning(
        _C.TEMPLATE_MISSING,
        "WhatsApp has no approved template of this name in this language. Choose another one.",
    ),
    137000: Meaning(
        _C.IDENTITY_CHANGED, "The person's WhatsApp identity has changed. Confirm it before writing."
    ),
    **dict.fromkeys(range(200, 300), _FORBIDDEN),
    **dict.fromkeys([132000, 132005, 132007, 132008, 132012, 132018], _VALUES),
    **dict.fromkeys([132015, 132016], _PAUSED),
    **dict.fromkeys([132068, 132069, 134011, 134100, 134101, 134102], _TEMPLATE),
}


def reason_for_people(code: int | None, fallback: str) -> str:
    """Say why in plain words; what Meta says itself when the code is new to us."""
    meaning = MEANINGS.get(code) if code is not None else None
    return meaning.reason if meaning else fallback or "WhatsApp refused the message."


def code_for_people(code: int | None) -> str | None:
    """Return our own code, which the interface translates; Meta's number when it is new to us."""
    if code is None:
        return None
    meaning = MEANINGS.get(code)
    return meaning.code if meaning else str(code)


def failed(error: GraphError) -> SendFailed:
    """Turn a Graph answer into a SendFailed; an unknown code is transient only if the server was at fault."""
    meaning = MEANINGS.get(error.code)
    if meaning is None:
        said = error.details or error.message
        meaning = Meaning(
            _C.UNAVAILABLE if error.is_server_fault else _C.REFUSED,
            f"WhatsApp refused the message: {said.rstrip('.')}." if said else "WhatsApp refused the message.",
            15 if error.is_server_fault else None,
        )
    return SendFailed(
        permanent=meaning.is_permanent,
        code=meaning.code,
        reason_for_people=meaning.reason,
        retry_after_s=None if meaning.is_permanent else error.retry_after_s or meaning.retry_after_s,
        blames_account=meaning.blames_account,
        vendor_code=str(error.code),
    )


def unreachable(error: GraphUnreachable) -> SendFailed:
    """Tell a request that never left from one whose answer was lost."""
    if error.may_have_arrived:
        return SendFailed(
            permanent=False,
            code=_C.UNCONFIRMED,
            reason_for_people="WhatsApp did not confirm the message in time. It may have been sent.",
            ambiguous=True,
        )
    return SendFailed(
        permanent=False,
        code=_C.UNAVAILABLE,
        reason_for_people="WhatsApp cannot be reached. We will try again.",
        retry_after_s=5,
    )
