"""Where Tab goes next: in reading order, also to what came to be while somebody worked.

The decision hidden here is that the order is read off what is on the screen at the moment Tab is pressed:
what stands beside one another from left to right, what stands below one another from above, and each box as a
whole before the next one. Of buttons of which one is chosen, Tab stops at that one; arrows reach the others.
GUI thread.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QWidget,
)

_WHOLE = (QAbstractSpinBox, QComboBox, QLineEdit, QAbstractItemView)
"""What has parts that are reached within it."""


def step(window: QWidget, forward: bool) -> bool:
    """Give the focus to the next stop of a window, or the one before; False when there is no other one."""
    here = QApplication.focusWidget()
    order = [one for one in reading_order(window) if one is here or _is_stop(one)]
    if not order or order == [here] or (here is not None and here not in order):
        # Also of what was just hidden, in whose place Qt looks for another one near it.
        return False
    at = 0 if here is None else order.index(here) + (1 if forward else -1)
    order[at % len(order)].setFocus(
        Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    )
    return True


def reading_order(box: QWidget) -> list[QWidget]:
    """Return every widget on the screen within another, in the order in which one reads them."""
    found = []
    for one in _lines(box):
        found.append(one)
        if not isinstance(one, _WHOLE):
            found += reading_order(one)
    return found


def _lines(box: QWidget) -> list[QWidget]:
    """Return the children on the screen, those beside one another before those below."""
    children = [
        one for one in box.children() if isinstance(one, QWidget) and one.isVisible() and not one.isWindow()
    ]
    children.sort(key=lambda one: one.y())
    lines: list[list[QWidget]] = []
    for one in children:
        first = lines[-1][0] if lines else None
        if first is not None and one.y() + one.height() // 2 < first.y() + first.height():
            lines[-1].append(one)
        else:
            lines.append([one])
    return [one for line in lines for one in sorted(line, key=lambda one: (one.x(), one.y()))]


def _is_stop(one: QWidget) -> bool:
    if not one.isEnabled() or one.focusProxy() is not None:
        return False
    group = one.group() if isinstance(one, QAbstractButton) else None
    if group is not None and group.exclusive() and group.checkedButton() is not None:
        return group.checkedButton() is one
    return one.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
