"""How fast a long thread opens: at its end, around one of its messages, and page by page.

    python -m bench.thread [--messages 10000] [--rounds 40]

In one process, through the API view. The reference in the same run is the thread's fifty newest rows, plainly read.
"""

import argparse
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from bench.house import analyse, bulk, client_of, house, load, median, milliseconds, p95, worked, workspace
from bench.search import id_of, texts

TARGET_MS = 40
SLUG = "thread"
# Beside the long thread stand others, so that the tables are not its own.
OTHERS = 4


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=40)
    asked = parser.parse_args()
    with house():
        tenant, owner = workspace(SLUG)
        seed(tenant, asked.messages)
        measure(tenant, owner, asked.messages, asked.rounds)


def seed(tenant: Any, count: int) -> None:
    """Write threads of `count` messages; a tenth has a file, a reaction or a quote."""
    from tenants.every import visiting

    with visiting(tenant):
        with bulk() as cursor:
            cursor.execute(
                """INSERT INTO inbox_channels_channelaccount (id, kind, name, external_id, credentials, settings,
                          state, last_error, created_at)
                   VALUES (gen_random_uuid(), 'whatsapp', 'Line', 'line', '', '{}', 'connected', '', now())"""
            )
            cursor.execute(
                """INSERT INTO contacts_contact (id, name) SELECT gen_random_uuid(), 'Customer ' || n
                   FROM generate_series(0, %s) n""",
                [OTHERS],
            )
            cursor.execute(
                """INSERT INTO conversations_conversation (id, contact_id, channel_account_id, last_message_at)
                   SELECT gen_random_uuid(), c.id, a.id, now()
                   FROM contacts_contact c, inbox_channels_channelaccount a"""
            )
            _messages(cursor, count)
            _belongings(cursor)
        analyse()


def _messages(cursor: Any, count: int) -> None:
    cursor.execute("SELECT id, channel_account_id FROM conversations_conversation")
    threads = cursor.fetchall()
    began = datetime.now(UTC) - timedelta(days=365)
    columns = (
        "id, conversation_id, channel_account_id, direction, kind, text, sender_kind, status, provider_at"
    )
    with cursor.copy(f"COPY conversations_message ({columns}) FROM STDIN") as copy:
        for number, text in enumerate(texts(count * len(threads))):
            thread, account = threads[number % len(threads)]
            at = began + timedelta(days=365) * (number / count / len(threads))
            who = ("in", "contact") if number % 3 else ("out", "member")
            copy.write_row(
                (id_of(at, number), thread, account, who[0], "text", text, who[1], "delivered", at)
            )


def _belongings(cursor: Any) -> None:
    cursor.execute(
        """INSERT INTO conversations_attachment (id, message_id, kind, state)
           SELECT gen_random_uuid(), id, 'image', 'ready' FROM conversations_message
           WHERE hashtext(id::text) % 10 = 0"""
    )
    cursor.execute(
        """INSERT INTO conversations_reaction (message_id, by_kind, by_id, emoji, at)
           SELECT id, 'contact', gen_random_uuid(), '👍', now() FROM conversations_message
           WHERE hashtext(id::text) % 10 = 1"""
    )
    cursor.execute(
        """UPDATE conversations_message m SET reply_to_id = n.id FROM (
               SELECT id, lag(id, 9) OVER (PARTITION BY conversation_id ORDER BY provider_at) AS earlier
               FROM conversations_message) older
           JOIN conversations_message n ON n.id = older.earlier
           WHERE m.id = older.id AND hashtext(m.id::text) % 10 = 2"""
    )


def measure(tenant: Any, owner: Any, count: int, rounds: int) -> None:
    from django.db import connection

    from tenant_apps.conversations.models import Message
    from tenants.every import visiting

    client = client_of(SLUG, owner)
    with visiting(tenant):
        last = Message.objects.latest("provider_at")
        thread = last.conversation_id
        ids = list(
            Message.objects.filter(conversation=thread).order_by("provider_at").values_list("id", flat=True)
        )

    def get(query: str) -> None:
        answer = client.get(f"/api/conversations/{thread}/messages/?{query}")
        assert answer.status_code == 200, answer.content
        assert len(answer.json()["results"]) == 50, query

    def plain() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT * FROM conversations_message WHERE conversation_id = %s ORDER BY provider_at DESC LIMIT 50",
                [thread],
            )
            cursor.fetchall()

    middle, early = ids[count // 2], ids[200]
    ways: dict[str, Callable[[], None]] = {
        "at its end": lambda: get("limit=50"),
        "around the middle": lambda: get(f"around={middle}&limit=50"),
        "around an early one": lambda: get(f"around={early}&limit=50"),
        "older ones": lambda: get(f"before={middle}&limit=50"),
        "newer ones": lambda: get(f"after={middle}&limit=50"),
    }
    with visiting(tenant):
        reference = p95([milliseconds(plain) for _ in range(rounds)])
    print(f"a thread of {count:,} messages; milliseconds; target p95 {TARGET_MS}; {load()}")
    for name, ask in ways.items():
        ask()
        times = [milliseconds(ask) for _ in range(rounds)]
        cpu = median([worked(ask) for _ in range(5)])
        print(
            f"{name:20} p50 {median(times):6.1f}  p95 {p95(times):6.1f}  processor time {cpu:6.1f}  "
            f"{p95(times) / reference:.1f} times the reference"
        )
    print(f"reference: fifty rows plainly read, p95 {reference:.1f} ms")


if __name__ == "__main__":
    main()
