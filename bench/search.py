"""How fast words are found in a million messages, whatever is asked.

    python -m bench.search [--messages 1000000] [--rounds 20]

On PostgreSQL and Valkey of its own, in one process: each request goes through the whole Django stack, token and
permissions included, but no network. The reference in the same run is the bare match in SQL, newest thirty first.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

from cryptography.fernet import Fernet

from launch.services import start_services

TARGET_MS = 150

# Words are drawn as in speech: few are in every message, most are seldom.
SEED = [
    """INSERT INTO inbox_channels_channelaccount (id, kind, name, external_id, credentials, settings, state, last_error,
              created_at) VALUES (gen_random_uuid(), 'whatsapp', 'Line', 'line', '', '{}', 'connected', '', now())""",
    """INSERT INTO contacts_contact (id, name, phone)
       SELECT gen_random_uuid(), 'Customer ' || n, '+38067' || lpad(n::text, 7, '0')
       FROM generate_series(1, greatest(%(count)s / 50, 1)) n""",
    """INSERT INTO conversations_conversation (id, contact_id, channel_account_id, last_message_at)
       SELECT gen_random_uuid(), c.id, a.id, now() FROM contacts_contact c, inbox_channels_channelaccount a""",
    """CREATE TEMPORARY TABLE said AS SELECT n, word FROM unnest(%(words)s::text[]) WITH ORDINALITY AS w(word, n)""",
    "CREATE UNIQUE INDEX ON said (n)",
    """INSERT INTO conversations_message (id, conversation_id, channel_account_id, direction, kind, text, sender_kind,
              sender_name, status, provider_at)
       SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7'
               || substr(md5(i::text), 1, 3) || '8' || substr(md5(i::text), 4, 15))::uuid,
              t.ids[1 + i %% array_length(t.ids, 1)], a.id, 'in', 'text',
              (SELECT string_agg(word, ' ') FROM generate_series(1, 8) k
               JOIN said ON said.n = 1 + floor((SELECT max(said.n) FROM said)
                   * power(abs(hashint8(i * 31 + k)::float / 2147483648), 3))::bigint),
              'contact', '', 'delivered', at
       FROM generate_series(%(first)s, %(last)s) i
       CROSS JOIN (SELECT array_agg(id) AS ids FROM conversations_conversation) t
       CROSS JOIN inbox_channels_channelaccount a
       CROSS JOIN LATERAL (SELECT now() - interval '1 year'
           + (i::float / %(count)s) * interval '1 year' AS at) moment""",
]
CHUNK = 50_000
STEMS = [
    "манікюр",
    "педикюр",
    "стрижка",
    "фарбування",
    "волосся",
    "запис",
    "година",
    "завтра",
    "субота",
    "ціна",
    "знижка",
    "майстер",
    "салон",
    "дякую",
    "добрий",
    "haircut",
    "booking",
    "saturday",
    "price",
    "colour",
    "nails",
    "master",
    "appointment",
    "thanks",
    "tomorrow",
]
SYLLABLES = [
    "ба",
    "ве",
    "ги",
    "до",
    "же",
    "зу",
    "ка",
    "ле",
    "ми",
    "но",
    "па",
    "ра",
    "се",
    "ту",
    "фо",
    "ха",
    "цю",
    "чи",
    "ша",
    "що",
]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=20)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="parlor-bench-") as folder:
        Path(folder).chmod(0o711)  # PostgreSQL's own user must be able to pass through
        services = start_services(Path(folder) / "services", durable=False)
        try:
            _set_up(services.database_url, services.redis_url)
            _measure(asked.messages, asked.rounds)
        finally:
            services.stop()


def _set_up(database_url: str, redis_url: str) -> None:
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "DJANGO_SECRET_KEY": uuid4().hex * 2,
        "PARLOR_FIELD_KEYS": Fernet.generate_key().decode(),
        "BASE_DOMAIN": "parlor.test",
        "PARLOR_SCHEMA_POOL": "1",
    }
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.DEBUG = False  # keeping a log of queries costs time
    call_command("migrate_all")


def vocabulary() -> list[str]:
    """Return some 8,000 words, the common ones first."""
    rest = [a + b + c for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES]
    return [*STEMS, *rest]


def _measure(count: int, rounds: int) -> None:
    from rest_framework.test import APIClient

    from shared_apps.accounts import jwt
    from shared_apps.accounts.models import User
    from tenants.actions import create_tenant
    from tenants.every import visiting

    owner = User.objects.create_user("owner@bench.example", "bench", name="Owner")
    tenant = create_tenant(slug="bench", name="Bench", language="uk", owner=owner)
    with visiting(tenant):
        _seed(count)
    client = APIClient(HTTP_HOST="bench.parlor.test")
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {jwt.access_token(owner)}")
    print(f"{count} messages; milliseconds; target p95 {TARGET_MS}")
    for name, questions in QUESTIONS.items():
        times, hits = _ask(client, questions, rounds)
        print(f"{name:10} p50 {statistics.median(times):7.1f}  p95 {_p95(times):7.1f}  hits {hits}")
    with visiting(tenant):
        for word in ("манікюр", "бабаба"):
            bare = [_timed(lambda word=word: _bare(word)) for _ in range(rounds)]  # type: ignore[misc]  # bound per word
            print(f"bare SQL, {word}: p50 {statistics.median(bare):.1f}  p95 {_p95(bare):.1f}")


QUESTIONS = {
    "common": ["манікюр", "стрижка", "haircut"],
    "two words": ["манікюр завтра", "haircut saturday"],
    "rare": ["щощощо", "шащочи", "чишаха"],
    "prefix": ["ма", "фарб", "book"],
    "typo": ["манекюр", "фарбуваня", "harcut"],
    "nothing": ["ґґґґґґ"],
}


def _seed(count: int) -> None:
    from django.db import connection, transaction

    from tenant_apps.conversations.search.vocabulary import learn_words

    with transaction.atomic(), connection.cursor() as cursor:
        given: dict[str, Any] = {"count": count, "words": vocabulary()}
        for statement in SEED[:-1]:
            cursor.execute(statement, given)
        for first in range(1, count + 1, CHUNK):
            cursor.execute(SEED[-1], {**given, "first": first, "last": min(count, first + CHUNK - 1)})
    for _ in range(5):
        learn_words()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _ask(client: Any, questions: Sequence[str], rounds: int) -> tuple[list[float], int]:
    hits = 0
    times = []
    for number in range(rounds):
        question = questions[number % len(questions)]
        began = time.perf_counter()
        answer = client.get("/api/search/", {"q": question})
        times.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, answer.content
        hits += len(answer.json()["results"])
    return times, hits


def _bare(word: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT message_id FROM conversations_messagewords WHERE words @@ to_tsquery('simple', %s) "
            "ORDER BY at DESC LIMIT 30",
            [f"{word}:*"],
        )
        cursor.fetchall()


def _timed(function: Callable[[], Any]) -> float:
    """Return milliseconds."""
    began = time.perf_counter()
    function()
    return (time.perf_counter() - began) * 1000


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]


if __name__ == "__main__":
    main()
