"""What a business may do and how much of it has been done.

Owns: plans, a subscription per tenant, feature flags, requests for another plan, the month's counters; all in the
public schema. `entitlements` reads, `meters` counts, `kernel` and `months` decide, pure.
Imports: tenants, audit, facts. Announces: PlanChanged, MonthBegun, AllowanceNeared, AllowanceUsedUp.
"""
