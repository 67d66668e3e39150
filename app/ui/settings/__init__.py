"""Settings of the workspace, and how one person wants the window."""
