from enum import StrEnum

from shared_apps.core.errors import AppError, Conflict


class KnowledgeErrorCode(StrEnum):
    NO_FILES = "no_files"
    TOO_MANY_FILES = "too_many_files"
    UPLOAD_TOO_LARGE = "upload_too_large"
    QUOTA_REACHED = "quota_reached"
    BEING_READ = "being_read"


class NoFiles(AppError):
    def __init__(self) -> None:
        message = "No file was sent. Choose at least one."
        super().__init__(KnowledgeErrorCode.NO_FILES, message, fields={"files": [message]})


class TooManyFiles(AppError):
    def __init__(self, most: int) -> None:
        message = f"More than {most} files at once. Upload them in several goes."
        super().__init__(KnowledgeErrorCode.TOO_MANY_FILES, message, status=413, data={"most": most})


class UploadTooLarge(AppError):
    def __init__(self, most_bytes: int) -> None:
        megabytes = most_bytes // 1_000_000
        message = f"One upload may have up to {megabytes} MB. Send the files in several goes."
        super().__init__(
            KnowledgeErrorCode.UPLOAD_TOO_LARGE, message, status=413, data={"most_mb": megabytes}
        )


class BeingRead(Conflict):
    def __init__(self) -> None:
        super().__init__(
            KnowledgeErrorCode.BEING_READ, "This document is being read already. Wait until it is done."
        )
