"""What an API key may touch: the one place where an address of the API becomes a scope.

A scope is `<area>:read` or `<area>:write`, and writing includes reading. What a key may do is what its scopes and the
role of its member both allow. An address that no area names belongs to `settings`; the person's own doors are closed
to every key, so that a key can never make another one, read codes, or end a session.
"""

from shared_apps.accounts.errors import AccountErrorCode
from shared_apps.core.errors import AppError

READ, WRITE = "read", "write"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
AREAS = {
    "conversations": (
        "conversations", "search", "views", "labels", "canned-replies", "macros", "attachments", "drafts",
        "presence", "csat", "sla-policies", "files", "chat", "transcripts", "assignment", "scheduled",
    ),
    "contacts": ("contacts", "custom-fields", "leads", "deals", "pipelines", "tasks", "activities", "segments"),
    "knowledge": (
        "documents", "photos", "sources", "knowledge-base", "sync-knowledge", "ai-training-files", "knowledge",
        "evaluations",
    ),
    "agent": ("agent", "assistant"),
    "settings": (),
}  # fmt: skip
SCOPES = tuple(f"{area}:{right}" for area in AREAS for right in (READ, WRITE))
# One's own: never a key's.
CLOSED = ("auth", "admin", "alerts", "push", "notification-preferences")
OPEN = frozenset({("GET", "auth/me")})
# A question, although it is posted.
ASKED = frozenset({"knowledge/search"})
_AREA_OF = {first: area for area, names in AREAS.items() for first in names}


def scope_of(method: str, path: str) -> str | None:
    """Return the scope that a request needs, empty for none, None for what is closed to keys."""
    inside = path.removeprefix("/api/").strip("/")
    if (method, inside) in OPEN:
        return ""
    first = inside.partition("/")[0]
    if first in CLOSED or not path.startswith("/api/"):
        return None
    is_read = method in SAFE_METHODS or inside in ASKED
    return f"{_AREA_OF.get(first, 'settings')}:{READ if is_read else WRITE}"


def holds(scopes: list[str], wanted: str) -> bool:
    """Say whether `scopes` include `wanted`; the right to write includes the right to read."""
    area, _, right = wanted.partition(":")
    return wanted in scopes or (right == READ and f"{area}:{WRITE}" in scopes)


def check_scope(scopes: list[str], method: str, path: str) -> None:
    """Raise AppError 403 `scope_missing`, naming the scope that it would take."""
    wanted = scope_of(method, path)
    if wanted is None:
        message = "API keys do not open this door. Sign in with a password instead."
        raise AppError(AccountErrorCode.SCOPE_MISSING, message, status=403)
    if wanted and not holds(scopes, wanted):
        message = f"This API key lacks the scope {wanted}. Make a key that has it."
        raise AppError(AccountErrorCode.SCOPE_MISSING, message, status=403, data={"scope": wanted})
