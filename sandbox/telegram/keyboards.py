"""What may stand under a message, checked as Telegram does."""

from typing import Any
from urllib.parse import urlsplit

from sandbox.telegram.errors import BadRequest

_ACTIONS = (
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
)  # fmt: skip
MAX_BUTTONS = 100


def check_markup(markup: Any) -> dict[str, Any] | None:
    """Return a reply markup that is all right; raises BadRequest."""
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise BadRequest("object expected as reply markup")
    rows = markup.get("inline_keyboard")
    if rows is None:
        return markup
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise BadRequest('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    if sum(map(len, rows)) > MAX_BUTTONS:
        raise BadRequest("reply markup is too long")
    for key in (key for row in rows for key in row):
        _check_key(key)
    return markup


def keys_of(markup: dict[str, Any] | None) -> list[dict[str, Any]]:
    return [key for row in (markup or {}).get("inline_keyboard", []) for key in row]


def _check_key(key: Any) -> None:
    if not isinstance(key, dict):
        raise BadRequest("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    if not isinstance(key.get("text"), str) or not key["text"].strip():
        raise BadRequest('can\'t parse inline keyboard button: Field "text" must be a non-empty String')
    actions = [name for name in _ACTIONS if name in key]
    if len(actions) != 1:
        raise BadRequest(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if "callback_data" in key and not 1 <= len(str(key["callback_data"]).encode()) <= 64:
        raise BadRequest("BUTTON_DATA_INVALID")
    if "url" in key:
        parts = urlsplit(str(key["url"]))
        if parts.scheme not in ("http", "https", "tg") or not parts.netloc:
            raise BadRequest(f"inline keyboard button URL '{key['url']}' is invalid: Wrong HTTP URL")
