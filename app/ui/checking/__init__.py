"""A text that somebody else wrote, held against the library in the window."""

from app.ui.checking.dialog import CheckDialog

__all__ = ["CheckDialog"]
