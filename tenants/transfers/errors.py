"""Why an archive is not taken."""

from enum import StrEnum

from shared_apps.core.errors import AppError


class TransferErrorCode(StrEnum):
    ARCHIVE_DAMAGED = "archive_damaged"
    ARCHIVE_NEWER = "archive_newer"
    WRONG_PASSPHRASE = "wrong_passphrase"  # noqa: S105 - a code
    EXPORT_RUNNING = "export_running"


class ArchiveDamaged(AppError):
    def __init__(self, detail: str) -> None:
        message = f"The archive is damaged or incomplete: {detail} Make it anew, or copy it once more."
        super().__init__(TransferErrorCode.ARCHIVE_DAMAGED, message)


class ArchiveNewer(AppError):
    def __init__(self, detail: str) -> None:
        message = f"The archive comes from a newer Parlor: {detail} Bring this one up to date first."
        super().__init__(TransferErrorCode.ARCHIVE_NEWER, message)


class WrongPassphrase(AppError):
    def __init__(self) -> None:
        super().__init__(
            TransferErrorCode.WRONG_PASSPHRASE, "This passphrase does not open the archive's secrets."
        )
