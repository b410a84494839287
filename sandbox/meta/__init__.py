"""What Messenger and Instagram have in common: pages, Graph objects, messages, tokens, signing in.

Owns: page objects under /graph/<version>/, /instagram-graph, /instagram-api, /dialog, /instagram-dialog and the
bodies of `page` and `instagram` webhooks. The folders messenger and instagram hold what sets the two apart.
Source: Meta's Messenger Platform, Instagram Platform and Facebook Login references, v26.0.
Quirks: an Instagram account that is linked to a page (fields.login "facebook") is served through the page's
subscription and token; one that signed in by itself (fields.login "instagram") has its own of both.
"""
