"""Canned replies and macros: what a team says and does often.

Owns: CannedReply, CannedFile, Macro. A reply belongs to everyone, a team, a channel or one member; a macro to everyone
or one member. Texts hold variables such as {{contact.first_name|there}}, filled when the reply is put in.
"""
