"""Strangers' websites: their addresses, their wishes (robots.txt), their lists (sitemaps), their pages."""
