"""The source beside the answer.

A source is cut into paragraphs, tables and sheets by pure modules (`flow`, `inline`, `sheet`), shown by one
view for each way of reading (`text`, `raw`, `sheet`, `pages`), and held together by `panel`. Each view marks
a range of the source and can say what it marked.
"""

from app.ui.reader.panel import SourceReader
from app.ui.reader.place import Place

__all__ = ["Place", "SourceReader"]
