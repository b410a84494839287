"""Connected channels: one folder per vendor behind one protocol.

Owns: ChannelAccount, the inbound union, the outbound shape, the adapters and their registry.
Imports: shared_apps.core, shared_apps.facts, shared_apps.intake (claiming routes), shared_apps.vendors.
Announces: ChannelConnected, ChannelDisconnected.
"""
