"""What stands around the pages: the application, its window, navigation, palette, and the first page."""
