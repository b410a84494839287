"""Really signed-in clients, and what an authenticator app and the letters would show."""

import re

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail

from shared_apps.accounts.actions.codes import mark_verified
from tests.cast import PASSWORD, Client, Person


def browser_of(person: Person) -> Client:
    """Return a browser in which the person has just signed in with their password."""
    client = Client(person.tenant)
    given = {"email": person.user.email, "password": PASSWORD}
    assert client.post("/api/auth/session/", given).status_code == 200
    return client


def verify(person: Person) -> None:
    mark_verified(person.user)


def app_code(secret: str, step: int = 0) -> str:
    """Return what an authenticator app shows now; `step` 1 is what it shows in the next half minute."""
    counters = list(yield_hotp_counters_from_time())
    return str(format_hotp_value(hotp_value(secret, counters[len(counters) // 2] + step)))


def with_two_factors(person: Person) -> tuple[Client, str, list[str]]:
    """Turn the second factor on; return the browser, the app's secret and the recovery codes."""
    verify(person)
    client = browser_of(person)
    begun = client.post("/api/auth/two-factor/totp/").json()
    given = {"setup": begun["setup"], "code": app_code(begun["secret"])}
    answer = client.put("/api/auth/two-factor/totp/", given)
    assert answer.status_code == 200, answer.content
    return client, begun["secret"], answer.json()["codes"]


def letters_to(address: str) -> list[str]:
    """Return the subjects of the letters to an address, oldest first."""
    return [str(letter.subject) for letter in mail.outbox if letter.to == [address]]


def code_in_letter(address: str) -> str:
    """Return the code in the newest letter to an address."""
    newest = [letter for letter in mail.outbox if letter.to == [address]][-1]
    found = re.match(r"\d{6}", str(newest.subject))
    assert found, newest.subject
    return found[0]
