"""Refusals about drafts."""

from enum import StrEnum

from shared_apps.core.errors import Conflict


class DraftErrorCode(StrEnum):
    STALE = "draft_stale"
    DECIDED = "draft_decided"


class DraftStale(Conflict):
    def __init__(self) -> None:
        super().__init__(
            DraftErrorCode.STALE,
            "The conversation has moved on since this draft. Read what is new and answer that.",
        )


class DraftDecided(Conflict):
    def __init__(self) -> None:
        super().__init__(DraftErrorCode.DECIDED, "Somebody has already decided about this draft.")
