"""The window: pages over the application, the only room that knows Qt."""

from __future__ import annotations

from app.ui.shell.constants import keep

# Before the first call into Qt, whoever makes it: see there.
keep()
