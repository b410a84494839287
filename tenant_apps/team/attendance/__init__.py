"""Who is here: what members chose to be, and what their open sockets tell."""
