"""Language models behind one interface each: chat and embeddings. No tables, no tenants.

Quirks: the local embedder runs in this process on its CPU; everything else is an OpenAI-compatible endpoint.
"""
