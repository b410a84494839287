"""How soon customers are to be answered: policies, one clock a conversation, notices when it runs out.

Owns: SlaPolicy, SlaClock. Announces: SlaSoon, SlaBreached. A clock is reckoned anew from the conversation's own facts
whenever it changes, so nothing is counted twice; it stands still while the conversation is snoozed, waits for the
customer, or is the agent's.
"""
