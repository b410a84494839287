"""Telegram's Bot API at /telegram/bot<token>/<method> and /telegram/file/bot<token>/<path>.

Vendor docs: https://core.telegram.org/bots/api. Stricter than comfortable, as the real one: tokens, lengths in UTF-16
units, entities, keyboards, files, people who never wrote or have blocked the bot. Unlike the real one it also sends
webhooks to plain http, and to any port.
"""
