"""Question to evidence: the index, the search and the sentences that answer."""
