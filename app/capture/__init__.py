"""Judgement in: units, their review, and what leads to them."""
