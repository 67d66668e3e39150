"""The command line: one module a subject, over an open workspace."""
