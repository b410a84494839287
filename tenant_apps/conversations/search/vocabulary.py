"""The words that were written here: read from new messages by a sweep, asked when a question has a typo."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import connection, transaction

from tenant_apps.conversations.search.models import SearchProgress, SearchWord
from tenant_apps.conversations.search.words import SHORTEST_TYPO, Asked, keys_of, nearest, prefix_of

# What committed late may be older than what was read already; it is read again.
OVERLAP = timedelta(minutes=10)
BATCH = 20_000
MAX_CANDIDATES = 400

_NEW_WORDS = """
    WITH fresh AS (
        SELECT m.created_at, w.words FROM conversations_message m
        JOIN conversations_messagewords w ON w.message_id = m.id
        WHERE m.id >= %s ORDER BY m.id LIMIT %s
    ), said AS (
        SELECT DISTINCT unnest(tsvector_to_array(words)) AS word FROM fresh
    )
    SELECT (SELECT max(created_at) FROM fresh), (SELECT count(*) FROM fresh),
        ARRAY(SELECT word FROM said WHERE length(word) BETWEEN 4 AND 40 AND word !~ '[0-9]'
              AND NOT EXISTS (SELECT 1 FROM conversations_searchword known WHERE known.word = said.word COLLATE "C"))
"""


@transaction.atomic
def learn_words() -> int:
    """Add the words of messages that are new since the last call; return how many there were.

    One learner per tenant at a time; another one returns at once.
    """
    mine = SearchProgress.objects.select_for_update(skip_locked=True).filter(id=1)
    progress = mine.first()
    if progress is None and SearchProgress.objects.get_or_create(id=1)[1]:
        progress = mine.first()
    if progress is None:
        return 0
    learned = 0
    since = progress.read_until - OVERLAP if progress.read_until else None
    with connection.cursor() as cursor:
        cursor.execute(_NEW_WORDS, [_first_id(since), BATCH])
        until, count, words = cursor.fetchone()
    if count:
        SearchWord.objects.bulk_create(
            [SearchWord(word=word, keys=keys_of(word)) for word in words], ignore_conflicts=True
        )
        learned = len(words)
        # A full batch of one moment would be read for ever.
        last = progress.read_until
        progress.read_until = max(until, last + OVERLAP) if count == BATCH and last else until
        if progress.read_until != last:
            progress.save()
    return learned


def _first_id(since: object) -> str:
    """Return the smallest UUID version 7 of a moment: messages are in the order of their ids."""
    milliseconds = int(since.timestamp() * 1000) if hasattr(since, "timestamp") else 0
    digits = f"{milliseconds:012x}"
    return f"{digits[:8]}-{digits[8:]}-0000-0000-000000000000"


def corrected(asked: Sequence[Asked]) -> tuple[list[Asked], list[str]]:
    """Return `asked` with the neighbours of every word added, and the neighbours that were found."""
    widened, found = [], []
    for one in asked:
        near = _neighbours(one.word)
        found += near
        widened.append(Asked(one.word, tuple(dict.fromkeys([*one.prefixes, *near]))))
    return widened, found


def _neighbours(word: str) -> list[str]:
    if len(word) < SHORTEST_TYPO or any(char.isdigit() for char in word):
        return []
    keys = sorted({key for form in (word, prefix_of(word)) for key in keys_of(form)})
    rows = SearchWord.objects.filter(keys__overlap=keys).values_list("word", flat=True)
    return nearest(word, rows[:MAX_CANDIDATES])
