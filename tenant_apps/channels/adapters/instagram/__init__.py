"""Instagram messaging: direct messages, story replies, comments of a professional account.

Vendor docs: https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/messaging-api
and, for accounts behind a Facebook page, https://developers.facebook.com/docs/messenger-platform/instagram

Quirks that shaped the code:

- There are two ways in. Behind a page: graph.facebook.com, the page's token, the page's id in every path. By the
  Instagram Login: graph.instagram.com, a token of 60 days that must be renewed, the account's own id. Webhooks name
  the account by the same id in both; `settings["login"]` says which way an account was connected.
- The Instagram Login knows the account by two ids: `user_id`, which webhooks carry, and an app-scoped `id`, which
  nothing else uses.
- Texts are limited to 1000 bytes, not characters: 500 letters of Cyrillic.
- “Seen” names the last message that was read; there is no “delivered”.
- A removed reaction has no emoji. Ours can only be one of six.
- Answers to a story carry the story's address, which is gone within a day, as are mentions and shared media.
- The dashboard's test button and some versions send events under `changes[]`, comments of the Instagram Login flat in
  the entry. All are read.
- Echoes may not tell the app that wrote: our own id comes back as `metadata`, if at all.
- Mentions do not tell who mentioned.
- A message to oneself comes as an echo too, and is a customer's message here: owners try their account that way.

Files: adapter · verify · payloads (comments) · parse · render (capabilities) · client · connect ·
login (the Instagram Login); the rest is shared with Messenger in `meta_messaging`.
"""
