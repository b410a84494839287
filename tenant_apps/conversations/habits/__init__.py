"""How a member likes to write, on every device: which key sends, how many seconds a reply waits for second thoughts.

Owns: WritingHabits. A browser sends it along; the server holds each message back for the `undo_s` that it came with.
"""
