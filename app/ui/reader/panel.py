"""The source beside the answer: what it is, its words, and the way to the next citation.

The decision hidden here is which view a source gets, and how an older version is told from the current one:
the cited words are always shown as they were cited, and what became of them is one click away. The panel asks
for sources by a signal and reads no file. GUI thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.core.documents.documents import Source, Status
from app.core.documents.formats import Surface, look_of
from app.ui import theme
from app.ui.dates import day
from app.ui.reader.bars import Banner, Foot, OneLine, tool
from app.ui.reader.difference import DifferenceView, same_words, successor
from app.ui.reader.drawn import Drawn, drawn
from app.ui.reader.outside import OutsideButton
from app.ui.reader.overlay import SlideOver
from app.ui.reader.pages import PageView
from app.ui.reader.place import Place, heading_at, page_at, row_at
from app.ui.reader.raw import RawView
from app.ui.reader.search import SearchBar, places
from app.ui.reader.sheet import SheetView
from app.ui.reader.text import TextView

View = TextView | RawView | SheetView | PageView


class SourceReader(QWidget):
    """The panel."""

    wanted = Signal(object)
    """A `Place` that the reader needs the source of."""
    closed = Signal()
    attach_wanted = Signal(str, int, int, str)
    """Version, start, end and the words themselves, to be evidence of a unit."""

    def __init__(self) -> None:
        super().__init__()
        self.may_attach = False
        """Whether words may be attached to a unit here."""
        self.setObjectName("reader")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._places: list[Place] = []
        self._at = 0
        self._source: Source | None = None
        """What is shown: the version that is cited, or the current one when it was asked for."""
        self._cited: Source | None = None
        self._newest: Source | None = None
        self._errand = ""
        """What the newest version was asked for: "show", "compare" or nothing."""
        self._found: list[tuple[int, int]] = []
        self._found_at = -1
        self._drawn: tuple[Source, Drawn | None] | None = None
        """The words of the source as they are drawn, made when they are searched first."""
        self._over: SlideOver | None = None

        self.text, self.raw, self.sheet, self.pages, self.difference = (
            TextView(),
            RawView(),
            SheetView(),
            PageView(),
            DifferenceView(),
        )
        self._empty = QLabel(self.tr("Click a citation to read its source."))
        self._empty.setProperty("role", "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(theme.SPACE[5], 0, theme.SPACE[5], 0)
        self._body = QStackedWidget()
        for view in (self._empty, self.text, self.raw, self.sheet, self.pages, self.difference):
            self._body.addWidget(view)
        self.search = SearchBar()
        self.search.hide()
        self.banner = Banner()
        self._foot = Foot()
        self._head = self._make_head()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head)
        layout.addWidget(self.search)
        layout.addWidget(self._body, 1)
        layout.addWidget(self._foot)
        self._connect()
        self._make_keys()
        self.clear()

    def stay_open(self) -> None:
        """Offer nothing to close it with: it is a part of what has that."""
        self._close.hide()

    def _make_head(self) -> QWidget:
        self._title = OneLine()
        self._title.setFont(theme.sized("large", bold=True))
        self._where = OneLine()
        self._where.setProperty("role", "muted")
        self._find = tool("search", self.tr("Find in this source (Ctrl+F)"), self.open_search)
        self._as_text = tool("text", self.tr("Show as text"), self._switch)
        self._as_text.setCheckable(True)
        self.outside = OutsideButton()
        self.outside.told.connect(self.banner.show_words)
        self._close = tool("close", self.tr("Close the source (Esc)"), self.closed.emit)
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE[1])
        top.addWidget(self._title, 1)
        for button in (self._find, self._as_text, self.outside, self._close):
            top.addWidget(button)
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(theme.SPACE[5], theme.SPACE[3], theme.SPACE[4], theme.SPACE[2])
        column.setSpacing(theme.SPACE[1])
        column.addLayout(top)
        column.addWidget(self._where)
        column.addSpacing(theme.SPACE[1])
        column.addWidget(self.banner)
        return head

    def _connect(self) -> None:
        for view in (self.text, self.raw, self.sheet, self.pages):
            view.menu_wanted.connect(self._menu)
        self.text.link_wanted.connect(self.outside.ask_about)
        self.pages.page_changed.connect(lambda _: self._show_pages())
        self.pages.zoom_changed.connect(
            lambda zoom: self._foot.show_zoom(zoom, fitted=self.pages.is_fitted())
        )
        self._foot.stepped.connect(self.step)
        self._foot.page_wanted.connect(self.pages.go_to_page)
        self._foot.zoom_stepped.connect(self.pages.step_zoom)
        self._foot.fit_wanted.connect(lambda: self.pages.set_zoom(None))
        self.search.wanted.connect(self._search)
        self.search.stepped.connect(self._step_found)
        self.search.closed.connect(self._end_search)

    def _make_keys(self) -> None:
        key = QKeySequence.StandardKey
        for keys, action in (
            (QKeySequence(key.Find), self.open_search),
            (QKeySequence(key.FindNext), partial(self._step_found, 1)),
            (QKeySequence(key.FindPrevious), partial(self._step_found, -1)),
            (QKeySequence(key.Copy), self.copy),
            (QKeySequence("Ctrl+Shift+C"), self.copy_cited),
            (QKeySequence("Ctrl++"), partial(self._zoom, 1)),
            (QKeySequence("Ctrl+="), partial(self._zoom, 1)),
            (QKeySequence("Ctrl+-"), partial(self._zoom, -1)),
            (QKeySequence("Ctrl+0"), partial(self._zoom, 0)),
        ):
            QShortcut(keys, self, action, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def slide_over(self, splitter: QSplitter) -> None:
        """Lie over a splitter, whose last panel this is, while there is no room beside the other."""
        self._over = SlideOver(splitter, self)

    # What is shown

    def clear(self) -> None:
        """Show nothing but what the panel is for."""
        self._source = self._cited = self._newest = None
        self._places, self._errand = [], ""
        self._found, self._found_at = [], -1
        self._head.hide()
        self._foot.hide()
        self.search.hide()
        self.pages.close_source()
        self._empty.setText(self.tr("Click a citation to read its source."))
        self._body.setCurrentWidget(self._empty)

    def go(self, places: Sequence[Place], at: int) -> None:
        """Open one of an answer's places; the others are reached with the arrows."""
        self._places = list(places)
        self._at = at
        self._ask()

    def step(self, by: int) -> None:
        """Go to the next or previous citation, in whichever document it is."""
        if self._places:
            self._at = (self._at + by) % len(self._places)
            self._ask()

    def _ask(self) -> None:
        place = self._places[self._at]
        self._errand = ""
        if self._cited is not None and self._cited.version == place.version:
            self._show_cited()
        else:
            self.wanted.emit(place)

    @property
    def place(self) -> Place | None:
        """The place that is shown or waited for."""
        return self._places[self._at] if self._places else None

    @property
    def view(self) -> View | None:
        """What the source is shown in, or None."""
        shown = self._body.currentWidget()
        return shown if isinstance(shown, View) else None

    def show_source(self, source: Source) -> None:
        """Show the source that was wanted."""
        place = self.place
        if place is None:
            return
        if self._errand and self._cited is not None and source.version == self._cited.newest:
            self._newest = source
            self._run_errand()
        elif place.version == source.version:
            self._cited, self._newest, self._errand = source, None, ""
            self._show_cited()

    def show_problem(self, words: str) -> None:
        """Say why a source cannot be shown."""
        if self._errand:
            # What was cited is still on the screen, and stays there.
            self._errand = ""
            self.banner.show_words(words, self._choices_of_cited())
            return
        self._source = self._cited = None
        self._head.hide()
        self._foot.hide()
        self.search.hide()
        self._empty.setText(words)
        self._body.setCurrentWidget(self._empty)

    def marked(self) -> str:
        """Return the words of the source that are marked now."""
        return self.view.marked() if self.view is not None else ""

    def _show_cited(self) -> None:
        source, place = self._cited, self.place
        assert source is not None
        assert place is not None
        self._display(source, place.start, place.end)
        self.banner.show_words(self._notice(source), self._choices_of_cited())

    def _display(self, source: Source, start: int, end: int) -> None:
        """Show a range of a source in the view that it is best read in."""
        if source is not self._source or self.view is None:
            self._source = source
            self.outside.source = source
            self._body.setCurrentWidget(self._chosen_view(source))
            self._found, self._found_at = [], -1
        view = self.view
        assert view is not None
        self._head.show()
        view.mark(start, end)
        self._say_where(source, start)
        total = len(self._places) if self.place is not None and self.place.number > 0 else 0
        self._foot.show_citation(self._at, total)
        self._show_pages()
        if self.search.isVisible() and self.search.field.text() and not self._found:
            self._search(self.search.field.text(), bring=False)

    def _chosen_view(self, source: Source) -> View:
        rendered, surface = not self._as_text.isChecked(), look_of(source.media_type).surface
        if rendered and surface is Surface.PAGES and self.pages.show_source(source):
            return self.pages
        if rendered and surface is Surface.SHEET and self.sheet.show_source(source):
            return self.sheet
        view: TextView | RawView = self.text if rendered else self.raw
        view.show_source(source)
        return view

    def _switch(self) -> None:
        source, place = self._source, self.place
        if source is None or place is None:
            return
        self._source = None
        if source is self._cited:
            self._show_cited()
        else:
            self._display(source, 0, 0)

    def _say_where(self, source: Source, offset: int) -> None:
        self._title.show_words(source.title)
        page, row = page_at(source, offset), row_at(source, offset)
        slides = look_of(source.media_type).slides
        heading = " › ".join(heading_at(source, offset))
        at_page = (
            (self.tr("slide {0} of {1}") if slides else self.tr("page {0} of {1}")).format(
                page, len(source.pages)
            )
            if page
            else ""
        )
        parts = [
            self.tr("version {0}").format(source.number),
            at_page,
            row.place if row is not None else "",
            source.label.word,
            self.tr("as of {0}").format(day(source.as_of)),
            heading,
        ]
        self._where.show_words(
            "  ·  ".join(part for part in parts if part),
            "\n".join(part for part in (heading, source.path) if part),
        )

    def _show_pages(self) -> None:
        on_pages = self._body.currentWidget() is self.pages
        self._foot.show_pages(
            self.pages.page_in_sight() if on_pages else 0, self.pages.pages() if on_pages else 0
        )

    # Versions

    def _notice(self, source: Source) -> str:
        if source.current:
            return ""
        if source.latest > source.number:
            return self.tr(
                "The document has changed since then: this is version {0}, the newest is {1}."
            ).format(source.number, source.latest)
        return self.tr(
            "The document has since been removed from the library; its text is kept for this citation."
        )

    def _choices_of_cited(self) -> list[tuple[str, partial[None]]]:
        source = self._cited
        if (
            source is None
            or source.current
            or source.status is not Status.ACTIVE
            or source.latest <= source.number
        ):
            return []
        choices = [(self.tr("Show the current version"), partial(self._send, "show"))]
        if self.place is not None and self.place.end > self.place.start:
            choices.append((self.tr("Show the difference"), partial(self._send, "compare")))
        return choices

    def _send(self, errand: str) -> None:
        """Have the newest version brought, for `errand`."""
        assert self._cited is not None
        self._errand = errand
        if self._newest is not None:
            self._run_errand()
        else:
            self.wanted.emit(Place(self._cited.newest, 0, 0))

    def _run_errand(self) -> None:
        errand, self._errand = self._errand, ""
        old, new, place = self._cited, self._newest, self.place
        assert old is not None
        assert new is not None
        assert place is not None
        back = (self.tr("Back to the cited version"), partial(self._back))
        if errand == "compare":
            self.difference.compare(old, (place.start, place.end), new)
            self._body.setCurrentWidget(self.difference)
            self._foot.hide()
            words = self.tr("Cited version {0} compared with current version {1}.").format(
                old.number, new.number
            )
            self.banner.show_words(
                words, [back, (self.tr("Show the current version"), partial(self._send, "show"))]
            )
            return
        quote = old.text[place.start : place.end]
        found = same_words(new, quote, place.start) if quote.strip() else None
        nearest = None if found is not None or not quote.strip() else successor(quote, new)
        self._display(new, *(found or (nearest or (0, 0))[:1] * 2))
        words = self.tr("This is the current version, {0}.").format(new.number)
        if found is not None:
            words += " " + self.tr("It still contains the cited words.")
        elif quote.strip():
            words += " " + self.tr("It no longer contains the cited words.")
        self.banner.show_words(
            words,
            [back, (self.tr("Show the difference"), partial(self._send, "compare"))]
            if quote.strip()
            else [back],
        )

    def _back(self) -> None:
        self._source = None
        self._show_cited()

    # Search

    def open_search(self) -> None:
        """Open the search."""
        view = self.view
        if self._source is None or view is None:
            return
        chosen = view.selected()
        if chosen is not None and chosen[1] - chosen[0] < 80:
            self.search.field.setText(" ".join(self._source.text[slice(*chosen)].split()))
            self._search(self.search.field.text())
        self.search.begin()

    def _search(self, words: str, *, bring: bool = True) -> None:
        source, view = self._source, self.view
        if source is None or view is None:
            return
        if self._drawn is None or self._drawn[0] is not source:
            self._drawn = (source, drawn(source))
        shown = self._drawn[1] if view is self.text else None
        self._found = (
            [shown.span(*span) for span in places(shown.text, words)] if shown else places(source.text, words)
        )
        place = self.place
        here = place.start if place is not None and source is self._cited else 0
        first = next((at for at, span in enumerate(self._found) if span[0] >= here), 0)
        self._found_at = first if self._found else -1
        view.show_found(self._found, self._found_at if bring else -1)
        self.search.show_count(self._found_at, len(self._found))

    def _step_found(self, by: int) -> None:
        if not self._found or self.view is None:
            return
        self._found_at = (self._found_at + by) % len(self._found)
        self.view.show_found(self._found, self._found_at)
        self.search.show_count(self._found_at, len(self._found))

    def _end_search(self) -> None:
        self.search.hide()
        self._found, self._found_at = [], -1
        if self.view is not None:
            self.view.show_found([], -1)
            self.view.setFocus()

    def escape(self) -> bool:
        """Close what opened last in the panel; tell whether there was anything but the panel itself."""
        if self.search.isVisible():
            self._end_search()
            return True
        if self._body.currentWidget() is self.difference:
            self._back()
            return True
        return False

    # Out of the panel

    def copy(self) -> None:
        """Copy the selected words, or the marked ones."""
        view, span = self.view, self._words_span()
        if view is None or span is None or self._source is None:
            return
        if view is self.sheet and view.selected():
            words = self.sheet.selected_words()
        else:
            words = (
                self._source.text[slice(*span)] if view is self.raw else self._source.read(*span).strip("\n")
            )
        QGuiApplication.clipboard().setText(words)

    def copy_cited(self) -> None:
        """Copy the selected words, or the marked ones, with where they stand."""
        span = self._words_span()
        if span is not None and self._source is not None:
            QGuiApplication.clipboard().setText(self.cited(self._source, *span))

    def attach(self) -> None:
        """Offer the selected words, or the marked ones, as evidence of a unit."""
        span = self._words_span()
        if span is not None and self._source is not None:
            self.attach_wanted.emit(self._source.version, *span, self._source.read(*span))

    def cited(self, source: Source, start: int, end: int) -> str:
        """Return a range of a source as a quotation with its place."""
        page, row = page_at(source, start), row_at(source, start)
        parts = [
            source.title,
            self.tr("page {0}").format(page) if page else "",
            " › ".join(heading_at(source, start)),
            row.place if row is not None else "",
            self.tr("version {0} of {1}").format(source.number, day(source.as_of)),
        ]
        return f"“{' '.join(source.read(start, end).split())}” — {', '.join(dict.fromkeys(part for part in parts if part))}"

    def _words_span(self) -> tuple[int, int] | None:
        chosen = self.view.selected() if self.view is not None else None
        place = self.place
        if chosen is None and self._source is self._cited and place is not None and place.end > place.start:
            return place.start, place.end
        return chosen

    def _menu(self, where: QPoint) -> None:
        self.context_menu().popup(where)

    def context_menu(self) -> QMenu:
        """Return what can be done with the words."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        any_words = self._words_span() is not None
        menu.addAction(theme.icon("copy", "muted"), self.tr("Copy"), self.copy).setEnabled(any_words)
        menu.addAction(self.tr("Copy with citation"), self.copy_cited).setEnabled(any_words)
        if self.may_attach:
            menu.addAction(
                theme.icon("knowledge", "muted"), self.tr("Attach to a unit …"), self.attach
            ).setEnabled(any_words)
        menu.addSeparator()
        menu.addAction(theme.icon("search", "muted"), self.tr("Find in this source"), self.open_search)
        if self._as_text.isChecked():
            menu.addAction(self.tr("Show formatted"), self._as_text.click)
        else:
            menu.addAction(self.tr("Show as text"), self._as_text.click)
        return menu

    def _zoom(self, by: int) -> None:
        if self._body.currentWidget() is self.pages:
            if by:
                self.pages.step_zoom(by)
            else:
                self.pages.set_zoom(None)
