"""A person behind threads: join two contacts with their threads, part them again, the files of a contact.

Owns: nothing; the record of a join stands in contacts' ContactMerge. Announces: ThreadsJoined, ThreadsParted.
"""
