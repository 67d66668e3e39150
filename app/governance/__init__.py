"""Who may act, what they may see, and the keys that make the audit log provable."""
