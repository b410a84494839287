"""What the business knows: its documents, read into passages that can be found and cited.

Owns: Document, Chunk, Term (the tenant's vocabulary with document frequencies). Imports: files; the embeddings of
shared_apps.vendors.llm. Announces: DocumentQueued, DocumentChanged, DocumentRead, DocumentFailed, DocumentDeleted.

Pure kernels: `extract/` (file → blocks), `chunking` (blocks → passages), `language/` (words → terms),
`ranking/` (candidates → order and confidence). Everything they need of a tenant is asked from PostgreSQL per query.
"""
