"""Candidates → order, with a score and a confidence. Pure.

PostgreSQL finds candidates by vector and by words; here they are weighed word by word, fused, and put in an order that
covers every part of the question, newest document first.
"""
