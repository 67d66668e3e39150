from __future__ import annotations

import json
import os

import pytest

from app.cli import output


def test_json_is_utf8_whatever_bytes_a_name_is_made_of(capsys: pytest.CaptureFixture[str]) -> None:
    name = os.fsdecode(b"not-utf8-\xff\n\x1b[31m \xc3\xa4.txt")
    output.show({"path": name}, True, "")
    printed = capsys.readouterr().out
    assert printed.encode("utf-8")
    assert json.loads(printed)["path"] == name
    assert "ä" in printed
