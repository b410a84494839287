"""Browser sessions outside a Django request, for sockets."""

from importlib import import_module

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.utils.crypto import constant_time_compare

from shared_apps.accounts.models import User


def user_of_session(session_key: str) -> User | None:
    """Return the active user of a session cookie, None when it ended or the password changed since."""
    store = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    user_id = store.get(SESSION_KEY)
    user = User.objects.filter(id=user_id, is_active=True).first() if user_id else None
    if user is None:
        return None
    is_current = constant_time_compare(store.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash())
    return user if is_current else None
