"""Whether a channel may be connected and used: asked by the channels app before every message, so kept in the cache.

`settings.CHANNEL_GATE` names this module.
"""

import logging
from functools import partial
from uuid import UUID

from django.core.cache import cache
from django.db import transaction
from redis.exceptions import RedisError

from shared_apps.console.models import Channel, KindRule, Review
from shared_apps.core.keys import PUBLIC, schema

log = logging.getLogger(__name__)

CACHE_S = 60
RULES = f"{PUBLIC}:channel-rules"
# kind → is open, needs review, the operator's reason
Rules = dict[str, tuple[bool, bool, str]]
# account id → review, the operator's reason
Words = dict[str, tuple[str, str]]


def hold_of(kind: str, account_id: UUID) -> tuple[str, str] | None:
    """Return ("off" | "pending" | "rejected", reason) of a channel of the current tenant, None when it may be used."""
    rules, words = _known()
    is_open, needs_review, reason = rules.get(kind, (True, False, ""))
    if not is_open:
        return "off", reason
    # Connected a moment ago: the platform has not heard of it yet.
    review, why = words.get(str(account_id), (Review.PENDING if needs_review else Review.APPROVED, ""))
    return None if review == Review.APPROVED else (str(review), why)


def closed_because(kind: str) -> str | None:
    """Return the operator's reason when no channel of the kind may be connected, else None."""
    is_open, _, reason = _known()[0].get(kind, (True, False, ""))
    return None if is_open else reason


def forget(*schema_names: str) -> None:
    """Have everybody read anew once this transaction holds: the rules, and the channels of some tenants."""
    keys = [RULES, *(_words_key(name) for name in schema_names)]
    transaction.on_commit(partial(_drop, keys), robust=True)


def _drop(keys: list[str]) -> None:
    try:
        cache.delete_many(keys)
    except RedisError as error:
        log.warning("what holds for channels is remembered for %s s more: %s", CACHE_S, error)


def _words_key(schema_name: str) -> str:
    return f"{schema_name}:channel-words"


def _known() -> tuple[Rules, Words]:
    words_key = _words_key(schema())
    try:
        found = cache.get_many([RULES, words_key])
    except RedisError:
        found = {}
    rules, words = found.get(RULES), found.get(words_key)
    missing: dict[str, Rules | Words] = {}
    if rules is None:
        kinds = KindRule.objects.values_list("kind", "is_open", "needs_review", "reason")
        missing[RULES] = rules = {kind: (is_open, needs, why) for kind, is_open, needs, why in kinds}
    if words is None:
        # Approved ones stand in it too: what does not is not known yet.
        here = Channel.objects.filter(tenant__schema_name=schema())
        rows = here.values_list("account_id", "review", "reason")
        missing[words_key] = words = {str(id): (str(review), why) for id, review, why in rows}
    if missing:
        try:
            cache.set_many(missing, CACHE_S)
        except RedisError as error:
            log.warning("what holds for channels is not cached, Valkey is away: %s", error)
    return rules, words
