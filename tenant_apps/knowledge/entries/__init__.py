"""Questions with their answers: written by the team, imported from a table, or taken from resolved conversations.

Owns: Entry, Suggestion; each entry is a Document of one passage. Announces: EntryChanged, EntryDeleted,
SuggestionChanged. Who collects suggestions stands higher up (automation) and calls `actions.suggest`.
"""
