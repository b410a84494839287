"""Browser sessions outside a Django request, for sockets."""

from importlib import import_module

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.utils.crypto import constant_time_compare

from shared_apps.accounts.credentials import Credential, of_session
from shared_apps.accounts.models import User


def holder_of_session(session_key: str) -> tuple[User, Credential] | None:
    """Return the active user of a session cookie and what it is, None when it ended or the password changed since."""
    store = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    user_id = store.get(SESSION_KEY)
    user = User.objects.filter(id=user_id, is_active=True).first() if user_id else None
    if user is None:
        return None
    is_current = constant_time_compare(store.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash())
    return (user, of_session(store)) if is_current else None
