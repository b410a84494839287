"""How a Graph call fails: Meta answers with an error, or does not answer."""

from typing import Any


class GraphError(Exception):
    """Meta's error envelope; `code` is -1 when an error answer carried no envelope."""

    def __init__(
        self,
        *,
        code: int,
        message: str,
        http_status: int,
        details: str = "",
        subcode: int | None = None,
        trace_id: str = "",
        is_transient: bool = False,
        retry_after_s: float | None = None,
    ) -> None:
        super().__init__(f"Graph error {code} (HTTP {http_status}): {details or message}")
        self.code = code
        self.message = message
        self.http_status = http_status
        self.details = details
        self.subcode = subcode
        self.trace_id = trace_id
        self.is_transient = is_transient
        self.retry_after_s = retry_after_s

    @property
    def is_server_fault(self) -> bool:
        return self.http_status >= 500 or self.http_status == 429

    @classmethod
    def read(cls, content: Any, *, http_status: int, retry_after_s: float | None) -> "GraphError":
        """Read an error answer, whatever is left of its envelope."""
        content = content if isinstance(content, dict) else {}
        error = content.get("error")
        # Instagram's sign-in has an older envelope of its own.
        error = error if isinstance(error, dict) else {"message": content.get("error_message")}
        extra = error.get("error_data")
        code, subcode = error.get("code"), error.get("error_subcode")
        return cls(
            code=code if isinstance(code, int) else -1,
            message=str(error.get("message") or f"HTTP {http_status}"),
            http_status=http_status,
            details=_details(error, extra),
            subcode=subcode if isinstance(subcode, int) else None,
            trace_id=str(error.get("fbtrace_id") or ""),
            is_transient=error.get("is_transient") is True,
            retry_after_s=retry_after_s,
        )


def _details(error: dict[str, Any], extra: Any) -> str:
    """Return what Meta says beyond the message: WhatsApp's details, or the text meant for people."""
    said = extra.get("details") if isinstance(extra, dict) else None
    return str(said or error.get("error_user_msg") or "")


class GraphUnreachable(Exception):
    """No answer. `may_have_arrived` tells that the request went out and could have taken effect."""

    def __init__(self, message: str, *, may_have_arrived: bool) -> None:
        super().__init__(message)
        self.may_have_arrived = may_have_arrived


class FileTooLarge(Exception):
    """The file is bigger than the caller wants to hold."""
