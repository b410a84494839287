from enum import StrEnum

from shared_apps.core.errors import Conflict


class TeamErrorCode(StrEnum):
    TAKEN = "team_taken"


class TeamTaken(Conflict):
    def __init__(self, name: str) -> None:
        super().__init__(
            TeamErrorCode.TAKEN, "There is a team of this name. Choose another.", data={"name": name}
        )
