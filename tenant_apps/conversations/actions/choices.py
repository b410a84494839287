"""Understand typed answers to choices that a channel could show as numbered text only."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from tenant_apps.channels import registry
from tenant_apps.channels.inbound import InboundMessage
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.conversations.choices import chosen, may_choose

# Newest first by the index of the thread, so a long thread costs as little as a short one.
_LAST_CHOICES = """
    SELECT asked.id, asked.account, said.kind, said.text, said.payload::text
    FROM unnest(%s::uuid[], %s::uuid[]) AS asked(id, account)
    CROSS JOIN LATERAL (
        SELECT kind, text, payload, channel_account_id FROM conversations_message
        WHERE conversation_id = asked.id AND direction = 'out' AND NOT private
            AND status NOT IN ('scheduled', 'failed')
        ORDER BY provider_at DESC, provider_seq DESC, id DESC LIMIT 1
    ) AS said
    WHERE said.kind IN ('buttons', 'list') AND said.channel_account_id = asked.account
"""
Said = tuple[UUID, ChannelAccount, InboundMessage]


def choices_in(messages: Sequence[Said]) -> dict[int, dict[str, str]]:
    """Return place in `messages` → the choice that it names; one query, none when all of them are long.

    `messages` are (conversation, account, message).
    """
    short = {
        place: said
        for place, said in enumerate(messages)
        if said[2].direction == "in" and said[2].kind == "text" and may_choose(said[2].text)
    }
    if not short:
        return {}
    asked = _asked({(thread, account.id) for thread, account, _ in short.values()})
    found = {}
    for place, (thread, account, message) in short.items():
        last = asked.get((thread, account.id))
        rule = registry.get(account.kind).capabilities
        choice = last and chosen(message.text, channel=rule, **last)
        if choice and "reply" not in message.payload:
            found[place] = choice
    return found


def _asked(places: set[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], dict[str, Any]]:
    """Return (conversation, account) → our last message there, if it gives a choice."""
    ordered = list(places)
    with connection.cursor() as cursor:
        cursor.execute(_LAST_CHOICES, [[place[0] for place in ordered], [place[1] for place in ordered]])
        rows = cursor.fetchall()
    return {
        (thread, account): {"kind": kind, "body": text, "payload": json.loads(payload)}
        for thread, account, kind, text, payload in rows
    }
