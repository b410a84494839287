"""Keys and people's contact data, as they look in any text."""

import re

_KEYS = re.compile(
    r"\bsk-[\w-]{8,}|\bsk_(?:live|test)_\w{8,}|\bEAA\w{12,}|\bAIza[\w-]{20,}|\bxox[abp]-[\w-]{8,}|\bgh[pousr]_\w{16,}"
    r"|\beyJ[\w-]{10,}\.[\w-]{10,}|-----BEGIN [A-Z ]+-----|\bBearer\s+[\w.-]{12,}|\bpostgres(?:ql)?://\S+|\bredis://\S+"
)
_PHONE = re.compile(r"(?<![\w.])\+?\d(?:[\s().–-]{0,2}\d){8,14}(?!\w)")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
_NOT_DIGITS = re.compile(r"\D")


def keys_in(text: str) -> list[str]:
    return _KEYS.findall(text)


def strange_contacts(answer: str, sources: str) -> list[str]:
    """Return phone numbers and mail addresses of the answer that the sources do not have."""
    digits = _NOT_DIGITS.sub("", " ".join(_PHONE.findall(sources)))
    phones = [phone for phone in _PHONE.findall(answer) if _NOT_DIGITS.sub("", phone)[-9:] not in digits]
    known = sources.casefold()
    return phones + [mail for mail in _MAIL.findall(answer) if mail.casefold() not in known]
