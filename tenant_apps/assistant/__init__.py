"""Answers a member's questions about the workspace itself: its conversations, its pace, its customers' verdict.

Owns: AssistantMessage. Imports: core, realtime, team, workspace, conversations, agent. Announces: nothing.

Every figure comes from a read-only tool that looks through the asking member's eyes: who sees only their team's
conversations gets figures of those. Without a model, common questions are understood by their words; with one, the
model picks the tools. Nothing here can write anything but the member's own history.
"""
