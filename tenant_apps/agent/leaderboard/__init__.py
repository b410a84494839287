"""What customers ask most, and what nobody could answer them: turns grouped by what their questions are about.

Nothing is stored: the groups are made from the turns that a member may see, so they are never out of date.
"""
