"""How people come into a workspace: a letter to one address, or a link for several.

Only a digest of an invitation's token is kept. A letter's token is made by the task that sends it, so it never waits
in a queue; sending it again makes a new one, and the old stops working.
"""
