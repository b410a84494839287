from enum import StrEnum

from shared_apps.core.errors import AppError


class FileErrorCode(StrEnum):
    TOO_LARGE = "file_too_large"
    EMPTY = "file_empty"


class FileTooLarge(AppError):
    def __init__(self, max_bytes: int) -> None:
        megabytes = max_bytes // 1_000_000
        message = f"This file is larger than {megabytes} MB. Send a smaller one."
        super().__init__(FileErrorCode.TOO_LARGE, message, status=413, data={"max_bytes": max_bytes})


class FileEmpty(AppError):
    def __init__(self) -> None:
        super().__init__(
            FileErrorCode.EMPTY, "This file is empty. Choose another one.", fields={"file": ["Empty."]}
        )
