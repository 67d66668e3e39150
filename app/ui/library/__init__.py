"""The library's page: the documents as one table, what is known of each, and what needs somebody's hand."""

from app.ui.library.page import LibraryPage

__all__ = ["LibraryPage"]
