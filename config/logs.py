"""One record a line, with the request, task, tenant and member of it; never a secret or what people wrote."""

import logging
import traceback
from datetime import UTC, datetime
from typing import Any

import msgspec
from django.db import connection

from shared_apps.core.context import bound
from shared_apps.core.processes import role
from shared_apps.core.redaction import redact


def _tenant() -> str:
    return bound().get("tenant") or getattr(connection, "schema_name", None) or "public"


class LineFormatter(logging.Formatter):
    """For people: `12:00:01 info    t_01ab… shared_apps.intake: drained 40 rows`."""

    def format(self, record: logging.LogRecord) -> str:
        line = (
            f"{self.formatTime(record, '%H:%M:%S')} {record.levelname.lower():<7} {_tenant()} {record.name}: "
        )
        line += redact(record.getMessage())
        if record.exc_info:
            line += "\n" + redact(self.formatException(record.exc_info))
        return line


class JsonFormatter(logging.Formatter):
    """For machines: one JSON object, with `error.type`, `error.message` and `error.stack` where something broke."""

    def format(self, record: logging.LogRecord) -> str:
        row: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": redact(record.getMessage()),
            "process": role(),
            **bound(),
            "tenant": _tenant(),
        }
        if record.exc_info and record.exc_info[1] is not None:
            row["error"] = _error(record.exc_info[1])
        return msgspec.json.encode(row).decode()


def _error(error: BaseException) -> dict[str, str]:
    """Return the error with its causes; a stack holds places and lines of code, no values."""
    return {
        "type": type(error).__name__,
        "message": redact(str(error)),
        "stack": redact("".join(traceback.format_exception(error))),
    }
