"""Open a business and change its card."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.module_loading import import_string

from shared_apps.core.ids import uuid7
from shared_apps.core.keys import schema
from tenants import generation, pool
from tenants.entering import entered
from tenants.migrating import fingerprint
from tenants.models import Membership, Role, Tenant
from tenants.naming import check_slug, slug_taken
from tenants.slugs import judge
from tenants.tasks import fill_pool

if TYPE_CHECKING:
    from shared_apps.accounts.models import User

CLAIM_ATTEMPTS = 5


def create_tenant(
    *, slug: str, name: str, language: str, owner: "User", timezone: str = "Europe/Kyiv"
) -> Tenant:
    """Give `owner` a new workspace, usable at once; raises Conflict `slug_taken` and Invalid.

    The schema, the public rows and the rows that apps put into a new workspace appear together or not at all.
    """
    check_slug(slug)
    for _ in range(CLAIM_ATTEMPTS):
        with entered(None), transaction.atomic():
            tenant_id = uuid7()
            schema_name = f"t_{tenant_id.hex}"
            if pool.claim(schema_name):
                tenant = Tenant(
                    id=tenant_id,
                    schema_name=schema_name,
                    slug=slug,
                    name=name,
                    language=language,
                    timezone=timezone,
                    fingerprint=fingerprint(),
                )
                _open(tenant, owner)
                # Asked for now rather than at beat's next minute; the workspace stands without it.
                transaction.on_commit(fill_pool.delay, robust=True)
                return tenant
        # Others were faster, or the pool is empty: the slow way, outside the transaction above.
        pool.ensure_one()
    raise RuntimeError(f"No schema could be claimed in {CLAIM_ATTEMPTS} attempts.")


def _open(tenant: Tenant, owner: "User") -> None:
    try:
        with transaction.atomic():
            tenant.save()
    except IntegrityError as error:
        raise slug_taken(judge(tenant.slug)) from error
    Membership.objects.create(user=owner, tenant=tenant, role=Role.OWNER)
    with entered(tenant):
        for path in settings.TENANT_SETUP:
            import_string(path)(tenant, owner)


def change_card(*, name: str, language: str, timezone: str) -> None:
    """Keep the public copy of the current tenant's name, language and time zone in step with its own card."""
    Tenant.objects.filter(schema_name=schema()).update(name=name, language=language, timezone=timezone)
    generation.advance()
