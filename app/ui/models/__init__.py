"""Models: what is installed, what fits, and which are used."""
