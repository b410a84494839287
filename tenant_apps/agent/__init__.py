"""The AI agent: who it is, what it may say, its turns and the trace of each.

Owns: AgentSettings, PromptVersion, Lease, Turn. Imports: core, facts, realtime, vendors.llm, workspace, team,
knowledge, conversations. Announces: AgentTurnEnded.

A turn never blocks the message flow: it claims a lease, thinks outside any transaction, and sends only when
nobody wrote or took over meanwhile. Without a model it answers from the catalogue and the documents alone.
"""
