"""How fast words are found in a million messages, whatever is asked.

    python -m bench.search [--messages 1000000] [--rounds 20]

Words are drawn as in speech: the n-th most common one is n times as rare as the first, and has its endings. The
reference in the same run is the bare match in SQL, newest thirty first.
"""

import argparse
import itertools
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from bench.house import analyse, bulk, client_of, house, load, median, milliseconds, p95, workspace

TARGET_MS = 150
SLUG = "search"
PER_THREAD = 50
YEAR = timedelta(days=365)

UKRAINIAN = """
добрий день дякую запис манікюр можна завтра година салон стрижка ціна волосся фарбування майстер субота педикюр
знижка будь ласка вечір ранок скільки коштує адреса вільний тиждень неділя послуга брови вії шкіра масаж підтвердити
перенести скасувати запізнитися подарунок сертифікат оплата картка готівка питання
"""
ENGLISH = """
hello thanks booking haircut appointment tomorrow price nails colour saturday morning evening available master massage
confirm cancel reschedule late gift voucher payment card cash question address week service
"""
SYLLABLES = "ба ве ги до жи зу ка ле ми но пе ра сі ту фо ха цю че ша що"
LATIN = "ba ve gi do ji zu ka le mi no pe ra si tu fo ha co che sha wo"
UKRAINIAN_ENDINGS = ["", "а", "у", "и", "ою", "ами"]
ENGLISH_ENDINGS = ["", "s", "ed", "ing"]
STEMS = 12_000

QUESTIONS = {
    "common": ["манікюр", "дякую", "haircut", "booking"],
    "two words": ["манікюр завтра", "haircut saturday", "запис субота"],
    "inflected": ["майстра", "стрижкою", "appointments"],
    "rare": [],
    "prefix": ["ма", "фарб", "book", "pri"],
    "typo": ["манекюр", "фарбуванння", "harcut", "apointment"],
    "two typos": ["педекюр субтоа", "hairuct satruday"],
    "nothing": ["ґґґґґґґґ", "qqqqqqqq"],
    "number": ["7777", "12:30"],
}


def vocabulary() -> tuple[list[str], list[float]]:
    """Return the words with their weights, the common ones first; endings share the weight of their stem."""
    random.seed(7)
    common, rest = [*UKRAINIAN.split(), *ENGLISH.split()], []
    for syllables in (SYLLABLES.split(), LATIN.split()):
        rest += [
            "".join(part) for part in itertools.islice(itertools.product(syllables, repeat=4), STEMS // 2)
        ]
    random.shuffle(rest)
    words, weights = [], []
    for rank, stem in enumerate([*random.sample(common, len(common)), *rest], 1):
        endings = ENGLISH_ENDINGS if stem.isascii() else UKRAINIAN_ENDINGS
        for ending in endings:
            words.append(stem + ending)
            weights.append((2.0 if not ending else 1.0) / (rank + 2) / len(endings))
    return words, weights


def texts(count: int) -> Iterator[str]:
    """Yield the messages: 3 to 15 words, now and then a time or a sum."""
    words, weights = vocabulary()
    total = list(itertools.accumulate(weights))
    for number in range(count):
        said = random.choices(words, cum_weights=total, k=3 + number % 13)
        yield " ".join([*said, f"{number % 24}:30"] if number % 20 == 0 else said)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=20)
    asked = parser.parse_args()
    with house():
        tenant, owner = workspace(SLUG)
        seed(tenant, asked.messages)
        measure(tenant, owner, asked.messages, asked.rounds)


def seed(tenant: Any, count: int) -> None:
    """Write `count` messages of a year, with the indexes that the triggers and the sweep would have made."""
    from tenants.every import visiting

    with visiting(tenant):
        with bulk() as cursor:
            _threads(cursor, count)
            _messages(cursor, count)
            _words(cursor)
        _vocabulary()
        analyse()


def _threads(cursor: Any, count: int) -> None:
    cursor.execute(
        """INSERT INTO inbox_channels_channelaccount (id, kind, name, external_id, credentials, settings, state,
                  last_error, created_at)
           VALUES (gen_random_uuid(), 'whatsapp', 'Line', 'line', '', '{}', 'connected', '', now())"""
    )
    cursor.execute(
        """INSERT INTO contacts_contact (id, name, phone)
           SELECT gen_random_uuid(), 'Customer ' || n, '+38067' || lpad(n::text, 7, '0')
           FROM generate_series(1, %s) n""",
        [max(count // PER_THREAD, 1)],
    )
    cursor.execute(
        """INSERT INTO conversations_conversation (id, contact_id, channel_account_id, last_message_at)
           SELECT gen_random_uuid(), c.id, a.id, now() FROM contacts_contact c, inbox_channels_channelaccount a"""
    )
    cursor.execute("SELECT inbox_contact_words(ARRAY(SELECT id FROM contacts_contact))")


def _messages(cursor: Any, count: int) -> None:
    cursor.execute("SELECT id FROM conversations_conversation")
    threads = [row[0] for row in cursor.fetchall()]
    cursor.execute("SELECT id FROM inbox_channels_channelaccount")
    account = cursor.fetchone()[0]
    began = datetime.now(UTC) - YEAR
    columns = (
        "id, conversation_id, channel_account_id, direction, kind, text, sender_kind, status, provider_at, "
    )
    columns += "created_at"
    with cursor.copy(f"COPY conversations_message ({columns}) FROM STDIN") as copy:
        for number, text in enumerate(texts(count)):
            at = began + YEAR * (number / count)
            thread = threads[number * 7919 % len(threads)]
            copy.write_row(
                (id_of(at, number), thread, account, "in", "text", text, "contact", "delivered", at, at)
            )


def id_of(at: datetime, number: int) -> UUID:
    """Return a UUID of version 7, as the house makes them."""
    return UUID(int=int(at.timestamp() * 1000) << 80 | 7 << 76 | 2 << 62 | number)


def _words(cursor: Any) -> None:
    cursor.execute("DROP INDEX message_words")
    cursor.execute(
        """INSERT INTO conversations_messagewords
               (message_id, conversation_id, channel_account_id, sender_kind, sender_id, at, words)
           SELECT id, conversation_id, channel_account_id, sender_kind, sender_id, provider_at, inbox_words(text)
           FROM conversations_message WHERE text <> '' ON CONFLICT DO NOTHING"""
    )
    cursor.execute("CREATE INDEX message_words ON conversations_messagewords USING gin (words)")


def _vocabulary() -> None:
    """Write all words at once, as the sweep does by and by."""
    from tenant_apps.conversations.search.models import SearchWord
    from tenant_apps.conversations.search.words import keys_of

    words, _ = vocabulary()
    known = {word for word in words if 4 <= len(word) <= 40}
    rows = [SearchWord(word=word, keys=keys_of(word)) for word in sorted(known)]
    SearchWord.objects.bulk_create(rows, batch_size=5_000, ignore_conflicts=True)


def measure(tenant: Any, owner: Any, count: int, rounds: int) -> None:
    from tenants.every import visiting

    client = client_of(SLUG, owner)
    bare = {}
    with visiting(tenant):
        for word in ("манікюр", rare_words()[0]):
            bare[word] = p95([milliseconds(lambda word=word: _bare(word)) for _ in range(rounds)])  # type: ignore[misc]  # bound per word
    reference = max(bare.values())
    print(f"{count:,} messages; milliseconds; target p95 {TARGET_MS}; {load()}")
    everything = []
    for name, questions in QUESTIONS.items():
        times, hits = _ask(client, questions or rare_words(), rounds)
        everything += times
        print(f"{name:10} p50 {median(times):7.1f}  p95 {p95(times):7.1f}  hits {hits / rounds:.1f}")
    print(f"all        p50 {median(everything):7.1f}  p95 {p95(everything):7.1f}")
    print(f"bare SQL p95: {', '.join(f'{word} {took:.1f}' for word, took in bare.items())}")
    print(f"ratio of p95 to the slower bare match: {p95(everything) / reference:.2f}")


def rare_words() -> Sequence[str]:
    """Return words that are said some ten times in a million messages."""
    words, _ = vocabulary()
    return [words[-7], words[-500], words[-5000], words[-20000]]


def _ask(client: Any, questions: Sequence[str], rounds: int) -> tuple[list[float], int]:
    hits = 0
    times = []

    def ask(question: str) -> int:
        answer = client.get("/api/search/", {"q": question})
        assert answer.status_code == 200, answer.content
        return len(answer.json()["results"])

    for number in range(rounds):
        question = questions[number % len(questions)]
        times.append(milliseconds(lambda question=question: ask(question)))  # type: ignore[misc]  # bound per round
        hits += ask(question)
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


if __name__ == "__main__":
    main()
