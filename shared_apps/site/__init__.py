"""The public site: what Parlor is, what it costs, the way to one's workspace, the small print.

Owns: pages without a table of their own, in English and Ukrainian. Imports: plans, accounts, tenants.
Quirks: a page is whole in its HTML, styles included; no script is needed for anything on it.
"""
