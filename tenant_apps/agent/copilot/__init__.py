"""Answers that wait for a member's word before a customer reads them.

Owns: AgentDraft. Imports: core, facts, realtime, audit, agent's tables, conversations. Announces: nothing of its own;
an approved draft is a message like any other.

A draft stands for the messages it answers: when the customer writes again or a person answers, it is void, which is
read from the thread and never written down.
"""
