"""The workspace as a whole, in its owner's hands: its address, domains, exports, and its end."""
