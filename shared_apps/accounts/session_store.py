"""The browser's sessions: Django's own in the database, read by a statement that is written once."""

from datetime import UTC, datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session

from shared_apps.core.clock import now
from shared_apps.core.lookups import Lookup

_open_session = Lookup(
    lambda key, at: Session.objects.filter(session_key=key, expire_date__gt=at),
    "?",
    datetime(2000, 1, 1, tzinfo=UTC),
)


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Session | None:
        # A cookie can hold anything, NUL too; keys that were given out are letters and digits.
        key = self.session_key or ""
        found = _open_session.first(key, now()) if key.isalnum() else None
        if found is None:
            self._session_key = None
        return found
