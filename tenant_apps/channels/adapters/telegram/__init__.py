"""Telegram Bot API 10.x, with Telegram Business.

Vendor docs: https://core.telegram.org/bots/api
Below it: #update · #business-accounts · #making-requests · /bots/faq (limits)

Quirks that shaped the code:

- A body does not say whose it is: every bot has an address of its own, `/webhook/telegram/<bot id>/`. Nothing is
  signed; the vendor shows the secret that we gave it (`channels.secrets.route_secret`).
- One POST is one update with one of some thirty keys; unknown ones come with every version.
- Message ids count per chat, and the same person can write to the bot and, through Telegram Business, to the owner
  in chats of the same id. So our id is `<chat>:<message>`, with the business connection in front where there is one.
- Times are whole seconds and updates may overtake one another: `update_id` keeps the order within a second.
  A tapped button has no time at all; it gets the time at which it was read.
- In a business chat the owner's own messages come too, with the owner in `from`: they are echoes.
- Bots write only to people who have written first; there is no reply window, no receipt and no idempotency key.
- Lengths count in UTF-16 units after formatting has been taken out. We send HTML; should Telegram not
  understand it, the same message goes out plain.
- The token is part of every address, files too: addresses never reach a log or an error.
- A button carries at most 64 bytes: longer ids travel as `short_id(id)`.
- A bot may fetch files up to 20 MB and send up to 50 MB. A download address dies after an hour: always asked anew.

Files: adapter · verify · payloads (wire structs) · parse → messages, contents (by kind), notices (account and people) ·
render → forms (buttons, places, cards), markup (HTML) · client · failures (error table) · connect.
"""
