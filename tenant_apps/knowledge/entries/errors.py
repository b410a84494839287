from enum import StrEnum
from uuid import UUID

from shared_apps.core.errors import Conflict


class EntryErrorCode(StrEnum):
    KNOWN_QUESTION = "known_question"
    TOO_MANY_ENTRIES = "too_many_entries"
    SETTLED = "suggestion_settled"


class KnownQuestion(Conflict):
    def __init__(self, entry_id: UUID) -> None:
        message = "This question has an answer already. Change that one."
        super().__init__(EntryErrorCode.KNOWN_QUESTION, message, data={"entry": str(entry_id)})


class TooManyEntries(Conflict):
    def __init__(self, most: int) -> None:
        message = f"A workspace keeps up to {most} answers. Delete some that are out of date."
        super().__init__(EntryErrorCode.TOO_MANY_ENTRIES, message, data={"most": most})


class Settled(Conflict):
    def __init__(self) -> None:
        super().__init__(EntryErrorCode.SETTLED, "Somebody has settled this suggestion already.")
