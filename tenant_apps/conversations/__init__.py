"""The inbox: conversations, messages, attachments, delivery.

Owns: Conversation, Message, Attachment, Reaction, DeliveryAttempt, PendingReceipt.
Imports: core, facts, realtime, intake's errors, team, contacts, channels, files.
Announces: MessageReceived, MessageQueued, MessageChanged, ConversationChanged, AttachmentExpected.
"""
