from enum import StrEnum

from shared_apps.core.errors import Conflict


class LabelErrorCode(StrEnum):
    TAKEN = "label_taken"


class LabelTaken(Conflict):
    def __init__(self, name: str) -> None:
        super().__init__(
            LabelErrorCode.TAKEN, "There is a label of this name. Choose another.", data={"name": name}
        )
