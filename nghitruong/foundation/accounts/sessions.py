"""Sessions in Django's own table, and the question that every page begins with in words of our own."""

from typing import Any

from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

from nghitruong.foundation.verbs.trips import ask_first

# Built by the ORM, its words would cost twenty times what its answer costs.
_LIVING = "SELECT session_data FROM django_session WHERE session_key = %(key)s AND expire_date > %(now)s"


class SessionStore(db.SessionStore):
    """Django's sessions; what has expired or was never there is empty and loses its key."""

    def load(self) -> dict[str, Any]:
        """What the session holds; a request's first question, so it notices a connection that has died."""
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        rows = ask_first(_LIVING, {"key": self.session_key or "", "now": now})
        if not rows:
            self._session_key = None
            return {}
        return self.decode(rows[0][0])
