"""A round over the posts of an Instagram account: each caption is a document of its own."""

import hashlib

from django.db import transaction

from shared_apps.core.clock import now
from shared_apps.plans import entitlements
from shared_apps.vendors.llm.errors import EmbeddingFailed
from shared_apps.vendors.meta.posts import Post, PostsRefused, PostsUnreachable
from tenant_apps.knowledge.extract import Extracted
from tenant_apps.knowledge.extract.texts import read_plain
from tenant_apps.knowledge.models import DocumentKind
from tenant_apps.knowledge.sources.locks import lock_source
from tenant_apps.knowledge.sources.models import INSTAGRAM_POSTS, PageState, Source, SourcePage
from tenant_apps.knowledge.sources.posts import posts_of
from tenant_apps.knowledge.sources.reasons import WORDS, Reason
from tenant_apps.knowledge.sources.web.fetching import Unread
from tenant_apps.knowledge.writing import prepare, write

NAME_CHARS = 60


def read_feed(source: Source) -> None:
    """Read new and changed posts, and mark those that are gone; raises Unread when it is not told or allowed."""
    if not entitlements.has_feature(INSTAGRAM_POSTS):
        raise Unread(Reason.PLAN)
    try:
        posts = posts_of(source.account_id) if source.account_id else []
    except PostsRefused as error:
        raise Unread(Reason.NO_ACCOUNT) from error
    except PostsUnreachable as error:
        raise Unread(Reason.UNREACHABLE) from error
    known = {page.url: page for page in SourcePage.objects.filter(source=source)}
    worded = {post.url or post.id: post for post in posts if any(char.isalnum() for char in post.caption)}
    for address, post in worded.items():
        page = known.get(address)
        digest = hashlib.sha256(post.caption.encode()).hexdigest()
        is_known = page is not None and page.document_id is not None and page.content_hash == digest
        if not is_known or (page is not None and page.state != PageState.READ):
            try:
                _keep(source, address, post, digest)
            except EmbeddingFailed as error:
                raise Unread(Reason.EMBEDDING) from error
    _miss(source, set(known) - set(worded))


def _keep(source: Source, address: str, post: Post, digest: str) -> None:
    name = _name(post)
    prepared = prepare(Extracted(read_plain(post.caption), "text/plain"), name=name)
    with transaction.atomic():
        held = lock_source(source.id)
        if held is None or held.holder != source.holder:
            return
        page, _ = SourcePage.objects.get_or_create(source=source, url=address)
        page.document = write(page.document, prepared, kind=DocumentKind.POST, name=name, url=post.url)
        page.state, page.reason, page.reason_code = PageState.READ, "", ""
        page.title, page.content_hash, page.run = name, digest, source.run
        page.gone_since, page.checked_at = None, now()
        page.changed_at = page.checked_at
        page.save()


def _name(post: Post) -> str:
    """The day stands in the name: what a post says counts from then on."""
    first = " ".join(post.caption.split())[:NAME_CHARS]
    return f"Instagram {post.posted_at:%Y-%m-%d}: {first}" if post.posted_at else f"Instagram: {first}"


def _miss(source: Source, addresses: set[str]) -> None:
    missing = SourcePage.objects.filter(source=source, url__in=addresses).exclude(state=PageState.GONE)
    at = now()
    missing.update(
        state=PageState.GONE, reason=WORDS[Reason.GONE], reason_code=Reason.GONE, gone_since=at, checked_at=at
    )
