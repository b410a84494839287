"""Who answers a customer, in one function.

Owns: the decision. Imports: conversations, agent. Announces: nothing.
"""
