"""The stretches of a thread: each from when the customer wrote anew until it was resolved.

Owns: Session. The conversation itself knows the present one only; these rows are what is told of the earlier ones.
"""
