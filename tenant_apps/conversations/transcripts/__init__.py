"""What was said in customers' voice messages.

Owns: transcripts of audio attachments. A transcript is a help: no service, no ffmpeg, a service that fails only mean
that there is none. Announces: TranscriptSettled.
"""
