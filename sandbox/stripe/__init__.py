"""A stateful Stripe on its real wire format, API version 2026-10-28.endive, for the official client.

Owns: /stripe/v1/… (form-encoded, expand, lists, idempotency keys, error envelopes), the pages a payer sees
(/stripe/pay/, /stripe/portal/, /stripe/invoice/, /stripe/connect/), the events with their signed webhooks, and a
clock that /control/stripe/clock/ moves. Shapes come from shapes.json, which holds every field of each object.
Quirks: invoices are finalized as soon as they are made; one currency per customer is not enforced.
"""
