"""One readable line per record, with the tenant that it belongs to."""

import logging

from django.db import connection


class LineFormatter(logging.Formatter):
    """`12:00:01 info  t_01ab… shared_apps.intake: drained 40 rows`."""

    def format(self, record: logging.LogRecord) -> str:
        schema = getattr(connection, "schema_name", None) or "public"
        line = f"{self.formatTime(record, '%H:%M:%S')} {record.levelname.lower():<7} {schema} {record.name}: "
        line += record.getMessage()
        if record.exc_info:
            line += "\n" + self.formatException(record.exc_info)
        return line
