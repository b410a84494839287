from enum import StrEnum

from shared_apps.core.errors import AppError, Conflict


class WorkspaceErrorCode(StrEnum):
    NOT_A_PICTURE = "not_a_picture"
    LOCATION_TAKEN = "location_taken"
    TOO_MANY_LOCATIONS = "too_many_locations"
    TOO_MANY_SERVICES = "too_many_services"


class NotAPicture(AppError):
    def __init__(self) -> None:
        message = "This is not a picture that can be shown. Choose a JPEG, PNG or WebP file."
        super().__init__(WorkspaceErrorCode.NOT_A_PICTURE, message, fields={"file": [message]})


class LocationTaken(Conflict):
    def __init__(self, name: str) -> None:
        super().__init__(
            WorkspaceErrorCode.LOCATION_TAKEN, f"There is a location called “{name}”. Choose another name."
        )


class TooManyLocations(Conflict):
    def __init__(self, most: int) -> None:
        message = f"A business has up to {most} locations. Delete one that is closed for good."
        super().__init__(WorkspaceErrorCode.TOO_MANY_LOCATIONS, message, data={"most": most})


class TooManyServices(Conflict):
    def __init__(self, most: int) -> None:
        message = f"A price list has up to {most} services. Delete some that are not given any more."
        super().__init__(WorkspaceErrorCode.TOO_MANY_SERVICES, message, data={"most": most})
