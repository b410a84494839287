"""Who stands behind this installation, as its public pages say."""

from config.settings import env

SITE_OPERATOR = env.text("PARLOR_OPERATOR", "Parlor")
SITE_CONTACT = env.text("PARLOR_CONTACT", "hello@parlor.example")
