"""Answers, conversations, corrections, checked texts, followed questions."""
