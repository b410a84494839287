from uuid import UUID

from django.db import transaction

from shared_apps.core.clock import now
from shared_apps.facts import publish
from shared_apps.plans import entitlements
from tenant_apps.knowledge.sources.errors import BadAddress, KnownSource, NoAccount, TooManySources
from tenant_apps.knowledge.sources.events import SourceQueued
from tenant_apps.knowledge.sources.models import INSTAGRAM_POSTS, Source, SourceKind
from tenant_apps.knowledge.sources.posts import name_of
from tenant_apps.knowledge.sources.web.addresses import site_of, typed

MAX_SOURCES = 50
MAX_PAGES = 500
MAX_DEPTH = 6
USUAL_PAGES = 100
USUAL_DEPTH = 3
DAY_HOURS = 24


@transaction.atomic
def add_source(
    *,
    kind: SourceKind,
    url: str = "",
    account_id: UUID | None = None,
    max_pages: int = USUAL_PAGES,
    max_depth: int = USUAL_DEPTH,
    refresh_hours: int = DAY_HOURS,
) -> Source:
    """Keep a page, site, sitemap (`url`) or an Instagram account (`account_id`) and queue it for reading.

    Raises FeatureMissing, BadAddress, NoAccount, KnownSource, TooManySources.
    """
    if kind == SourceKind.INSTAGRAM:
        entitlements.require_feature(INSTAGRAM_POSTS)
    address, name = _named(kind, url, account_id)
    known = Source.objects.filter(kind=kind, url=address, account_id=account_id)
    if known.exists():
        raise KnownSource
    if Source.objects.count() >= MAX_SOURCES:
        raise TooManySources(MAX_SOURCES)
    at = now()
    source = Source.objects.create(
        kind=kind,
        url=address,
        account_id=account_id,
        name=name[:200],
        max_pages=1 if kind == SourceKind.PAGE else max_pages,
        max_depth=max_depth if kind == SourceKind.SITE else 0,
        refresh_hours=refresh_hours,
        touched_at=at,
        created_at=at,
    )
    publish(SourceQueued(source_id=source.id))
    return source


def _named(kind: SourceKind, url: str, account_id: UUID | None) -> tuple[str, str]:
    """Return the address to begin at and what people call the source."""
    if kind == SourceKind.INSTAGRAM:
        name = name_of(account_id) if account_id else None
        if name is None:
            raise NoAccount
        return "", name
    address = typed(url)
    if not address or account_id is not None:
        raise BadAddress
    return address, site_of(address) if kind == SourceKind.SITE else address.split("://", 1)[1].rstrip("/")
