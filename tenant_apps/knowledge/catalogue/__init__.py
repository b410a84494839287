"""What the business sells beside its services: products, properties, anything with a name and a price.

Owns: CatalogueItem. Imports: files (photos), workspace (how names are matched). Announces: ItemChanged, ItemDeleted.
Looked up exactly, never by nearness: a price is either that of the thing that was named, or is not told.
"""
