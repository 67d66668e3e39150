"""What every unit has: label, owner, reviewers, validity, review interval, tags, links.

Decision hidden: what is saved with the text (`changed`) and what holds at once without a new revision
(`assigned`). GUI thread.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QT_TRANSLATE_NOOP, Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.core.documents.documents import Label
from app.core.errors import Problem
from app.core.units.fields import Relation
from app.core.units.forms import COMMON, LONGEST_REVIEW
from app.core.units.units import Content, Link, Unit
from app.ui import theme
from app.ui.knowledge.inputs import Drop, LinkButton, Wrapped
from app.ui.language import marked, words

RELATIONS = {
    Relation.RELATES: QT_TRANSLATE_NOOP("tables", "Relates to"),
    Relation.SUPERSEDES: QT_TRANSLATE_NOOP("tables", "Replaces"),
    Relation.EXCEPTION_TO: QT_TRANSLATE_NOOP("tables", "Exception to"),
    Relation.SUPERSEDED_BY: QT_TRANSLATE_NOOP("tables", "Replaced by"),
    Relation.CITES: QT_TRANSLATE_NOOP("tables", "Based on"),
}


class AboutForm(QWidget):
    """The common fields."""

    changed = Signal()
    assigned = Signal(object)
    """What to hand to `Capture.assign`, by name."""
    link_wanted = Signal(object)
    """The `Relation` of a link to be chosen."""
    target_opened = Signal(str)
    document_opened = Signal(str)

    def __init__(self, labels: Sequence[Label]) -> None:
        super().__init__()
        self._links: tuple[Link, ...] = ()
        self._titles: dict[str, str] = {}
        self.label = Drop(self.tr("Label"))
        for label in labels:
            self.label.addItem(words(label.word), label)
        self.owner = Drop(self.tr("Owner"))
        self.reviewers = QPushButton()
        self.reviewers.setProperty("link", "true")
        self.reviewers.setMenu(QMenu(self.reviewers))
        self.valid_from = self._line(self.tr("from approval"), "valid_from")
        self.valid_until = self._line(self.tr("no end date"), "valid_until")
        self.review = self._make_review()
        self.tags = self._line(self.tr("separated by commas"), "tags")
        links = self._make_links()
        self._problems: dict[str, Wrapped] = {}
        form = QFormLayout()
        form.setHorizontalSpacing(theme.SPACE[4])
        form.setVerticalSpacing(theme.SPACE[2])
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, title, made in (
            ("label", self.tr("Label"), self.label), ("owner", self.tr("Owner"), self.owner),
            ("reviewers", self.tr("Reviewers"), self.reviewers),
            ("valid_from", words(COMMON["valid_from"]), self.valid_from),
            ("valid_until", words(COMMON["valid_until"]), self.valid_until),
            ("review_days", words(COMMON["review_days"]), self.review),
            ("tags", words(COMMON["tags"]), self.tags), ("links", words(COMMON["links"]), links),
        ):  # fmt: skip
            head = QLabel(title)
            head.setProperty("role", "muted")
            form.addRow(head, self._with_problem(name, made))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(form)
        self.label.currentIndexChanged.connect(
            lambda _: self.assigned.emit({"label": self.label.currentData()})
        )
        self.owner.currentIndexChanged.connect(
            lambda _: self.assigned.emit({"owner": self.owner.currentData()})
        )

    def _make_review(self) -> QSpinBox:
        """Return the days between two reviews."""
        days = QSpinBox()
        days.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        days.setRange(0, LONGEST_REVIEW)
        days.setSpecialValueText(self.tr("never"))
        days.setSuffix(self.tr(" days"))
        days.setAccessibleName(words(COMMON["review_days"]))
        days.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        days.valueChanged.connect(lambda _: self.changed.emit())
        return days

    def _make_links(self) -> QVBoxLayout:
        """Return the unit's links, and what adds one."""
        self._link_rows = QVBoxLayout()
        self._link_rows.setSpacing(0)
        self.add_link = QPushButton(self.tr("Add a link"))
        theme.set_icon(self.add_link, "add")
        self.add_link.setProperty("quiet", "true")
        menu = QMenu(self.add_link)
        for relation in (Relation.RELATES, Relation.SUPERSEDES, Relation.CITES):
            menu.addAction(f"{marked(RELATIONS[relation])} …", partial(self.link_wanted.emit, relation))
        self.add_link.setMenu(menu)
        links = QVBoxLayout()
        links.setSpacing(theme.SPACE[1])
        links.addLayout(self._link_rows)
        links.addWidget(self.add_link, 0, Qt.AlignmentFlag.AlignLeft)
        return links

    def _with_problem(self, name: str, made: QWidget | QVBoxLayout) -> QVBoxLayout:
        """Return what a field is filled in with, and below it what is wrong with it."""
        problem = self._problems[name] = Wrapped("", "problem")
        problem.hide()
        column = QVBoxLayout()
        column.setSpacing(theme.SPACE[1])
        if isinstance(made, QWidget):
            column.addWidget(made)
        else:
            column.addLayout(made)
        column.addWidget(problem)
        return column

    def _line(self, hint: str, name: str) -> QLineEdit:
        line = QLineEdit()
        line.setPlaceholderText(hint)
        line.setAccessibleName(words(COMMON[name]))
        line.textChanged.connect(lambda _: self.changed.emit())
        return line

    def show_unit(self, unit: Unit, people: Sequence[tuple[str, str]], titles: Mapping[str, str]) -> None:
        """Show a unit's common fields, without saying that they changed; `people` are ids and names."""
        self._titles.update(titles)
        self.label.choose(unit.label)
        self.owner.blockSignals(True)
        self.owner.clear()
        for person, name in people:
            self.owner.addItem(name, person)
        self.owner.blockSignals(False)
        self.owner.choose(unit.owner)
        menu = self.reviewers.menu()
        menu.clear()
        for person, name in people:
            if person not in unit.authors:
                action = menu.addAction(name)
                action.setCheckable(True)
                action.setChecked(person in unit.reviewers)
                action.setData(person)
                action.toggled.connect(lambda _: self._choose_reviewers())
        self._say_reviewers()
        self.show_content(unit.content)

    def show_content(self, content: Content) -> None:
        """Show what is saved with the text."""
        for line, text in (
            (self.valid_from, content.valid_from), (self.valid_until, content.valid_until), (self.tags, ", ".join(content.tags))
        ):  # fmt: skip
            line.blockSignals(True)
            if line is not self.tags or self._tag_words() != content.tags:
                line.setText(text)
            line.blockSignals(False)
        self.review.blockSignals(True)
        self.review.setValue(content.review_days)
        self.review.blockSignals(False)
        self._links = content.links
        self._list_links()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say at each field what is wrong with it."""
        for name, label in self._problems.items():
            # Evidence is told below the links: it has no field of its own here.
            found = [
                one.message
                for one in problems
                if one.field == name or (name == "links" and one.field == "evidence")
            ]
            label.say("\n".join(f"▲ {words(one)}" for one in found))
            label.setVisible(bool(found))

    @property
    def links(self) -> tuple[Link, ...]:
        """The links to other units and documents."""
        return self._links

    def take_link(self, link: Link, title: str) -> None:
        """Add a link that was chosen."""
        self._titles[link.target] = title
        if link not in self._links:
            self._links = (*self._links, link)
            self._list_links()
            self.changed.emit()

    def common(self) -> tuple[str, str, int, tuple[str, ...]]:
        """Return the first and the last day, the review interval and the tags."""
        return (
            self.valid_from.text().strip(),
            self.valid_until.text().strip(),
            self.review.value(),
            self._tag_words(),
        )

    def _tag_words(self) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(
                tag for tag in (" ".join(one.split()) for one in self.tags.text().split(",")) if tag
            )
        )

    def _choose_reviewers(self) -> None:
        self._say_reviewers()
        self.assigned.emit(
            {"reviewers": [action.data() for action in self.reviewers.menu().actions() if action.isChecked()]}
        )

    def _say_reviewers(self) -> None:
        names = [action.text() for action in self.reviewers.menu().actions() if action.isChecked()]
        self.reviewers.setText(", ".join(names) or self.tr("Anyone who can review"))
        self.reviewers.setAccessibleName(self.tr("Reviewers: {0}").format(self.reviewers.text()))

    def _list_links(self) -> None:
        while self._link_rows.count():
            item = self._link_rows.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        for link in self._links:
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(theme.SPACE[1])
            to = LinkButton(
                f"{marked(RELATIONS[link.relation])} {self._titles.get(link.target, link.target)}"
            )
            opened = self.document_opened if link.relation is Relation.CITES else self.target_opened
            to.clicked.connect(partial(opened.emit, link.target))
            drop = QToolButton()
            theme.set_icon(drop, "close")
            drop.setToolTip(self.tr("Remove link"))
            drop.setAccessibleName(self.tr("Remove link"))
            drop.clicked.connect(partial(self._unlink, link))
            line.addWidget(to, 1)
            line.addWidget(drop)
            self._link_rows.addWidget(row)

    def _unlink(self, link: Link) -> None:
        self._links = tuple(one for one in self._links if one != link)
        self._list_links()
        self.changed.emit()
