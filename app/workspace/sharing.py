"""Answers and checked texts as words that leave the window: for a clipboard, or for a file of the person's
own.

What is written is in exchange, which front ends do not know. Needs no open workspace: whoever hands something
out has it already. Pure; any thread.
"""

from __future__ import annotations

from app.exchange.answers import markdown as answer_markdown
from app.exchange.checks import markdown as checked_markdown
from app.exchange.checks import text as checked_text

__all__ = ["answer_markdown", "checked_markdown", "checked_text"]
