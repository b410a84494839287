"""Olga works for the platform and has a second factor; Piet works for it and has none."""

from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from shared_apps.accounts import jwt
from shared_apps.accounts.models import DeviceSession, SessionKind, User
from shared_apps.core.clock import now
from shared_apps.core.fields import encrypt
from tests.cast import PASSWORD, Client

Desk = Callable[..., Client]


def staff(email: str, name: str) -> User:
    user = User.objects.create_user(email, PASSWORD, name=name, is_staff=True)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    return user


def add_second_factor(user: User) -> None:
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": encrypt("JBSWY3DPEHPK3PXP")}
    )


@pytest.fixture
def olga(db: None) -> User:
    """An operator."""
    user = staff("olga@parlor.test", "Olga")
    add_second_factor(user)
    return user


@pytest.fixture
def piet(db: None) -> User:
    """Staff without a second factor."""
    return staff("piet@parlor.test", "Piet")


@pytest.fixture
def desk() -> Desk:
    """`desk(olga)` is a client on the public site, in a session that proved two factors unless said otherwise."""

    def client(user: User, *, is_proved_twice: bool = True, is_confirmed: bool = True) -> Client:
        session = DeviceSession.objects.create(
            user=user,
            kind=SessionKind.API,
            last_seen_at=now(),
            confirmed_at=now() if is_confirmed else now().replace(year=2020),
            second_factor_at=now() if is_proved_twice else None,
        )
        made = Client(None)
        made.credentials(HTTP_AUTHORIZATION=f"Bearer {jwt.access_token(user, session.id)}")
        return made

    return client


@pytest.fixture
def console(olga: User, desk: Desk) -> Client:
    """Olga at the console."""
    return desk(olga)
