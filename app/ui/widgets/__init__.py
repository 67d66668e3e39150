"""Widgets that several pages are built of; none knows a page."""
