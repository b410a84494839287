"""How fast the inbox shows fifty of a hundred thousand conversations, whatever is asked for and in whatever order.

    python -m bench.inbox_list [--conversations 100000] [--rounds 12] [--only waiting]

On PostgreSQL and Valkey of its own, in one process: each request goes through the whole Django stack, token and
permissions included, but no network. The reference in the same run is fifty rows by primary key, plainly read.
"""

import argparse
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from bench.house import bulk, client_of, house, load, median, milliseconds, p95, worked

TARGET_QUERIES, TARGET_MS = 6, 60
SORTS = ["latest", "oldest", "waiting", "priority", "created", "unread"]

# A year of a busy business: most is resolved, a tenth waits, some teams and labels are rare.
SEED = [
    """INSERT INTO team_member (id, user_id, name, email, role, language, is_active, created_at)
       SELECT gen_random_uuid(), gen_random_uuid(), 'Agent ' || n, 'a' || n || '@bench.example', 'agent', 'en', true,
              now() FROM generate_series(1, 30) n""",
    "INSERT INTO team_team (id, name) SELECT gen_random_uuid(), 'Team ' || n FROM generate_series(1, 8) n",
    """INSERT INTO team_teammembership (team_id, member_id)
       SELECT t.id, m.id FROM team_team t JOIN team_member m ON m.name ~ '[0-9]'
       WHERE right(m.name, 1) = right(t.name, 1)""",
    """INSERT INTO inbox_channels_channelaccount (id, kind, name, external_id, credentials, settings, state, last_error,
              created_at)
       SELECT gen_random_uuid(), kind, kind, kind, '', '{}', 'connected', '', now()
       FROM unnest(ARRAY['whatsapp', 'telegram', 'instagram', 'messenger', 'email', 'webchat']) kind""",
    """INSERT INTO contacts_label (id, name) SELECT gen_random_uuid(), 'Label ' || n FROM generate_series(1, 20) n""",
    """INSERT INTO contacts_contact (id, name, phone, email, language, custom)
       SELECT gen_random_uuid(), 'Customer ' || n, '+38067' || lpad(n::text, 7, '0'), 'c' || n || '@bench.example',
              (ARRAY['uk', 'en', ''])[1 + n %% 3], jsonb_build_object('city', 'City ' || n %% 500)
       FROM generate_series(1, %(count)s) n""",
    """INSERT INTO conversations_conversation (id, contact_id, channel_account_id, status, assignee_id, team_id,
              priority, agent_mode, unread, waiting_since, snoozed_until, last_message_text, last_message_at,
              last_message_direction, last_message_kind, last_message_sender, created_at)
       SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7'
               || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid,
              c.id, a.ids[1 + n %% array_length(a.ids, 1)],
              CASE WHEN n %% 100 < 80 THEN 'resolved' WHEN n %% 100 < 90 THEN 'open' WHEN n %% 100 < 97 THEN 'pending'
                   ELSE 'snoozed' END,
              CASE WHEN n %% 7 = 0 THEN NULL ELSE m.ids[1 + (n * 7919) %% array_length(m.ids, 1)] END,
              CASE WHEN n %% 3 = 0 THEN NULL ELSE t.ids[1 + (n * 104729) %% array_length(t.ids, 1)] END,
              (ARRAY['', '', '', '', 'low', 'medium', 'high', 'urgent'])[1 + (n * 31) %% 8],
              CASE WHEN n %% 4 = 0 THEN 'off' ELSE 'autopilot' END, CASE WHEN n %% 9 = 0 THEN n %% 5 ELSE 0 END,
              CASE WHEN n %% 100 >= 80 AND n %% 3 = 0 THEN at + interval '1 hour' END,
              CASE WHEN n %% 100 >= 97 THEN now() + (n %% 9) * interval '1 day' END,
              'The last words of conversation ' || n, at + (n %% 50) * interval '1 hour', 'in', 'text', 'contact', at
       FROM (SELECT row_number() OVER () AS n, id FROM contacts_contact) c
       CROSS JOIN (SELECT array_agg(id ORDER BY kind) AS ids FROM inbox_channels_channelaccount) a
       CROSS JOIN (SELECT array_agg(id ORDER BY name) AS ids FROM team_member WHERE name ~ '[0-9]') m
       CROSS JOIN (SELECT array_agg(id ORDER BY name) AS ids FROM team_team) t
       CROSS JOIN LATERAL (SELECT now() - ((n * 2654435761) %% 31536000) * interval '1 second' AS at) moment""",
    """INSERT INTO conversations_conversationchannel (conversation_id, channel_account_id)
       SELECT id, channel_account_id FROM conversations_conversation""",
    """INSERT INTO conversations_conversationlabel (conversation_id, label_id)
       SELECT c.id, l.id FROM (SELECT row_number() OVER () AS n, id FROM conversations_conversation) c
       JOIN (SELECT row_number() OVER (ORDER BY name) AS n, id FROM contacts_label) l
         ON (c.n * 17) %% (l.n * l.n * 4) = 0""",
    """INSERT INTO contacts_contactlabel (contact_id, label_id)
       SELECT c.id, l.id FROM (SELECT row_number() OVER () AS n, id FROM contacts_contact) c
       JOIN (SELECT row_number() OVER (ORDER BY name) AS n, id FROM contacts_label) l
         ON (c.n * 13) %% (l.n * 40) = 0""",
    """INSERT INTO conversations_participant (conversation_id, member_id)
       SELECT c.id, m.id FROM (SELECT row_number() OVER () AS n, id FROM conversations_conversation) c
       JOIN (SELECT row_number() OVER (ORDER BY name) AS n, id FROM team_member) m ON c.n %% 400 = m.n""",
    # Of notes that nobody reads here, so they are not made.
    """INSERT INTO conversations_mention (message_id, conversation_id, member_id)
       SELECT gen_random_uuid(), c.id, m.id
       FROM (SELECT row_number() OVER () AS n, id FROM conversations_conversation) c
       JOIN (SELECT row_number() OVER (ORDER BY name) AS n, id FROM team_member) m ON (c.n * 31) %% 300 = m.n""",
    "SELECT inbox_contact_words(ARRAY(SELECT id FROM contacts_contact))",
]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--conversations", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    with house():
        _measure(asked.conversations, asked.rounds, asked.only)


def _measure(count: int, rounds: int, only: str) -> None:
    from shared_apps.accounts.models import User
    from tenant_apps.team.actions import add_member
    from tenant_apps.team.models import Member, Sees, TeamMembership
    from tenants.actions import create_tenant
    from tenants.every import visiting
    from tenants.models import Role

    owner = User.objects.create_user("owner@bench.example", "bench", name="Owner")
    agent = User.objects.create_user("agent@bench.example", "bench", name="Agent")
    tenant = create_tenant(slug="bench", name="Bench", language="en", owner=owner)
    with visiting(tenant):
        add_member(tenant=tenant, user=agent, role=Role.AGENT)
        _seed(count)
        member = Member.objects.get(user_id=agent.id)
        Member.objects.filter(id=member.id).update(sees=Sees.TEAM)
        named = _named()
        TeamMembership.objects.create(team_id=named["team"], member=member)
    people = {"owner": client_of("bench", owner), "restricted": client_of("bench", agent)}
    titles = ("who", "filter", "sort", "queries", "median ms", "p95 ms", "worked ms")
    print("{:<11}{:<19}{:<10}{:>8}{:>11}{:>9}{:>11}".format(*titles))
    rows = list(_rows(people, named, rounds, only))
    _report(rows, _reference(tenant, rounds))


def _seed(count: int) -> None:
    from django.db import connection

    with bulk() as cursor:
        for statement in SEED:
            cursor.execute(statement, {"count": count} if "%" in statement else None)
    with connection.cursor() as cursor:
        for table in ("conversations_conversation", "contacts_contact", "conversations_conversationlabel"):
            cursor.execute(f"VACUUM ANALYZE {table}")
        cursor.execute("ANALYZE")


def _named() -> dict[str, str]:
    from tenant_apps.channels.models import ChannelAccount
    from tenant_apps.contacts.models import Contact, Label
    from tenant_apps.team.models import Member, Team

    return {
        "team": str(Team.objects.order_by("name")[0].id),
        "label": str(Label.objects.get(name="Label 2").id),
        "rare label": str(Label.objects.get(name="Label 20").id),
        "channel": str(ChannelAccount.objects.get(kind="telegram").id),
        "member": str(Member.objects.get(name="Agent 7").id),
        "contact": str(Contact.objects.order_by("id")[0].id),
    }


def _filters(named: dict[str, str]) -> dict[str, dict[str, Any]]:
    def tree(*leaves: dict[str, Any], joined: str = "all") -> dict[str, Any]:
        return {"status": "all", "filter": json.dumps({joined: list(leaves)})}

    def leaf(field: str, op: str, value: Any = None) -> dict[str, Any]:
        return {"field": field, "op": op, "value": value}

    return {
        "active": {},
        "everything": {"status": "all"},
        "resolved": {"status": "resolved"},
        "snoozed": {"status": "snoozed"},
        "mine": {"tab": "mine"},
        "unassigned": {"tab": "unassigned"},
        "ai": {"tab": "ai"},
        "mentions": {"tab": "mentions"},
        "unattended": {"tab": "unattended"},
        "a member's": {"assignee": named["member"], "status": "all"},
        "team": {"team": named["team"], "status": "all"},
        "label": {"label": named["label"], "status": "all"},
        "rare label": {"label": named["rare label"], "status": "all"},
        "urgent": {"priority": "urgent", "status": "all"},
        "channel": {"channel": named["channel"], "status": "all"},
        "contact": {"contact": named["contact"], "status": "all"},
        "participant": tree(leaf("participant", "eq", named["member"])),
        "channel kind": tree(leaf("channel_kind", "eq", "email")),
        "created 7 days": tree(leaf("created", "within_days", 7)),
        "created long ago": tree(leaf("created", "older_than_days", 350)),
        "quiet for 30 days": tree(leaf("last_activity", "older_than_days", 30), leaf("active", "eq", True)),
        "waits 2 days": tree(leaf("waiting_since", "older_than_days", 2)),
        "name contains": tree(leaf("contact.name", "contains", "mer 7777")),
        "phone starts": tree(leaf("contact.phone", "starts", "+380670012")),
        "email absent": tree(leaf("contact.email", "absent")),
        "language": tree(leaf("contact.language", "eq", "uk")),
        "custom field": tree(leaf("contact.custom.city", "eq", "City 77")),
        "contact label": tree(leaf("contact.label", "eq", named["label"])),
        "without label": tree(leaf("label", "ne", named["label"])),
        "any of three": tree(
            leaf("priority", "eq", "urgent"),
            leaf("label", "eq", named["rare label"]),
            leaf("assignee", "eq", "me"),
            joined="any",
        ),
        "nothing": tree(leaf("contact.name", "eq", "nobody at all")),
        "search name": {"q": "customer 777", "status": "all"},
        "search phone": {"q": "380670012345", "status": "all"},
    }


Row = tuple[str, str, str, int, float, float, float]


def _rows(people: dict[str, Any], named: dict[str, str], rounds: int, only: str) -> Iterator[Row]:
    for who, client in people.items():
        for name, words in _filters(named).items():
            for sort in SORTS:
                if only in f"{who} {name} {sort}":
                    yield _row(who, client, name, words, sort, rounds)


def _row(who: str, client: Any, name: str, words: dict[str, Any], sort: str, rounds: int) -> Row:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    path = f"/api/conversations/?{urlencode({**words, 'sort': sort})}"

    def ask(address: str = path) -> dict[str, Any]:
        answer = client.get(address)
        assert answer.status_code == 200, answer.content
        found: dict[str, Any] = answer.json()
        return found

    first = ask()
    with CaptureQueriesContext(connection) as captured:
        ask()
        queries = len(captured)
    times = [milliseconds(ask) for _ in range(rounds)]
    # The second page has to cost what the first one costs.
    if first["next"]:
        times += [milliseconds(lambda: ask(first["next"])) for _ in range(rounds // 2)]
    row = (who, name, sort, queries, median(times), p95(times), median([worked(ask) for _ in range(3)]))
    shown = "{:<11}{:<19}{:<10}{:>8}{:>11.1f}{:>9.1f}{:>11.1f}".format(*row)
    print(shown + (" <" if _misses(row) else ""), flush=True)
    return row


def _misses(row: Row) -> bool:
    return row[3] > TARGET_QUERIES or row[5] > TARGET_MS


def _reference(tenant: Any, rounds: int) -> float:
    from django.db import connection

    from tenants.every import visiting

    def read() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM conversations_conversation ORDER BY id DESC LIMIT 50")
            cursor.fetchall()

    with visiting(tenant):
        return p95([milliseconds(read) for _ in range(max(rounds, 20))])


def _report(rows: list[Row], reference: float) -> None:
    worst, most = max(row[5] for row in rows), max(row[3] for row in rows)
    everything = p95([row[5] for row in rows])
    print(f"reference: 50 rows by primary key {reference:.1f} ms p95; {load()}")
    print(f"p95 of the lists' p95 {everything:.1f} ms, worst {worst:.1f} ms (target {TARGET_MS}), ", end="")
    print(f"{everything / reference:.1f} times the reference; most queries {most} (target {TARGET_QUERIES})")
    print(f"lists above target: {sum(map(_misses, rows))} of {len(rows)}; ", end="")
    print(f"processor time of a list, median {median([row[6] for row in rows]):.1f} ms, ", end="")
    print(f"p95 {p95([row[6] for row in rows]):.1f} ms")


if __name__ == "__main__":
    main()
