"""What a team keeps about a contact: notes with their authors, fields of its own making, who was joined with whom.

Owns: ContactNote, CustomField, ContactMerge. Announces: ContactChanged.
"""
