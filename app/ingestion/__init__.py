"""Ingestion: discover files, read them, split them into passages, keep the library in sync with its
folders.
"""
