"""Citewell: team knowledge with evidence first and prose second, fully offline."""

__version__ = "0.1.0"
