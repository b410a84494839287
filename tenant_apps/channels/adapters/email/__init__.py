"""E-mail: a mailbox by IMAP and SMTP, or a provider's inbound webhook.

Vendor docs: https://www.rfc-editor.org/rfc/rfc5322 (messages) · rfc2045-2047, rfc2231 (MIME) · rfc3834 (automatic
answers) · rfc3464 (bounces) · rfc8098 (read receipts) · rfc9051 (IMAP) · https://anymail.dev/en/stable/inbound/
Providers' bodies: https://postmarkapp.com/developer/webhooks/inbound-webhook ·
https://www.twilio.com/docs/sendgrid/for-developers/parsing-email · https://documentation.mailgun.com (routes)

Quirks that shaped the code:

- Nothing in a mail is signed for us: whoever knows an address can write it into From. A thread is found by the
  sender's identity, never by In-Reply-To, and an answer goes to that identity and nowhere else. So the identity
  is Reply-To where there is one: a forged From with a Reply-To of its own never reaches the forged person's thread.
- The account is the mailbox, and no body names it: the door hands over the route, and `envelope` puts one line
  in front of what came. The same line carries what IMAP knows, the folder and the time of arrival.
- Basic auth proves the provider. SendGrid's and Mailgun's bytes are signed as well, and are proved where the owner
  gave the key: it travels, encrypted, as the user name of the address that they call (`signatures`). SendGrid's mails
  stay with the password. What Amazon's SNS posts is always proved (`sns`), in a thread of the door's for the
  certificate, and an address that it wants to have called is called at Amazon's own hosts only.
- SNS shows its password only to whoever answers 401 with a challenge first.
- A multipart body is recognised by its first line, as the door hands over no content type.
- `email.policy.default` reads some 700 mails a second; `mime` reads ten times that, in time linear in the size,
  with bounds on depth and parts. Nothing in it raises.
- Machines answer machines: anything with the marks of RFC 3834, lists, bounces and our own address is shown
  with `payload.auto_reply` and answered by people only. What the agent sends says Auto-Submitted itself.
- A bounce names the Message-ID that we made: `<client_ref>@<domain of the mailbox>`, the same on every try.
- The Sent folder is trusted to hold what the business wrote; a From with our address in the inbox is not.
- Raw mails are not kept after parsing: attachments carry their `content`, `media_id` is the part's number, and
  `payload.email.cids` maps content ids to those.

Files: adapter · verify (basic auth) · signatures · sns · split (which form) · envelope (our own line) · payloads (wire
structs) · posted (multipart and urlencoded) · mime, headers (reading mails) · letters (one form for all) · providers ·
machines (who must not be answered) · bounces · quotes (what is new) · markup (HTML) · parse · render ·
servers (checked connections) · failures (SMTP table) · client · connect.
"""
