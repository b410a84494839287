"""The business itself: its card, price list, locations, hours, and what people did here.

Owns: Workspace, Service, ServiceStaff, Location, OpeningHours. Imports: core, facts, audit, tenants, team, files.
Announces: CardChanged, PriceListChanged.
"""
