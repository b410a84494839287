"""What was quoted of a document leaves with it: citations and traces keep where it stood, not its words."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db import connection

from tenant_apps.agent.models import Turn

AT_ONCE = 200
# A turn is younger than what it quotes, and ids grow with time, so that only the newer part of the table is read.
_QUOTING = """
    SELECT id FROM agent_turn t WHERE id > %s AND EXISTS (
        SELECT FROM jsonb_array_elements(t.citations || COALESCE(t.trace->'passages', '[]')) AS quoted
        WHERE quoted->>'document' = ANY(%s)
    )
"""


def forget_quotes(documents: Collection[UUID]) -> int:
    """Take the words of deleted documents out of every turn; return how many turns quoted them. Safe to repeat."""
    gone = {str(document) for document in documents}
    with connection.cursor() as cursor:
        cursor.execute(_QUOTING, [min(documents, key=str), sorted(gone)])
        ids = [row[0] for row in cursor.fetchall()]
    for at in range(0, len(ids), AT_ONCE):
        turns = list(Turn.objects.filter(id__in=ids[at : at + AT_ONCE]).only("citations", "trace"))
        for turn in turns:
            turn.citations = without_words(turn.citations, gone)
            turn.trace = _without_words(turn.trace, gone)
        Turn.objects.bulk_update(turns, ["citations", "trace"])
    return len(ids)


def without_words(quotes: Iterable[dict[str, Any]], documents: Collection[str]) -> list[dict[str, Any]]:
    """Return citations or passages, those of `documents` without their text."""
    return [quote | {"text": ""} if quote.get("document") in documents else quote for quote in quotes]


def _without_words(trace: dict[str, Any], documents: Collection[str]) -> dict[str, Any]:
    passages = trace.get("passages", [])
    names = {passage["name"] for passage in passages if passage["document"] in documents}
    # What a tool brought names its source only; two documents of one name lose their words together.
    tools = [tool | {"result": _of_tool(tool.get("result"), names)} for tool in trace.get("tools", [])]
    return trace | {"passages": without_words(passages, documents), "tools": tools}


def _of_tool(result: Any, names: Collection[str]) -> Any:
    if not isinstance(result, dict) or not isinstance(result.get("results"), list):
        return result
    found = [one | {"text": ""} if one.get("source") in names else one for one in result["results"]]
    return result | {"results": found}
