"""Were you satisfied? Asked once after a conversation is resolved, answered with a button, a digit, or on a page.

Owns: CsatSettings, CsatRequest. The page's address is made and proved in `links`; it needs no account. The answer is
recognised before anybody else answers it: `selectors.is_rating` tells `automation/responder.py` that there is nothing
to say.
"""
