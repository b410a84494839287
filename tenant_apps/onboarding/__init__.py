"""A newcomer's way from an empty workspace to an assistant that answers.

Owns: Onboarding, how far a workspace has come. Imports: plans, billing, workspace, team, contacts, channels, knowledge,
conversations, agent, webchat, whose actions it asks. Announces: nothing; what it changes is announced by its owner.
Quirks: nothing is ticked off by hand. What is done is read from what is there (`facts.py`), so the list is right
however it came about.
"""
