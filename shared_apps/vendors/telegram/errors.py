"""How a Bot API call fails: Telegram answers with an error, or does not answer."""

from typing import Any


class BotApiError(Exception):
    """Telegram's error envelope; `code` is the HTTP status where there is none."""

    def __init__(
        self,
        *,
        code: int,
        description: str,
        http_status: int,
        retry_after_s: float | None = None,
        migrate_to_chat_id: int | None = None,
    ) -> None:
        super().__init__(f"Bot API error {code}: {description}")
        self.code = code
        self.description = description
        self.http_status = http_status
        self.retry_after_s = retry_after_s
        self.migrate_to_chat_id = migrate_to_chat_id

    @property
    def is_server_fault(self) -> bool:
        return self.http_status >= 500 or self.code == 429

    @classmethod
    def read(cls, content: Any, *, http_status: int) -> "BotApiError":
        """Read an error answer, whatever is left of its envelope."""
        error = content if isinstance(content, dict) else {}
        more = error.get("parameters")
        more = more if isinstance(more, dict) else {}
        code, wait, moved = error.get("error_code"), more.get("retry_after"), more.get("migrate_to_chat_id")
        return cls(
            code=code if isinstance(code, int) else http_status,
            description=str(error.get("description") or f"HTTP {http_status}"),
            http_status=http_status,
            retry_after_s=float(wait) if isinstance(wait, int | float) and wait >= 0 else None,
            migrate_to_chat_id=moved if isinstance(moved, int) else None,
        )


class BotApiUnreachable(Exception):
    """No answer. `may_have_arrived` tells that the request went out and could have taken effect."""

    def __init__(self, message: str, *, may_have_arrived: bool) -> None:
        super().__init__(message)
        self.may_have_arrived = may_have_arrived


class FileTooLarge(Exception):
    """The file is bigger than the caller wants to hold."""
