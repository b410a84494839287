"""Open the demo workspaces and fill them."""

import json
import os
from collections.abc import Callable
from typing import Any

import httpx
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.files.base import ContentFile

from config.demo import history
from config.demo.channels import connect_all
from config.demo.script import Business, Person
from config.demo.website import connect_website
from shared_apps.accounts.models import User
from shared_apps.plans.actions import start
from shared_apps.plans.choices import Period, Source
from tenant_apps.agent.actions import change_settings
from tenant_apps.channels.actions import connect
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.knowledge.actions import read_document, upload_documents
from tenant_apps.knowledge.models import Document
from tenant_apps.onboarding.actions import dismiss, finish
from tenant_apps.team.actions import add_member
from tenant_apps.team.models import Member
from tenant_apps.workspace.actions import create_service, update_workspace
from tenant_apps.workspace.models import Service
from tenants.actions import create_tenant
from tenants.every import visiting
from tenants.models import Role, Tenant

PASSWORD = "parlor-demo"  # noqa: S105 - printed at every start, for invented businesses in a sandbox

OPERATOR = "operator@parlor.example"

Say = Callable[[str], None]


def load(business: Business, say: Say) -> dict[str, Any]:
    """Bring one demo business into being and return its entry of demo.json."""
    users = {person.email: _user(person, business.language) for person in business.members}
    tenant = _tenant(business, users[business.members[0].email])
    with visiting(tenant):
        owner = _members(business, tenant, users)
        say(f"{business.slug}: team and price list")
        _card(business, owner)
        account = _number(business)
        say(f"{business.slug}: {len(business.channels) + 1} channels")
        connect_all(business)
        connect_website(business.slug, business.name)
        say(f"{business.slug}: {len(business.conversations)} conversations")
        if not history.has_history(account):
            history.converse(business, account)
        say(f"{business.slug}: reading {len(business.documents)} documents")
        _documents(business, owner)
        # Who looks around in the demo needs no list of what to set up.
        finish(actor=owner)
        dismiss(actor=owner)
    return {
        "slug": business.slug,
        "url": f"{settings.PUBLIC_SCHEME}://{business.slug}.{settings.BASE_DOMAIN}/",
        "members": [
            {"email": person.email, "password": PASSWORD, "role": person.role} for person in business.members
        ],
    }


def _user(person: Person, language: str) -> User:
    user = User.objects.filter(email=person.email).first()
    if user is None:
        user = User.objects.create_user(person.email, PASSWORD, name=person.name, language=language)
    EmailAddress.objects.get_or_create(
        user=user, email=person.email, defaults={"verified": True, "primary": True}
    )
    return user


def operator() -> dict[str, str]:
    """Make somebody who works for the platform and return their entry of demo.json; the console asks for a factor."""
    user = _user(Person(email=OPERATOR, name="Olha Operator", role=""), "en")
    User.objects.filter(id=user.id).update(is_staff=True)
    return {"email": OPERATOR, "password": PASSWORD}


def _tenant(business: Business, owner: User) -> Tenant:
    tenant = Tenant.objects.filter(slug=business.slug).first()
    if tenant is not None:
        return tenant
    tenant = create_tenant(
        slug=business.slug,
        name=business.name,
        language=business.language,
        owner=owner,
        timezone=business.timezone,
    )
    # The demo shows everything there is, to as many customers as come.
    start(tenant_id=tenant.id, plan="enterprise", source=Source.DEMO, period=Period.NONE)
    return tenant


def _members(business: Business, tenant: Tenant, users: dict[str, User]) -> Member:
    for person in business.members[1:]:
        if not Member.objects.filter(user_id=users[person.email].id).exists():
            add_member(tenant=tenant, user=users[person.email], role=Role(person.role))
    return Member.objects.get(user_id=users[business.members[0].email].id)


def _card(business: Business, owner: Member) -> None:
    if Service.objects.exists():
        return
    update_workspace(
        actor=owner,
        about=business.about,
        phone=business.phone,
        address=business.address,
        website=business.website,
        currency=business.currency,
    )
    for service in business.services:
        create_service(
            actor=owner,
            name=service.name,
            category=service.category,
            description=service.description,
            price=service.price,
            price_to=service.price_to,
            currency=business.currency,
            duration_min=service.duration_min,
            aliases=service.aliases,
        )
    persona = {f"persona_{key}": business.agent[key] for key in ("name", "tone")}
    change_settings(actor=owner, changes={**persona, "greeting": business.agent["greeting"]})


def _number(business: Business) -> ChannelAccount:
    """Register the number with the sandbox and connect it as its owner would."""
    number = business.whatsapp
    httpx.post(
        f"{settings.SANDBOX_URL}/control/accounts/",
        json={
            "platform": "whatsapp",
            "account": number.phone_number_id,
            "waba": number.waba_id,
            "phone": number.phone,
            "name": business.name,
            "tenant": business.slug,
            "token": number.access_token,
        },
        timeout=10,
    ).raise_for_status()
    known = ChannelAccount.objects.filter(kind="whatsapp", external_id=number.phone_number_id).first()
    if known is not None and known.is_connected:
        return known
    form = {
        "name": number.name,
        "phone_number_id": number.phone_number_id,
        "waba_id": number.waba_id,
        "access_token": number.access_token,
    }
    return connect(kind="whatsapp", form=form)


def _documents(business: Business, owner: Member) -> None:
    known = set(Document.objects.values_list("name", flat=True))
    files = [
        ContentFile(path.read_bytes(), name=path.name)
        for path in business.documents
        if path.name not in known
    ]
    if not files:
        return
    for document in upload_documents(files=files):
        read_document(document_id=document.id)


def write_down(path: str, entries: list[dict[str, Any]], operator: dict[str, str]) -> None:
    """Leave the sign-ins where scripts find them, readable by the owner only."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump({"tenants": entries, "operator": operator}, file, ensure_ascii=False, indent=1)
