"""What customers see of us between messages: that theirs was read, that somebody writes.

Owns no table. Best effort: a signal is sent once, is never retried for long, and leaves the rate tokens to messages.
"""
