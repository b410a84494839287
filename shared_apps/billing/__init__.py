"""Money: what a business pays us, and what its customers pay to it. All by Stripe.

Owns: Stripe's customers and prices, checkouts, payments, connected accounts, activation codes, the ledger of Stripe's
events, in the public schema. Imports: plans (settles the subscription there), accounts, intake, vendors.stripe.
Announces: nothing; plans does when a plan changes.
Quirks: an event only says what to look at. Its state is read from Stripe anew each time, one reader per business at a
time, so repeated, late and swapped events all end alike.
"""
