"""Structured log lines: portal and level, never a person's data."""

import json
import logging
from datetime import UTC, datetime

from django.db import connection


class PortalFormatter(logging.Formatter):
    """One JSON object a line, with the schema in hand."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "portal": getattr(connection, "schema_name", None),
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
