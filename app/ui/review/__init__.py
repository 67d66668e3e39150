"""What waits for people: the inbox, reviews, gaps and interviews."""

from app.ui.review.page import ReviewPage

__all__ = ["ReviewPage"]
