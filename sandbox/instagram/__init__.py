"""Instagram: what people can do in an account's inbox, stories and comments.

Owns: the phone's side of Instagram; the Graph API is in sandbox/meta.
Quirks: a read names one message; echoes carry no metadata; media of stories can expire.
"""
