"""Messenger: what people can do on a page's chat and under its posts.

Owns: the phone's side of Messenger; the Graph API is in sandbox/meta.
Quirks: reads and deliveries are watermarks; echoes carry app_id and metadata.
"""
