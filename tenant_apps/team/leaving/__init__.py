"""A member is deactivated: nothing opens for them any more, what they had goes to somebody else, their name stays."""
