"""The GGUF header: read right, and never trusted."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.errors import UnsupportedFormat, UserError
from app.inference.gguf import Shape, read_header
from tests.model_files import TINY, gguf_bytes

WHOLE = gguf_bytes(TINY)


def test_header_tells_what_the_model_is(tmp_path: Path) -> None:
    path = tmp_path / "m.gguf"
    path.write_bytes(WHOLE)
    header = read_header(path)
    assert (header.name, header.licence, header.file_type, header.chat) == ("Tiny", "mit", "Q4_K_M", True)
    assert header.shape == Shape("llama", 512, 4, kv_heads=2, key_length=8, value_length=8)


def test_cache_size_is_two_bytes_for_each_number_of_keys_and_values() -> None:
    # Qwen2.5 1.5B: 28 layers of 2 heads with 128 + 128 numbers: 28 KiB a token
    assert Shape("qwen2", 32768, 28, 2, 128, 128).cache_bytes(2048) == 2048 * 28 * 1024


def test_missing_head_sizes_follow_from_the_embedding(tmp_path: Path) -> None:
    values = {key: value for key, value in TINY.items() if key != "llama.attention.head_count_kv"}
    path = tmp_path / "m.gguf"
    path.write_bytes(gguf_bytes({**values, "llama.attention.key_length": 16}))
    assert read_header(path).shape == Shape("llama", 512, 4, kv_heads=8, key_length=16, value_length=8)


def test_model_without_template_is_no_chat_model(tmp_path: Path) -> None:
    path = tmp_path / "m.gguf"
    path.write_bytes(gguf_bytes({**TINY, "tokenizer.chat_template": "  "}))
    assert not read_header(path).chat


@pytest.mark.parametrize("data", [b"", b"GG", b"PK\x03\x04 something", b"%PDF-1.7"])
def test_other_files_are_no_model(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "m.gguf"
    path.write_bytes(data)
    with pytest.raises(UnsupportedFormat):
        read_header(path)


def test_unknown_version_is_named(tmp_path: Path) -> None:
    path = tmp_path / "m.gguf"
    path.write_bytes(gguf_bytes(TINY, version=9))
    with pytest.raises(UnsupportedFormat, match="version 9"):
        read_header(path)


@pytest.mark.parametrize("cut", range(4, len(WHOLE) - 128, 7))
def test_header_cut_anywhere_is_damaged(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "m.gguf"
    path.write_bytes(WHOLE[:cut])
    with pytest.raises(UserError):
        read_header(path)


def test_huge_counts_are_refused_before_anything_is_allocated(tmp_path: Path) -> None:
    path = tmp_path / "m.gguf"
    for tensors, pairs in ((1 << 62, 1), (1, 1 << 62)):
        path.write_bytes(b"GGUF" + struct.pack("<IQQ", 3, tensors, pairs) + WHOLE[24:])
        with pytest.raises(UserError):
            read_header(path)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.integers(4, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=12))
def test_flipped_bytes_give_a_header_or_a_named_error(tmp_path: Path, flips: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for place, value in flips:
        data[place] = value
    path = tmp_path / "m.gguf"
    path.write_bytes(bytes(data))
    try:
        assert read_header(path).shape.architecture
    except UserError as error:
        assert error.hint
