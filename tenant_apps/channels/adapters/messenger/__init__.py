"""Messenger: what people write to a Facebook page.

Vendor docs: https://developers.facebook.com/docs/messenger-platform
Below it: webhooks · send-messages · policy/policy-overview · reference/send-api/error-codes

Quirks that shaped the code:

- The account is the page. One subscription of the page also carries the Instagram account that is linked with it:
  bodies with `object: "instagram"` may come to this door, and are handed on (`Slice.platform`).
- A customer is a PSID, an id that means something to this page only. Names have to be asked for (`people`).
- An echo tells which app wrote. Ours carries our own id as `metadata`; anything else was written by a person in Meta's
  inbox or by another tool.
- “Read” and “delivered” are watermarks: a time, up to which everything has come that far. `mids` may be missing.
- There is no idempotency key, and error 1/1357046 may mean that the message went out all the same.
- Text and file are two messages: a file has no caption. Files are uploaded first and sent by their id.
- After 24 hours only a person may write, for 7 days, marked as HUMAN_AGENT; the other tags are gone since April 2026.
- Approved utility messages (templates) may go out after any window, for pages whose app has the permission
  pages_utility_messaging (META_EXTRA_SCOPES). Their buttons travel together; what is wrong with one is code 100.
- Events under `standby` belong to conversations that another app holds: shown, never answered by the agent.
- A comment is answered in private once, within 7 days, addressed by its own id; the person has to write back before
  more can be said.
- A page's token has no end, but dies with its owner's password, role or consent.

Files: adapter · verify · payloads (comments and leads) · parse · render (capabilities) · client · connect;
the rest is shared with Instagram in `meta_messaging`.
"""
