"""What asking models costs: every call on record, the month's budget.

Owns: AgentCall, BudgetNotice. Announces: BudgetReached.
"""
