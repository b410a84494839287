"""What Messenger and Instagram messaging have in common: one envelope, one send call, one sign-in.

Vendor docs: https://developers.facebook.com/docs/messenger-platform
and https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/messaging-api

Not a channel: `messenger` and `instagram` are, and each tells what is its own (`Dialect`, comments, limits, login).

Files: dialect (how the two differ) · payloads (wire structs) · split · parse → events, messages, contents, notices,
comments · render · failures (error table) · client (sends) · files · people (profiles) · history (backfill) ·
pages (Facebook's sign-in) · subscription · health · refusals (why connecting failed).
"""
