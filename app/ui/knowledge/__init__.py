"""Knowledge units: the list, a unit as it reads, its editor, and rules and trees that are run.

Forms are built from the one description of each kind (`core.units.kinds`) by `inputs`, `rows`, `logic` and
`form`; `draft` saves what is typed; `editor`, `reading` and `trying` are the three faces of a unit; `page`
joins them.
"""

from app.ui.knowledge.page import KnowledgePage

__all__ = ["KnowledgePage"]
