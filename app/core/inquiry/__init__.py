"""What nobody has written down yet: gaps, interviews, and what waits for a person."""
