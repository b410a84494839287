"""The outside world on one machine: WhatsApp, an OpenAI-compatible model, a mailbox and phones to hold.

Owns: everything under the sandbox port. Imports nothing from the rest of Parlor: it talks to the product
only over the vendors' own wire formats, so that what works here works with the vendor.
Announces: signed webhooks to the product, live events to its own page.
Quirks: never part of production; tokens here open nothing and are shown to the developer on purpose.
"""
