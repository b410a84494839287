"""The business card as a document, so that the agent answers from it: one truth, written down in the settings only.

Owns: the one document of kind "profile". Imports: workspace. Announces: nothing; it follows CardChanged.
"""
