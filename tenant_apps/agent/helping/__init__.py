"""What the agent does for members while they write: suggest, rewrite, translate, sum up. Nothing is kept or sent.

Suggesting and summing up work without a model, from the documents and from the thread itself; rewriting and
translating need one and say so.
"""
