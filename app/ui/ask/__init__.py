"""Ask: question, evidence, draft, checked answer, conversations; the source beside them. GUI thread."""

from app.ui.ask.page import AskPage
from app.ui.ask.turn import Turn

__all__ = ["AskPage", "Turn"]
