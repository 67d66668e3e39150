"""Files in: discover them, read them, cut them into passages, keep the library in step with the folder."""
