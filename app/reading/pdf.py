"""PDF: PDFium's characters, page by page, and the layout told from where they stand.

Invariant: on a page that starts at `base`, `text[base + i]` is PDFium's character `i` (a character that
cannot be stored or means "hyphen at the end of a line" is replaced by one other, one that nobody can see by a
space), but for a page that was read as a picture, and one in columns that were drawn across: there
`Page.moved` says which character is which. Pages are parted by one form feed, which belongs to none. One
thread: PDFium allows no more.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from app.core.documents.documents import BlockKind, Extraction, Notice, Page
from app.core.documents.formats import PDF
from app.core.errors import UnreadableDocument
from app.reading.blocks import Outline, Properties, finish
from app.reading.columns import in_columns
from app.reading.dates import parse_pdf_date
from app.reading.hidden import LEAST_POINTS, alike
from app.reading.ocr import Scribe
from app.reading.pagelayout import SOFT_HYPHEN, Glyph, PageSegments, cut_page, mark_pages
from app.reading.properties import is_invented_name, real_date, real_title
from app.reading.versions import ocr_installed

SEPARATOR = "\f"
_FONT_NAME_BYTES = 128
_FORCE_BOLD, _FIXED_PITCH = 1 << 18, 1
_BOLD_NAMES = ("bold", "black", "heavy", "-bd")
_FIXED_NAMES = ("courier", "mono", "consol", "typewriter")
_LEAST_SCAN_CHARS = 24
_FILLED = (pdfium.FPDF_TEXTRENDERMODE_FILL, pdfium.FPDF_TEXTRENDERMODE_FILL_CLIP)
"""Ways of painting in which the fill's colour alone decides whether words show."""
_PRINTED = (
    pdfium.FPDF_PAGEOBJ_IMAGE,
    pdfium.FPDF_PAGEOBJ_PATH,
    pdfium.FPDF_PAGEOBJ_SHADING,
    pdfium.FPDF_PAGEOBJ_FORM,
)


@dataclass(frozen=True)
class _Font:
    bold: bool
    fixed: bool


def read_pdf(data: bytes, name: str, most_pages: int, ocr_seconds: float = 0.0) -> Extraction:
    """Read a PDF.

    Args:
        data: the file.
        name: for messages.
        most_pages: a longer document is refused.
        ocr_seconds: time for reading pictures of text, where the extra for that is installed.

    Raises:
        UnreadableDocument: a password is needed, the file is damaged, or it has too many pages.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _unreadable(name, error) from error
    with document:
        count = len(document)
        if count == 0:
            raise UnreadableDocument(
                f"{name} has no pages; it is damaged or incomplete.", "Copy it again from its source."
            )
        if count > most_pages:
            raise UnreadableDocument(
                f"{name} has {count} pages but only {most_pages} are read.", "Split it into smaller files."
            )
        return _read(document, count, Scribe(ocr_seconds) if ocr_seconds > 0 and ocr_installed() else None)


def _read(document: pypdfium2.PdfDocument, count: int, scribe: Scribe | None) -> Extraction:
    texts: list[str] = []
    pages: list[Page] = []
    notices: list[Notice] = []
    layouts: list[PageSegments] = []
    base = 0
    moved: tuple[tuple[int, int, int], ...]
    for number in range(1, count + 1):
        try:
            moved = ()
            page = document[number - 1]
            chars, layout, unseen, moved = _page(page, number, base)
            notice = _notice(page, number, chars)
            if unseen:
                words = f"Page {number} contains {unseen} invisible characters, which have been left out."
                notices.append(Notice("hidden_text", words, number))
            if scribe is not None and notice is not None and notice.code == "needs_ocr":
                if (found := scribe.read(page) if scribe.has_time else None) is not None:
                    moved = ()
                    chars, layout = found[0], cut_page(number, base, page.get_height(), *found)
                    notice = Notice(
                        "ocr",
                        f"Page {number} is an image; its text was recognised and may contain errors.",
                        number,
                    )
                elif not scribe.has_time:
                    notice = Notice("needs_ocr", f"{notice.message} The time limit was reached.", number)
            page.close()
        except pypdfium2.PdfiumError:
            chars, layout = "", PageSegments(number, 0.0, ())
            notice = Notice("page_damaged", f"Page {number} is damaged and could not be read.", number)
        if notice is not None:
            notices.append(notice)
        layouts.append(layout)
        pages.append(Page(number, base, base + len(chars), moved))
        texts.append(chars)
        base += len(chars) + len(SEPARATOR)
    text = SEPARATOR.join(texts)
    outline = Outline(text)
    mark_pages(outline, layouts)
    blocks = outline.blocks()
    notices.extend(_left_out(document))
    recognised = ", ".join(str(notice.page) for notice in notices if notice.code == "ocr")
    first_heading = next((text[b.start : b.end] for b in blocks if b.kind is BlockKind.HEADING), "")
    return finish(
        PDF,
        text,
        blocks,
        _properties(document, first_heading, {"pages": str(count), "pages read by OCR": recognised}),
        notices=notices,
        pages=pages,
    )


def _properties(
    document: pypdfium2.PdfDocument, first_heading: str, counted: Mapping[str, str]
) -> Properties:
    """Return what the file says of itself, besides what was counted in it."""
    properties = {
        key: value
        for key, value in document.get_metadata_dict().items()
        if value.strip() and not is_invented_name(value)
    }
    days = (real_date(parse_pdf_date(properties.get(key, ""))) for key in ("CreationDate", "ModDate"))
    return Properties(
        title=real_title(properties.get("Title", "")) or first_heading,
        date=(next((day for day in days if day), ""), "property"),
        metadata={**properties, **counted},
    )


def _page(
    page: pypdfium2.PdfPage, number: int, base: int
) -> tuple[str, PageSegments, int, tuple[tuple[int, int, int], ...]]:
    """Return a page's characters, its layout, how many characters were left out because they cannot be seen,
    and what was moved.
    """
    textpage = page.get_textpage()
    raw = textpage.raw
    fonts: dict[tuple[bytes, int, int], _Font] = {}
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    box = tuple(ctypes.byref(value) for value in (left, right, bottom, top))
    chars: list[str] = []
    glyphs: list[Glyph] = []
    shown_by: int | None = None
    ground = _Ground(page)
    unseen = 0
    hidden = False
    font, size = _Font(bold=False, fixed=False), 0.0
    for index in range(textpage.count_chars()):
        char = _char(pdfium.FPDFText_GetUnicode(raw, index))
        chars.append(char)
        if char.isspace() or not pdfium.FPDFText_GetCharBox(raw, index, *box):
            continue
        # Characters of one text object share font and size; asking for each costs more than all the rest.
        this = ctypes.cast(pdfium.FPDFText_GetTextObject(raw, index), ctypes.c_void_p).value
        if this is None or this != shown_by:
            shown_by, font, size = this, _font(raw, index, fonts), pdfium.FPDFText_GetFontSize(raw, index)
            hidden = ground.hides(raw, index)
        if hidden:
            unseen += 1
            chars[-1] = " "
            continue
        glyphs.append(
            Glyph(index, left.value, right.value, bottom.value, top.value, size, font.bold, font.fixed)
        )
    textpage.close()
    # Font sizes are given in text space, before the page's own scaling; a size of 1 stands for "scaled by a
    # matrix".
    words, glyphs = "".join(chars), _sized(glyphs)
    moved: tuple[tuple[int, int, int], ...] = ()
    if (found := in_columns(words, glyphs)) is not None:
        words, moved = found.chars, found.places
        glyphs = list(_moved(glyphs, moved))
    return words, cut_page(number, base, page.get_height(), words, glyphs), unseen, moved


def _moved(glyphs: list[Glyph], places: tuple[tuple[int, int, int], ...]) -> Iterator[Glyph]:
    """Yield glyphs in the order of a text whose stretches come from other places of the page, each with its
    index there.
    """
    by_index = {glyph.at: glyph for glyph in glyphs}
    for start, index, count in places:
        for at in range(count):
            if (glyph := by_index.get(index + at)) is not None:
                yield glyph._replace(at=start + at)


class _Ground:
    """What is painted on a page besides words, looked up once and only when words are suspicious."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._page = page
        self._boxes: list[tuple[float, float, float, float]] | None = None

    def hides(self, raw: object, index: int) -> bool:
        """Say whether a character, and with it all of its text object, cannot be seen.

        Invisible words over a picture are the text layer of a scan; white words on something painted are a
        title on a bar.
        """
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        pdfium.FPDFText_GetCharBox(
            raw, index, ctypes.byref(left), ctypes.byref(right), ctypes.byref(bottom), ctypes.byref(top)
        )
        width, height = self._page.get_size()
        if right.value < 0 or top.value < 0 or left.value > width or bottom.value > height:
            return True
        loose = pdfium.FS_RECTF()
        if (
            pdfium.FPDFText_GetLooseCharBox(raw, index, ctypes.byref(loose))
            and 0 < loose.top - loose.bottom < LEAST_POINTS
        ):
            return True
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        known = pdfium.FPDFText_GetFillColor(
            raw, index, *(ctypes.byref(value) for value in (red, green, blue, alpha))
        )
        mode = pdfium.FPDFTextObj_GetTextRenderMode(pdfium.FPDFText_GetTextObject(raw, index))
        faint = bool(known) and (
            alpha.value < 13 or (mode in _FILLED and alike((red.value, green.value, blue.value)))
        )
        if not faint and mode != pdfium.FPDF_TEXTRENDERMODE_INVISIBLE:
            return False
        middle = ((left.value + right.value) / 2, (bottom.value + top.value) / 2)
        return not any(
            low <= middle[0] <= high and under <= middle[1] <= over
            for low, under, high, over in self._painted()
        )

    def _painted(self) -> list[tuple[float, float, float, float]]:
        if self._boxes is None:
            self._boxes = [item.get_bounds() for item in self._page.get_objects(filter=_PRINTED, max_depth=3)]
        return self._boxes


def _sized(glyphs: list[Glyph]) -> list[Glyph]:
    if all(glyph.size > 2 for glyph in glyphs):
        return glyphs
    return [
        Glyph(g.at, g.left, g.right, g.bottom, g.top, max((g.top - g.bottom) * 1.3, 1.0), g.bold, g.fixed)
        if g.size <= 2
        else g
        for g in glyphs
    ]


def _char(code: int) -> str:
    if code in (2, 0xFFFE):  # PDFium's sign for a hyphen that only breaks a word at the end of a line
        return SOFT_HYPHEN
    if code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF or code == 0xFFFF:
        return "\ufffd"
    return " " if code == 0x0C else chr(code)


def _font(raw: object, index: int, fonts: dict[tuple[bytes, int, int], _Font]) -> _Font:
    flags = ctypes.c_int()
    buffer = ctypes.create_string_buffer(_FONT_NAME_BYTES)
    pdfium.FPDFText_GetFontInfo(raw, index, buffer, _FONT_NAME_BYTES, flags)
    weight = pdfium.FPDFText_GetFontWeight(raw, index)
    key = (buffer.value, flags.value, weight)
    if key not in fonts:
        name = buffer.value.decode("utf-8", errors="replace").lower()
        bold = any(word in name for word in _BOLD_NAMES) or weight >= 600 or bool(flags.value & _FORCE_BOLD)
        fixed = bool(flags.value & _FIXED_PITCH) or any(word in name for word in _FIXED_NAMES)
        fonts[key] = _Font(bold, fixed)
    return fonts[key]


def _notice(page: pypdfium2.PdfPage, number: int, chars: str) -> Notice | None:
    """Say why a page gave no text, or next to none."""
    visible = sum(not char.isspace() for char in chars)
    if visible and sum(char == "\ufffd" or "\ue000" <= char <= "\uf8ff" for char in chars) > visible * 0.3:
        return Notice("needs_ocr", f"Page {number} has no character encoding; it needs OCR.", number)
    if visible >= _LEAST_SCAN_CHARS:
        return None
    printed = images = 0.0
    width, height = page.get_size()
    for item in page.get_objects(filter=_PRINTED, max_depth=3):
        printed += 1
        if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds()
            images += max(right - left, 0) * max(top - bottom, 0)
    if visible and images < width * height * 0.4:
        return None
    if printed:
        return Notice("needs_ocr", f"Page {number} is an image without a text layer; it needs OCR.", number)
    return Notice("empty_page", f"Page {number} is empty.", number)


def _left_out(document: pypdfium2.PdfDocument) -> list[Notice]:
    notices = []
    if (attached := document.count_attachments()) > 0:
        notices.append(Notice("nested_skipped", f"{attached} files attached to the PDF have not been read."))
    if document.get_formtype() != pdfium.FORMTYPE_NONE:
        notices.append(Notice("nested_skipped", "Text in the PDF's form fields has not been read."))
    return notices


def _unreadable(name: str, error: pypdfium2.PdfiumError) -> UnreadableDocument:
    if error.err_code == pdfium.FPDF_ERR_PASSWORD:
        return UnreadableDocument(
            f"{name} is protected by a password.", "Save a copy without the password and ingest that."
        )
    if error.err_code == pdfium.FPDF_ERR_SECURITY:
        return UnreadableDocument(
            f"{name} is encrypted in a way that cannot be read.",
            "Save a copy without protection and ingest that.",
        )
    return UnreadableDocument(
        f"{name} is damaged or incomplete.", "Copy it again, or open it and print it to PDF."
    )
