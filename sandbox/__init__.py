"""The outside world on one machine: messengers, an OpenAI-compatible model, a mailbox and phones to hold.

Owns: everything under the sandbox port. Imports nothing from the rest of Parlor: it talks to the product
only over the vendors' own wire formats, so that what works here works with the vendor.
Announces: signed webhooks to the product, live events to its own page.
Quirks: never part of production; tokens here open nothing and are shown to the developer on purpose.

Control beside what the page does: /control/tokens/ lets tokens run out, grow old or be taken back,
/control/notices/ tells a WhatsApp account of templates, quality and chats of the past, /control/deliver/ sends
any body once. The vendors' sign-in pages answer a POST of decision=approve and accounts=<id> as they do a person.

Adding a platform:

1. sandbox/<platform>/platform.py: a subclass of sandbox.platform.Platform (its docstrings say what each method
   answers) and one instance of it, listed in sandbox/platforms.py. Fields of an account or a customer that only
   this platform has go into `account_fields`, `customer_fields` and are stored in Account.fields, Customer.fields.
   `say` stores the bubble with world.messages.add(…, message_id=…) and hands the webhook to
   world.webhooks.send_now(body, lane=customer.id, message=…, platform=…, path=…, headers=…).
2. The vendor's API for the product: a Router in sandbox/<platform>/, mounted in sandbox/vendor_routes.py behind a
   VendorDoor, which logs the calls and lets the fault switches strike in the vendor's own error shape.
3. webhooks.PATHS: the address of its webhooks in the product; or a path and headers with each delivery.
   faults.CHANNELS: its name.
4. sandbox/page/js/platforms/<platform>.js and sandbox/page/css/platforms/<platform>.css: how its phone looks and
   what a person can do on it, listed in sandbox/page/js/platforms/index.js, which describes every field.
"""
