"""What each member may do and why: the role's permissions, and what was allowed or denied to one person beside them."""
