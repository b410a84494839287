"""Keep the inbox in order: labels, participants, mentions, snoozing, settling by itself, many at once.

Owns: ConversationLabel, Participant, Mention, InboxSettings, BulkJob, BulkChunk.
Announces: MemberMentioned, ParticipantsChanged, BulkJobChanged.
"""
