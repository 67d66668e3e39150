"""Rules and decision trees that are run: conditions, values, and the facts of a case."""
