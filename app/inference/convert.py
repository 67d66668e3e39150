"""Makes the graphs of the sentence encoders and of the cross-reader from the encoders' weights: fused
operators, integer products.

Decision hidden: how a network is laid out for ONNX Runtime and how its weights are rounded. Weights get one
scale a column and seven bits, so that a processor whose byte products saturate at 16 bits computes the same
as one whose do not; what flows through the network is scaled as it comes. Invariants: the same weights give
the same bytes on every machine (each step is an exactly rounded operation); the graph reads one text a run,
so there is no mask, and a text's vector cannot depend on its neighbours.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.core.errors import ModelMissing
from app.inference.fourbit import read_packed, tokenizer_json
from app.inference.graphfile import FLOAT, INT64, MICROSOFT, Graph
from app.inference.lowrank import HEAD, merged, read_delta
from app.resources import resource

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Weights = Mapping[str, NDArray[np.float32]]
    Loud = Mapping[str, Mapping[int, int]]

_HEADS = 12
_EPSILON = 1e-12
_PRODUCT_BITS = 7
_TABLE_BITS = 8
_STRETCH = 1 << 14
_MOST_HEADER = 1 << 24
_LOUD: Loud = {
    "layer0_wide": {99: 4}, "layer0_state_product": {856: 4},
    "layer1_wide": {99: 4}, "layer1_state_product": {607: 2},
    "layer2_wide": {99: 4, 223: 2}, "layer2_state_product": {1004: 2, 218: 2},
    "layer3_wide": {99: 4, 223: 2}, "layer3_state_product": {358: 2},
    "layer4_wide": {99: 4, 127: 2, 223: 2},
    "layer5_wide": {99: 2, 223: 2},
}  # fmt: skip
"""Channels that in every text are seven to eighteen times as loud as their neighbours, and by how much they
are turned down before a product, their weights up: else they alone would take the bytes' range. Powers of
two, so that nothing is
lost.
"""

_LOUD_E5: Loud = {
    "layer0_wide": {321: 2}, "layer0_state_product": {318: 8},
    "layer1_attention": {15: 2}, "layer1_wide": {15: 4, 321: 2}, "layer1_state_product": {1462: 4},
    "layer2_attention": {15: 2}, "layer2_wide": {15: 4, 321: 2}, "layer2_state_product": {354: 4},
    "layer3_attention": {15: 2}, "layer3_wide": {15: 8}, "layer3_state_product": {408: 2},
    "layer4_attention": {15: 2}, "layer4_wide": {15: 4}, "layer4_state_product": {778: 16},
    "layer5_wide": {35: 4}, "layer5_state_product": {658: 8},
    "layer6_attention": {35: 2}, "layer6_wide": {35: 8, 15: 2}, "layer6_state_product": {1152: 4},
    "layer7_attention": {35: 2}, "layer7_wide": {35: 8, 15: 2}, "layer7_state_product": {413: 4},
    "layer8_attention": {35: 2}, "layer8_wide": {35: 8, 15: 2}, "layer8_state_product": {563: 2},
    "layer9_attention": {35: 2, 15: 2}, "layer9_wide": {35: 8, 15: 2, 351: 2},
    "layer10_attention": {35: 2}, "layer10_wide": {35: 4, 351: 2},
    "layer11_attention": {35: 2}, "layer11_wide": {35: 4, 146: 2},
}  # fmt: skip
"""The same of the multilingual encoder: its vectors come from a cosine of 0.980 with the floats', 0.946 at
least, to 0.995 and 0.986.
"""


def read_weights(path: Path) -> Weights:
    """Return the float arrays of a safetensors file by name, read from the disk as they are used.

    Raises:
        ModelMissing: it is no such file, or it is cut off.
    """
    import numpy as np  # deferred: 0.1 s that a command which converts nothing must not pay

    try:
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            if length > _MOST_HEADER:
                raise ValueError("the header is too long")
            header = json.loads(file.read(length))
        data = np.memmap(path, dtype=np.uint8, mode="r", offset=8 + length)
        found = {}
        for name, facts in header.items():
            if name != "__metadata__" and facts["dtype"] == "F32":
                start, end = facts["data_offsets"]
                found[name] = data[start:end].view("<f4").reshape(facts["shape"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelMissing(
            f"{path.name} does not contain weights: {error}.", "Download it again from another source."
        ) from error
    return found


def minilm(weights: Weights) -> Iterator[bytes]:
    """Yield the content of the ONNX file of a MiniLM encoder: `input_ids`, shape (1, tokens), to
    `last_hidden_state`.

    Raises:
        ModelMissing: weights are missing or have other shapes.
    """
    try:
        graph = _encoder(weights, _LOUD)
    except (KeyError, ValueError, IndexError) as error:
        raise ModelMissing(
            f"These are not the weights of the encoder: {error}.", "Download them again from another source."
        ) from error
    yield from graph.blocks()


def e5(weights: Weights) -> Iterator[bytes]:
    """Yield the content of the ONNX file of the multilingual encoder, whose inputs and outputs are those of
    `minilm`.

    It leaves all texts within a narrow cone, of cosines between 0.7 and 0.9. What they have in common is
    taken from every token, so that its cosines spread as those of other encoders do, and what weighs and
    bounds them holds for it as well.

    Raises:
        ModelMissing: weights are missing or have other shapes.
    """
    try:
        graph = _encoder(weights, _LOUD_E5, common())
    except (KeyError, ValueError, IndexError) as error:
        raise ModelMissing(
            f"These are not the weights of the encoder: {error}.", "Download them again from another source."
        ) from error
    yield from graph.blocks()


def reader(weights: Weights, learnt: Path | None = None) -> Iterator[bytes]:
    """Yield the content of the ONNX file of the cross-reader: `input_ids` and `token_type_ids`, shape (1,
    tokens), to `score`, one number.

    Args:
        weights: the publisher's.
        learnt: what is put on them; by default what ships with the program.

    Raises:
        ModelMissing: weights are missing or have other shapes.
    """
    try:
        delta = read_delta(learnt or resource("reader", "minilm.npz"))
        graph = _reader(merged(weights, delta), delta)
    except (KeyError, ValueError, IndexError) as error:
        raise ModelMissing(
            f"These are not the weights of the encoder: {error}.", "Download them again from another source."
        ) from error
    yield from graph.blocks()


RECIPES: Mapping[str, Callable[[Path], Iterator[bytes]]] = {
    "minilm-int8": lambda path: minilm(read_weights(path)),
    "minilm-reader-int8": lambda path: reader(read_weights(path)),
    "e5-int8": lambda path: e5(read_packed(path).weights()),
    "e5-tokenizer": lambda path: iter([tokenizer_json(read_packed(path))]),
}
"""The conversions that the catalogue names: what they make of a file."""


def common() -> NDArray[np.float32]:
    """Return what the multilingual encoder makes of every text, whatever it says: shape (dimensions,)."""
    import numpy as np

    proof = json.loads(resource("proofs", "multilingual-e5-small.json").read_text(encoding="utf-8"))
    return np.frombuffer(base64.b64decode(proof["common"]), dtype="<f4").astype(np.float32)


def _encoder(weights: Weights, loud: Loud, centre: NDArray[np.float32] | None = None) -> Graph:
    width = int(weights["embeddings.word_embeddings.weight"].shape[1])
    graph = Graph("encoder")
    state = _network(graph, weights, loud, paired=False)
    if centre is None:
        graph.node("Identity", [state], ["last_hidden_state"])
    else:
        graph.node("Sub", [state, graph.weight("common", centre)], ["last_hidden_state"])
    graph.output("last_hidden_state", FLOAT, [1, "tokens", width])
    return graph


def _reader(weights: Weights, delta: Weights) -> Graph:
    graph = Graph("reader")
    state = _network(graph, weights, _LOUD, paired=True)
    _judgement(graph, state, delta)
    graph.output("score", FLOAT, [1, 1, 1])
    return graph


def _network(graph: Graph, weights: Weights, loud: Loud, *, paired: bool) -> str:
    """Add inputs and layers; return the name of the last state, shape (1, tokens, width).

    Args:
        graph: to be added to.
        weights: by their publisher's names.
        loud: the channels to be turned down before each product.
        paired: whether there are two texts, told apart by `token_type_ids`.
    """
    layers = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layer."))
    graph.input("input_ids", INT64, [1, "tokens"])
    if paired:
        graph.input("token_type_ids", INT64, [1, "tokens"])
    state = _embeddings(graph, weights, paired=paired)
    for layer in range(layers):
        inner = {
            name.removeprefix(f"encoder.layer.{layer}."): values
            for name, values in weights.items()
            if name.startswith(f"encoder.layer.{layer}.")
        }
        state = _layer(graph, inner, loud, f"layer{layer}", state)
    return state


def _judgement(graph: Graph, state: str, delta: Weights) -> None:
    """Add what makes one number of a question and a window that were read together.

    It is the cosine of the two means, scaled, plus a weighted sum of the first token's state, the product and
    the distance of the means.
    """
    import numpy as np

    for name, value in (("second_axis", 1), ("last_axis", 2)):
        graph.weight(name, np.array([value], dtype=np.int64))
    graph.node("Cast", ["token_type_ids"], ["in_window"], to=FLOAT)
    graph.node("Sub", [graph.weight("whole", np.ones(1, dtype=np.float32)), "in_window"], ["in_question"])
    for side in ("question", "window"):
        graph.node("Unsqueeze", [f"in_{side}", "second_axis"], [f"{side}_row"])
        graph.node("MatMul", [f"{side}_row", state], [f"{side}_sum"])
        graph.node("ReduceSum", [f"in_{side}", "second_axis"], [f"{side}_tokens"], keepdims=1)
        graph.node("Div", [f"{side}_sum", f"{side}_tokens"], [f"{side}_mean"])
        graph.node("ReduceL2", [f"{side}_mean", "last_axis"], [f"{side}_length"], keepdims=1)
    graph.node("Mul", ["question_mean", "window_mean"], ["shared"])
    graph.node("ReduceSum", ["shared", "last_axis"], ["likeness"], keepdims=1)
    graph.node("Mul", ["question_length", "window_length"], ["lengths"])
    graph.node("Div", ["likeness", "lengths"], ["cosine"])
    graph.node("Sub", ["question_mean", "window_mean"], ["difference"])
    graph.node("Abs", ["difference"], ["distance"])
    graph.node("Slice", [state, "zero", "one", "second_axis"], ["beginning"])
    graph.node("Concat", ["beginning", "shared", "distance"], ["features"], axis=-1)
    graph.node("MatMul", ["features", graph.weight("head", delta[HEAD.weight])], ["weighed"])
    graph.node("Mul", ["cosine", graph.weight("head_scale", delta[HEAD.scale])], ["scaled"])
    graph.node("Add", ["weighed", "scaled"], ["unplaced"])
    graph.node("Add", ["unplaced", graph.weight("head_bias", delta[HEAD.bias])], ["score"])


def _embeddings(graph: Graph, weights: Weights, *, paired: bool) -> str:
    """Add the look-up of words, stored as bytes with a scale for each word, and of places; return the value's
    name.
    """
    import numpy as np

    words, scales = _rounded_rows(weights["embeddings.word_embeddings.weight"])
    graph.weight("words", words)
    graph.weight("word_scales", scales)
    places, sides = (
        weights["embeddings.position_embeddings.weight"],
        weights["embeddings.token_type_embeddings.weight"],
    )
    graph.weight("places", (places if paired else places + sides[0]).astype(np.float32))
    for name, value in (("zero", 0), ("one", 1), ("two", 2)):
        graph.weight(name, np.array([value], dtype=np.int64))
    graph.node("Gather", ["words", "input_ids"], ["word_bytes"])
    graph.node("Cast", ["word_bytes"], ["word_numbers"], to=FLOAT)
    graph.node("Gather", ["word_scales", "input_ids"], ["word_factors"])
    graph.node("Mul", ["word_numbers", "word_factors"], ["word_vectors"])
    graph.node("Shape", ["input_ids"], ["shape"])
    graph.node("Slice", ["shape", "one", "two"], ["length"])
    graph.node("Slice", ["places", "zero", "length", "zero"], ["place_vectors"])
    embedded = graph.node("Add", ["word_vectors", "place_vectors"], ["embedded"])
    if paired:
        graph.node("Gather", [graph.weight("sides", sides), "token_type_ids"], ["side_vectors"])
        embedded = graph.node("Add", ["embedded", "side_vectors"], ["embedded_sides"])
    gain, shift = _normal(graph, weights, "embeddings.LayerNorm", "embeddings")
    return graph.node("LayerNormalization", [embedded, gain, shift], ["state"], axis=-1, epsilon=_EPSILON)


def _layer(graph: Graph, weights: Weights, loud: Loud, name: str, state: str) -> str:
    """Add attention and the two dense steps behind it, each with its sum and normalisation; return the
    value's name.
    """
    import numpy as np

    parts = [f"attention.self.{part}" for part in ("query", "key", "value")]
    product = np.concatenate([weights[f"{part}.weight"] for part in parts])
    bias = graph.weight(f"{name}_attention_bias", np.concatenate([weights[f"{part}.bias"] for part in parts]))
    _product(graph, product, loud, f"{name}_attention", state)
    split = [f"{name}_{part}" for part in ("query", "key", "value")]
    graph.node("Split", [f"{name}_attention"], split, axis=-1, num_outputs=3)
    graph.node("MultiHeadAttention", [*split, bias], [f"{name}_context"], MICROSOFT, num_heads=_HEADS)
    state = _closed(graph, weights, loud, "attention.output", f"{name}_attended", f"{name}_context", state)
    _product(graph, weights["intermediate.dense.weight"], loud, f"{name}_wide", state)
    bias = graph.weight(f"{name}_wide_bias", weights["intermediate.dense.bias"])
    graph.node("BiasGelu", [f"{name}_wide", bias], [f"{name}_bent"], MICROSOFT)
    return _closed(graph, weights, loud, "output", f"{name}_state", f"{name}_bent", state)


def _closed(graph: Graph, weights: Weights, loud: Loud, part: str, name: str, value: str, before: str) -> str:
    """Add a product whose result is added to what was before and normalised; return the value's name."""
    _product(graph, weights[f"{part}.dense.weight"], loud, f"{name}_product", value)
    gain, shift = _normal(graph, weights, f"{part}.LayerNorm", name)
    bias = graph.weight(f"{name}_bias", weights[f"{part}.dense.bias"])
    inputs = [f"{name}_product", before, gain, shift, bias]
    return graph.node("SkipLayerNormalization", inputs, [name], MICROSOFT, epsilon=_EPSILON)


def _normal(graph: Graph, weights: Weights, part: str, name: str) -> tuple[str, str]:
    return graph.weight(f"{name}_gain", weights[f"{part}.weight"]), graph.weight(
        f"{name}_shift", weights[f"{part}.bias"]
    )


def _product(graph: Graph, matrix: NDArray[np.float32], loud: Loud, name: str, value: str) -> None:
    """Add the product of a value with a matrix, shape (out, in), in integers."""
    import numpy as np

    here = loud.get(name)
    if here is not None:
        factors = np.ones(matrix.shape[1], dtype=np.float32)
        factors[list(here)] = list(here.values())
        matrix = matrix * factors
        value = graph.node("Mul", [value, graph.weight(f"{name}_quiet", 1 / factors)], [f"{name}_input"])
    numbers, scales = rounded(matrix, 1, _PRODUCT_BITS)
    graph.weight(f"{name}_weights", numbers.T)
    graph.weight(f"{name}_scales", scales[:, 0])
    graph.node("DynamicQuantizeMatMul", [value, f"{name}_weights", f"{name}_scales"], [name], MICROSOFT)


def _rounded_rows(table: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return a table rounded with a factor for each row, a stretch at a time, since a vocabulary of many
    languages is large.
    """
    import numpy as np

    parts = [
        rounded(table[start : start + _STRETCH], 1, _TABLE_BITS) for start in range(0, len(table), _STRETCH)
    ]
    return np.concatenate([numbers for numbers, _ in parts]), np.concatenate([scales for _, scales in parts])


def rounded(
    values: NDArray[np.float32], axis: int, bits: int
) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return signed integers of so many bits and the factors, one for each line along `axis`, that lead back
    to the values.
    """
    import numpy as np

    most = np.float32((1 << (bits - 1)) - 1)
    scales = (np.abs(values).max(axis=axis, keepdims=True) / most).astype(np.float32)
    scales = np.maximum(scales, np.float32(np.finfo(np.float32).tiny))
    numbers: NDArray[Any] = np.rint(values / scales)
    return numbers.astype(np.int8), scales
