"""The colours can be read, in both schemes."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from app.ui import theme
from app.ui.theme import DARK, LIGHT, READ_ON, Colours, contrast


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), READ_ON)
def test_text_stands_out_from_its_ground(scheme: Colours, text: str, ground: str) -> None:
    assert contrast(getattr(scheme, text), getattr(scheme, ground)) >= 4.5


def test_contrast_is_the_standards(qapp: QApplication) -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_a_chosen_scheme_holds_on_a_platform_without_one(qapp: QApplication) -> None:
    theme.apply(qapp, "dark")
    assert theme.colours() == DARK
    assert qapp.palette().window().color().name().upper() == DARK.ground
    theme.apply(qapp, "light")
    assert theme.colours() == LIGHT
