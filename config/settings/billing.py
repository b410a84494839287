"""How businesses pay us, and how their customers pay them. Addresses are in outside.py, keys from the environment."""

from decimal import Decimal

from config.settings import env

# The sandbox takes any test key; these open nothing.
STRIPE_SECRET_KEY = env.text("PARLOR_STRIPE_SECRET_KEY", "sk_test_parlor_sandbox")
STRIPE_WEBHOOK_SECRETS = env.words("PARLOR_STRIPE_WEBHOOK_SECRET") or ["whsec_parlor_development"]
BILLING_TRIAL_DAYS = env.number("BILLING_TRIAL_DAYS", 14)
# How long everything goes on after a payment failed; Stripe tries again meanwhile.
BILLING_GRACE_DAYS = env.number("BILLING_GRACE_DAYS", 14)
# Stripe Tax has to be switched on at Stripe before.
BILLING_AUTOMATIC_TAX = env.text("BILLING_AUTOMATIC_TAX", "false") == "true"
# Our part of what a business takes from its customers.
CONNECT_FEE_PERCENT = Decimal(env.text("CONNECT_FEE_PERCENT", "5"))
CONNECT_COUNTRY = env.text("CONNECT_COUNTRY", "US")
# Who gets the letters about money: `(permission) -> members` of the workspace we are in; billing stands below the team.
MONEY_PEOPLE = "tenant_apps.team.rights.selectors.those_who_may"
