"""Were you satisfied? Asked once after a conversation is resolved, answered with a button or a digit.

Owns: CsatSettings, CsatRequest. The answer is recognised before anybody else answers it: `selectors.is_rating` tells
`automation/responder.py` that there is nothing to say.
"""
