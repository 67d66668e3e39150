"""Models as values in and values out: which are installed, vectors of texts, text of a generator in its own
process.
"""
