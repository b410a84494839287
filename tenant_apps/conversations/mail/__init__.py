"""A mail's own look: its sanitised HTML as a page of its own, made to be framed.

Owns: nothing. Imports: the messages, files. Announces: nothing. The frame runs nothing and loads nothing but what the
page carries: pictures within the mail come as data, as a sandboxed page has no cookies to fetch them with.
"""
