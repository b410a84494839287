"""Meta's WhatsApp Cloud API on its wire format, in both directions.

Owns: /graph/<version>/… (what the product calls) and the bodies of webhooks (what the product receives).
Quirks: unknown fields and wrong types are refused as Meta does; only loopback links are fetched, so that
the sandbox never calls the internet.
"""
