"""Search: messages, contacts and conversations by their words, in Ukrainian and English.

Owns: MessageWords, ContactWords, SearchWord. Triggers of the database keep the first two, whatever wrote the message;
a sweep keeps the third. Words stand as they were written; a question is cut to stems and asked by prefix, so that
every ending is found. A word that nobody wrote is asked by its neighbours one or two letters away.
"""
