"""One telephone, several spellings: which numbers may be the same one? Pure.

WhatsApp's `wa_id` and the number that people dial differ in three countries:
Brazil's mobile numbers got a 9 in front (wa_ids of old ones have none), Mexico's had a 1 after the country code until
2019, Argentina's have a 9 there from abroad and a 15 inside at home. Sources: Anatel resolution 553, IFT's numbering
plan of 2019, ENACOM; /documentation/business-messaging/whatsapp/business-phone-numbers (wa_id).
"""

import re

import phonenumbers

_NOT_DIGIT = re.compile(r"\D")
_BRAZILIAN = re.compile(r"55(\d{2})9?([6-9]\d{7})")
_MEXICAN = re.compile(r"521?(\d{10})")
_ARGENTINE = re.compile(r"549?(\d{10})")
_ARGENTINE_AT_HOME = re.compile(r"549?\d{2,4}15\d{6,8}")


def digits_of(number: str) -> str:
    return _NOT_DIGIT.sub("", number)


def same_numbers(number: str) -> tuple[str, ...]:
    """Return the digits of an international number and of every other spelling of it, itself first."""
    digits = digits_of(number)
    return tuple(dict.fromkeys([digits, *_others(digits)]))


def normal(number: str, *, region: str | None = None) -> str:
    """Return a typed number in E.164; empty for what is none. `region` (ISO 3166) reads numbers without "+"."""
    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(parsed):
        return ""
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _others(digits: str) -> list[str]:
    if found := _BRAZILIAN.fullmatch(digits):
        area, rest = found.groups()
        return [f"55{area}{rest}", f"55{area}9{rest}"]
    if found := _MEXICAN.fullmatch(digits):
        return [f"52{found[1]}", f"521{found[1]}"]
    if found := _ARGENTINE.fullmatch(digits):
        return _argentine(found[1])
    if _ARGENTINE_AT_HOME.fullmatch(digits):
        return _argentine(_without_fifteen(digits))
    return []


def _argentine(national: str) -> list[str]:
    """Return the spellings of ten digits: area code (two to four digits) and number."""
    if len(national) != 10:
        return []
    parsed = phonenumbers.parse(f"+549{national}")
    # The library counts the 9 in front to the area code.
    area = max(phonenumbers.length_of_national_destination_code(parsed) - 1, 2)
    return [f"549{national}", f"54{national}", f"54{national[:area]}15{national[area:]}"]


def _without_fifteen(digits: str) -> str:
    """Return area code and number of a number with the 15 of calls at home; empty when it has none."""
    home = digits.removeprefix("549") if digits.startswith("549") else digits.removeprefix("54")
    try:
        national = str(phonenumbers.parse(f"0{home}", "AR").national_number)
    except phonenumbers.NumberParseException:
        return ""
    return national.removeprefix("9") if len(national) == 11 else ""
