"""WhatsApp Cloud API.

Vendor docs: https://developers.facebook.com/documentation/business-messaging/whatsapp
Below it: webhooks/overview · support/error-codes · business-scoped-user-ids

Quirks that shaped the code:

- One webhook address serves all numbers; the only key to the tenant is `metadata.phone_number_id`. Account,
  template and quality events carry no number: they are routed as `waba:<WABA id>`.
- The signature covers the raw bytes, in which non-ASCII text is escaped: never re-serialise before checking.
- A customer may have no phone number. The business-scoped user id (BSUID) is the strongest identity;
  `wa_id` and `from` are missing for people with a username. `wa_id` is not always the phone number
  (Brazil, Mexico, Argentina).
- One POST may carry 1,000 updates, in any order, again and again for a week. We keep the position.
- `read` may come without `delivered`; `played` is the read of a voice note.
- A removed reaction has no emoji, or an empty one. `context` without an id is a forward, not a reply.
- An interactive message can lack its `interactive` part while `value.errors` explains why.
- Meta's own samples put `field` inside `value`, and quality updates under the status field: both are read.
- There is no idempotency key. After a timeout a message may have gone out: `SendFailed.ambiguous`. We send
  our own id as `biz_opaque_callback_data`, and the receipt brings it back.
- Numbers without "+" get the sender's country code in front: always E.164 with "+".

- A number of the WhatsApp Business app sends its past chats once after it was connected (`history`); the owner
  may refuse. Its messages name their author only: who is not the business is the customer.
- Typing marks as read. An ad opens the window for 72 hours instead of 24.

Files: adapter · verify (signature, handshake) · split (which accounts) · payloads (wire structs) ·
parse → messages, contents (by type), people (who), history, notices (account events in plain words), limits ·
render → interactive, templates, cards, markup (formatting) · client · failures (error table) ·
connect, signin (embedded signup), health.
"""
