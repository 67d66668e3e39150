"""The only SQL and the only Chroma: SQLite is the truth, the vector index is derived from it."""
