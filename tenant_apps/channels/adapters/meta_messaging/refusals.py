"""Why connecting an account failed, in words that tell what to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from shared_apps.vendors.meta import GraphError, GraphUnreachable
from tenant_apps.channels.adapters.protocol import HealthCheck
from tenant_apps.channels.errors import OnboardingRefused

# The sign-in itself is at fault: ended, revoked, or its code was used before.
_BAD_TOKEN = {0, 102, 190}
_FORBIDDEN = {3, 10}


@contextmanager
def refusing(brand: str, field: str | None = None) -> Iterator[None]:
    """Turn what Graph refuses into OnboardingRefused; `field` names the form's field that is to blame."""
    try:
        yield
    except (GraphError, GraphUnreachable) as error:
        raise refusal(error, brand, field) from error


def refusal(error: GraphError | GraphUnreachable, brand: str, field: str | None = None) -> OnboardingRefused:
    if is_passing(error):
        text = f"{brand} cannot be reached. Try again in a minute."
        return OnboardingRefused(reason_for_people=text, code="unreachable", detail=brand)
    if isinstance(error, GraphUnreachable):
        text = f"{brand} did not answer. Try again in a minute."
        return OnboardingRefused(reason_for_people=text, code="unreachable", detail=brand)
    if error.code in _BAD_TOKEN:
        return OnboardingRefused(
            reason_for_people=f"{brand} no longer accepts the sign-in. Sign in again.",
            field="access_token",
            code="sign_in_refused",
            detail=brand,
        )
    if error.code in _FORBIDDEN or 200 <= error.code < 300:
        return OnboardingRefused(
            reason_for_people=f"The sign-in lacks a permission. Sign in to {brand} again and allow all that is asked.",
            field="access_token",
            code="permission_missing",
            detail=brand,
        )
    said = (error.details or error.message).rstrip(".")
    return OnboardingRefused(reason_for_people=f"{brand} says: {said}.", field=field)


def token_of(answer: dict[str, Any], brand: str) -> str:
    """Return the token of an answer; raises OnboardingRefused for one without."""
    token = answer.get("access_token")
    if not isinstance(token, str) or not token:
        raise OnboardingRefused(reason_for_people=f"{brand} gave no access. Sign in again.", code="no_access")
    return token


def is_passing(error: GraphError | GraphUnreachable) -> bool:
    """Tell trouble that says nothing about the account."""
    return isinstance(error, GraphUnreachable) or error.is_server_fault or error.is_transient


def unhealthy(name: str, error: GraphError | GraphUnreachable, brand: str) -> HealthCheck:
    code = "unreachable" if is_passing(error) else f"{name}_refused"
    return HealthCheck(name, False, refusal(error, brand).reason_for_people, is_passing(error), code)
