"""Labels: one set of them for contacts and conversations.

Owns: Label, ContactLabel. Imports: core, facts, team's permissions. Announces: LabelChanged, LabelDeleted.
What a conversation wears is the conversations app's own table; it goes with the label by the foreign key.
"""
