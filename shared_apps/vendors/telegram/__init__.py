"""Telegram's Bot API over HTTP, without models.

Vendor docs: https://core.telegram.org/bots/api#making-requests. The base address is a setting (TELEGRAM_API_URL).
The token is part of every address, so addresses never reach a log, an error text or an exception's cause.
"""

from .client import BotClient
from .errors import BotApiError, BotApiUnreachable, FileTooLarge

__all__ = ["BotApiError", "BotApiUnreachable", "BotClient", "FileTooLarge"]
