"""A mailbox for every address: SMTP in, a page and JSON out. Nothing ever leaves it."""
