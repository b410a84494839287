"""The people of every test: Ada owns Acme, Ben answers there, Cleo looks on; Mallory owns Globex next door."""

from dataclasses import dataclass
from random import Random

from rest_framework.test import APIClient

from shared_apps.accounts import jwt
from shared_apps.accounts.models import User
from shared_apps.facts.publisher import unannounced
from shared_apps.plans.actions import start
from shared_apps.plans.choices import Source
from tenant_apps.team.actions import add_member
from tenant_apps.team.models import Member
from tenants import pool
from tenants.actions import create_tenant
from tenants.entering import entered
from tenants.models import Role, Tenant

PASSWORD = "correct horse battery"
BASE_DOMAIN = "parlor.test"


@dataclass(frozen=True)
class Person:
    """Somebody signed in: the user, the member they are at home, and that home."""

    user: User
    member: Member
    tenant: Tenant


class Client(APIClient):
    """Speaks to one host, from an address of its own, so that rate limits of one test do not meet another's."""

    def __init__(
        self, tenant: Tenant | None, person: Person | None = None, *, is_csrf_checked: bool = False
    ) -> None:
        host = f"{tenant.slug}.{BASE_DOMAIN}" if tenant else BASE_DOMAIN
        address = "10." + ".".join(str(Random().randrange(1, 255)) for _ in range(3))
        super().__init__(enforce_csrf_checks=is_csrf_checked, HTTP_HOST=host, REMOTE_ADDR=address)
        if person is not None:
            self.credentials(HTTP_AUTHORIZATION=f"Bearer {jwt.access_token(person.user)}")


def assemble() -> None:
    """Make the two workspaces through the real path: filled pool, claim, members."""
    pool.fill()
    ada = _user("ada@acme.test", "Ada")
    acme = create_tenant(slug="acme", name="Acme", language="en", owner=ada)
    _allow_everything(acme)
    with entered(acme):
        add_member(tenant=acme, user=_user("ben@acme.test", "Ben"), role=Role.AGENT)
        add_member(tenant=acme, user=_user("cleo@acme.test", "Cleo"), role=Role.VIEWER)
    globex = create_tenant(
        slug="globex", name="Globex", language="en", owner=_user("mallory@globex.test", "Mallory")
    )
    _allow_everything(globex)


def _allow_everything(tenant: Tenant) -> None:
    """Put a workspace on the largest plan: what a plan refuses is the tests' of plans alone."""
    with unannounced():
        start(tenant_id=tenant.id, plan="enterprise", source=Source.DEMO)


def _user(email: str, name: str) -> User:
    return User.objects.create_user(email, PASSWORD, name=name)


def person(tenant: Tenant, email: str) -> Person:
    user = User.objects.get(email=email)
    with entered(tenant):
        return Person(user, Member.objects.get(user_id=user.id), tenant)
