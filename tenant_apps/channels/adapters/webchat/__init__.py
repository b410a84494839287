"""The chat on the business's own website.

Vendor docs: there is no vendor; the widget's API is `tenant_apps/webchat`. What browsers let it do:
https://developer.mozilla.org/docs/Web/API/WebSocket and https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS

Quirks that shaped the code:

- The wire format is ours. The visitor API puts one JSON body per event into the ledger, so a visitor's message is
  stored, ordered and deduplicated as everybody else's. Its id is the visitor's own client id (a UUID): sending it
  again is harmless.
- One account is one website. Its id is the widget key: public, unguessable, and no proof of anything.
- A visitor is `visitor` (a browser), `user` (whom the business has vouched for by HMAC) or `session` (a server that
  asks on `/api/chat/ask`). Where a `user` is known, only that one is addressed: an old browser token of the same
  person must not go on reading.
- Sending is a nudge to the visitor's sockets; they read the message from the database, in the one shape that the
  thread page has. Nobody connected is no failure: the thread is read when they come back.
- Nothing is sent to `/webhook/webchat/`, but the door exists for every channel. Its secret is derived from the
  route, so nobody outside can sign for it.
"""
