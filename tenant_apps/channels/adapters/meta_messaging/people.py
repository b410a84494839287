"""Who a customer is: webhooks carry only an id."""

from shared_apps.vendors.meta import GraphError, GraphUnreachable
from tenant_apps.channels.adapters.protocol import Profile

from . import failures
from .client import Line

_FIELDS = {
    "messenger": "name,first_name,last_name,profile_pic",
    "instagram": "name,username,profile_pic",
}


def profile(line: Line, recipient: tuple[tuple[str, str], ...]) -> Profile:
    """Ask Graph for a customer's name; empty when it does not tell: no consent, or no permission for profiles.

    Raises SendFailed for what may pass and for a sign-in that has ended.
    """
    person = dict(reversed(recipient)).get(line.dialect.identity)
    if not person:
        return Profile()
    try:
        found = line.client.get(person, {"fields": _FIELDS[line.dialect.kind]})
    except GraphError as error:
        failure = failures.failed(error, line.dialect)
        if failure.permanent and error.code != 190:
            return Profile()
        raise failure from error
    except GraphUnreachable as error:
        raise failures.never_left(line.dialect) from error
    said = {key: value for key, value in found.items() if isinstance(value, str)}
    halves = " ".join(filter(None, [said.get("first_name"), said.get("last_name")]))
    return Profile(
        name=said.get("name") or halves,
        username=said.get("username", ""),
        picture=said.get("profile_pic", ""),
    )
