"""Photos of the business: uploaded, looked at, found by what is on them, sent by the agent.

Owns: Photo; a photo is a document of the kind "photo", so its labels and texts are passages like any others.
Imports: the readers of shared_apps.vendors.vision. For others: `photos.selectors.photos_for(query)`.
"""
