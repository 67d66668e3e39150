"""Train the cross-reader: `python packaging/train_reader.py train PAGES QUESTIONS… --model FOLDER --weights
FILE --out FOLDER`.

PAGES is a folder of Markdown, QUESTIONS are files as `reader_data` describes them, `--model` the folder of
the installed embedder (it ranks the candidates), `--weights` its publisher's `model.safetensors`. Writes
checkpoints; `export CHECKPOINT` makes the resource of one, `judge CHECKPOINT PAGES QUESTIONS…` prints the
figures on the pages set apart, beside those of the ranking without it.

PyTorch is not among the program's dependencies: `pip install torch` into an environment of its own together
with this project. On two cores one question takes about a sixth of a second; the embedding tables and the
lowest two layers stay as they were published.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from app.inference.convert import read_weights
from app.inference.embedder import OnnxEmbedder
from app.inference.lowrank import HEAD, narrowed
from app.inference.reader import QUESTION_TOKENS, WINDOW_TOKENS
from reader_data import (
    Candidate,
    Corpus,
    Question,
    apart,
    best_passages,
    candidates,
    fold,
    read_pages,
    read_questions,
)

torch: Any = import_module("torch")

Tensors = dict[str, Any]
HEADS, FROZEN = 12, 2
NEGATIVES = 4
GROUPS = 16
MICRO_BATCH = 20
RATE = 1.2e-4
SHARES = {0.25: "25", 0.5: "50", 1.0: "100"}
SEPARATOR = 102
SHARED_FACTOR = 10.0
"""What the product of the two means is multiplied by, so that it learns as fast as the rest; exported as part
of the weights.
"""


@dataclass(frozen=True)
class Pair:
    """A question and a window as token ids, each with its closing token."""

    question: list[int]
    window: list[int]


@dataclass(frozen=True)
class Group:
    """Pairs of one question, of which the first answers it, or none does."""

    pairs: tuple[Pair, ...]
    answered: bool


def states(weights: Mapping[str, Any], ids: Any, sides: Any, mask: Any) -> Any:
    """Return the last state of a batch: shape (batch, tokens, width)."""
    functional = torch.nn.functional
    table = "embeddings."
    state = (
        weights[f"{table}word_embeddings.weight"][ids]
        + weights[f"{table}token_type_embeddings.weight"][sides]
    )
    state = _normal(
        weights, f"{table}LayerNorm", state + weights[f"{table}position_embeddings.weight"][: ids.shape[1]]
    )
    state = state.to(torch.bfloat16)
    closed = ((1 - mask) * -1e4)[:, None, None, :].to(torch.bfloat16)
    for number in range(
        1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layer."))
    ):
        with torch.set_grad_enabled(torch.is_grad_enabled() and number >= FROZEN):
            part = f"encoder.layer.{number}."
            query, key, value = (
                _heads(_dense(weights, f"{part}attention.self.{one}", state))
                for one in ("query", "key", "value")
            )
            shares = functional.softmax(
                query @ key.transpose(-1, -2) * key.shape[-1] ** -0.5 + closed, -1, dtype=query.dtype
            )
            context = (shares @ value).transpose(1, 2).reshape(state.shape)
            state = _normal(
                weights,
                f"{part}attention.output.LayerNorm",
                state + _dense(weights, f"{part}attention.output.dense", context),
            )
            wide = functional.gelu(_dense(weights, f"{part}intermediate.dense", state))
            state = _normal(
                weights, f"{part}output.LayerNorm", state + _dense(weights, f"{part}output.dense", wide)
            )
    return state.float()


def _dense(weights: Mapping[str, Any], part: str, state: Any) -> Any:
    return torch.nn.functional.linear(state, weights[f"{part}.weight"], weights[f"{part}.bias"])


def _normal(weights: Mapping[str, Any], part: str, state: Any) -> Any:
    return torch.nn.functional.layer_norm(
        state, state.shape[-1:], weights[f"{part}.weight"], weights[f"{part}.bias"], 1e-12
    )


def _heads(state: Any) -> Any:
    batch, length, width = state.shape
    return state.view(batch, length, HEADS, width // HEADS).transpose(1, 2)


def judged(weights: Mapping[str, Any], pairs: Sequence[Pair]) -> Any:
    """Return the log odds of a batch of pairs: shape (batch,)."""
    longest = max(len(pair.question) + len(pair.window) for pair in pairs)
    ids = torch.zeros(len(pairs), longest, dtype=torch.long)
    sides, mask = torch.zeros_like(ids), torch.zeros(ids.shape)
    for row, pair in enumerate(pairs):
        length = len(pair.question) + len(pair.window)
        ids[row, :length] = torch.tensor([*pair.question, *pair.window])
        sides[row, len(pair.question) : length] = 1
        mask[row, :length] = 1
    with torch.autocast("cpu", torch.bfloat16):
        state = states(weights, ids, sides, mask)
    asked, read = (mask * (1 - sides))[..., None], (mask * sides)[..., None]
    question, window = (state * asked).sum(1) / asked.sum(1), (state * read).sum(1) / read.sum(1)
    features = torch.cat([state[:, 0], question * window * SHARED_FACTOR, (question - window).abs()], -1)
    cosine = torch.nn.functional.cosine_similarity(question, window, dim=-1)
    return weights[HEAD.scale] * cosine + (features @ weights[HEAD.weight])[:, 0] + weights[HEAD.bias]


def scored(weights: Mapping[str, Any], pairs: Sequence[Pair]) -> Any:
    """Return the log odds of any number of pairs, computed in batches of about the same length: shape
    (pairs,).
    """
    order = sorted(range(len(pairs)), key=lambda row: len(pairs[row].question) + len(pairs[row].window))
    parts = [
        judged(weights, [pairs[row] for row in order[at : at + MICRO_BATCH]])
        for at in range(0, len(order), MICRO_BATCH)
    ]
    return torch.zeros(len(pairs)).scatter(0, torch.tensor(order), torch.cat(parts))


class Sampler:
    """Makes groups of questions: one window that answers, others of the same and of other pages that do
    not.
    """

    def __init__(
        self,
        corpus: Corpus,
        questions: Sequence[Question],
        best: Sequence[Sequence[tuple[int, float]]],
        tokenizer: Tokenizer,
        seed: int,
    ) -> None:
        """Take what the groups are made of.

        Args:
            corpus: the pages.
            questions: all of them.
            best: for each the passages that are read for it.
            tokenizer: the publisher's.
            seed: same seed, same groups.
        """
        self._corpus, self._tokenizer, self._random = corpus, tokenizer, random.Random(seed)
        self._best = {question.id: passages for question, passages in zip(questions, best, strict=True)}
        self._by_id = {question.id: question for question in questions}
        self._page: dict[str, list[int]] = defaultdict(list)
        for passage in corpus.passages:
            self._page[passage.page].extend(range(passage.first, passage.last))

    def group(self, question: Question) -> Group:
        """Return a new group for a question; sometimes the window that answers is left out, and nothing
        answers.
        """
        chance = self._random
        neighbours = 0 if chance.random() < 0.55 else 1
        answered = question.answerable and chance.random() >= 0.1
        chosen = [self._answer(question, neighbours)] if answered else []
        like = self._by_id.get(question.pair)
        if like is not None and like.evidence:
            chosen.append(chance.choice(like.evidence))
        page, close, far = self._others(question, neighbours)
        for _ in range(10 * NEGATIVES):
            share = chance.random()
            pool = close if share < 0.4 else page if share < 0.55 else far
            if pool and (one := chance.choice(pool)) not in chosen:
                chosen.append(one)
            if len(chosen) > NEGATIVES:
                break
        asked = self._asked(question.text)
        return Group(tuple(Pair(asked, self.read(one, neighbours)) for one in chosen), answered)

    def read(self, sentence: int, neighbours: int) -> list[int]:
        """Return the tokens of a window."""
        ids: list[int] = self._tokenizer.encode(self._corpus.window(sentence, neighbours)).ids[1:-1]
        return [*ids[:WINDOW_TOKENS], SEPARATOR]

    def ask(self, text: str) -> list[int]:
        """Return the tokens of a question."""
        ids: list[int] = self._tokenizer.encode(text).ids[:-1]
        return [*ids[: QUESTION_TOKENS - 1], SEPARATOR]

    def _asked(self, text: str) -> list[int]:
        """Return the tokens of a question, written now and then as people in a hurry do."""
        if self._random.random() < 0.25:
            text = text.rstrip("?")
        if self._random.random() < 0.25:
            text = text[:1].lower() + text[1:]
        return self.ask(text)

    def _answer(self, question: Question, neighbours: int) -> int:
        """Return a sentence that answers, or, in a window, one beside it."""
        chosen = self._random.choice(question.evidence)
        if neighbours and self._random.random() < 0.3:
            return self._random.choice(self._corpus.around(chosen, 1))
        return chosen

    def _others(self, question: Question, neighbours: int) -> tuple[list[int], list[int], list[int]]:
        """Return sentences that do not answer: of the page, of its best passages, of the best passages
        elsewhere.
        """
        said = {fold(self._corpus.sentences[one]) for one in question.evidence}

        def other(sentence: int) -> bool:
            around = self._corpus.around(sentence, neighbours)
            return (
                not any(one in around for one in question.evidence)
                and fold(self._corpus.sentences[sentence]) not in said
            )

        page = [one for one in self._page[question.page] if other(one)]
        close: list[int] = []
        far: list[int] = []
        for number, _ in self._best[question.id][:8]:
            passage = self._corpus.passages[number]
            if not apart(passage.page):
                into = close if passage.page == question.page else far
                into.extend(one for one in range(passage.first, passage.last) if other(one))
        return page, close or page, far or page


def ordered(questions: Sequence[Question], seed: int) -> list[Question]:
    """Return the questions that may be trained on, so that each quarter holds pairs whole."""
    mine = [question for question in questions if not apart(question.page)]
    ids = {question.id for question in mine}
    following: dict[str, list[Question]] = defaultdict(list)
    for question in mine:
        if question.pair in ids:
            following[question.pair].append(question)
    leading = [question for question in mine if question.pair not in ids]
    chance = random.Random(seed)
    chance.shuffle(leading)
    whole = [one for question in leading for one in (question, *following[question.id])]
    quarters = [whole[number * len(whole) // 4 : (number + 1) * len(whole) // 4] for number in range(4)]
    for quarter in quarters:
        chance.shuffle(quarter)
    return [question for quarter in quarters for question in quarter]


def beginning(path: Path) -> Tensors:
    """Return the published weights and a head that only knows the cosine."""
    weights: Tensors = {name: torch.tensor(np.array(values)) for name, values in read_weights(path).items()}
    width = weights["embeddings.LayerNorm.weight"].shape[0]
    return weights | {
        HEAD.weight: torch.zeros(3 * width, 1),
        HEAD.scale: torch.tensor([8.0]),
        HEAD.bias: torch.tensor([-3.0]),
    }


def learnt(name: str) -> bool:
    """Return whether a weight is changed by training."""
    return name in HEAD or (name.startswith("encoder.layer.") and int(name.split(".")[2]) >= FROZEN)


def train(
    weights: Tensors, sampler: Sampler, order: Sequence[Question], minutes: float, seed: int
) -> Iterator[tuple[str, Tensors]]:
    """Train on all questions once at an even rate, then again at a falling one until the time is over.

    Yields:
        A name and the averaged weights: at each share of the first pass, and at the end.
    """
    names = [name for name in weights if learnt(name)]
    for name in names:
        weights[name].requires_grad_(True)
    speeds = {name: 100.0 if name == HEAD.scale else 20.0 if name in HEAD else 1.0 for name in names}
    optimizer = torch.optim.AdamW(
        [{"params": [weights[name]], "lr": RATE, "speed": speeds[name]} for name in names], weight_decay=0.01
    )
    average = {name: weights[name].detach().clone() for name in names}
    again = list(order)
    random.Random(seed).shuffle(again)
    batches = [
        batch[at : at + GROUPS]
        for batch in (order, again)
        for at in range(0, len(batch) - GROUPS + 1, GROUPS)
    ]
    marks = {int(len(order) * share) // GROUPS: name for share, name in SHARES.items()}
    begun, cooling, end = time.time(), 0.0, time.time() + 60 * minutes
    for step, batch in enumerate(batches, 1):
        now = time.time()
        if now > end:
            break
        cooling = cooling or (now if step > len(batches) // 2 or now > end - 600 else 0.0)
        rate = (
            RATE
            * min(1, step / 15)
            * (1 if not cooling else max(0.03, 1 - (now - cooling) / (end - cooling)))
        )
        for settings in optimizer.param_groups:
            settings["lr"] = rate * settings["speed"]
        loss = _step(weights, [sampler.group(question) for question in batch])
        torch.nn.utils.clip_grad_norm_([weights[name] for name in names], 1.0)
        optimizer.step()
        optimizer.zero_grad()
        with torch.no_grad():
            for name in names:
                average[name].lerp_(weights[name], 1 - min(0.97, step / (9 + step)))
        print(f"step {step}, {now - begun:.0f} s: loss {loss:.3f}", flush=True)
        if step in marks:
            yield marks[step], average
    yield "end", average


def _step(weights: Tensors, groups: Sequence[Group]) -> float:
    """Add the gradient of some groups and return their loss: the right window, or nothing with log odds of 0,
    against the others.
    """
    where = [(row, column) for row, group in enumerate(groups) for column in range(len(group.pairs))]
    scores = scored(weights, [pair for group in groups for pair in group.pairs])
    table = torch.full((len(groups), NEGATIVES + 2), -1e4)
    table[:, -1] = 0
    table = table.index_put(tuple(torch.tensor(where).T), scores)
    right = torch.tensor([0 if group.answered else NEGATIVES + 1 for group in groups])
    loss = torch.nn.functional.cross_entropy(table, right)
    loss.backward()
    return float(loss.detach())


def export(weights: Mapping[str, Any], base: Path, rank: int, out: Path, scale: float, shift: float) -> None:
    """Write what was learnt as narrow matrices, the log odds first stretched and moved."""
    published = read_weights(base)
    arrays: dict[str, Any] = {}
    for name in filter(learnt, weights):
        values = weights[name].detach().float().numpy()
        if name in HEAD:
            arrays[name] = values * np.float32(scale) + np.float32(shift if name == HEAD.bias else 0)
        elif values.ndim == 2:
            arrays |= {
                name + ending: part for ending, part in narrowed(values - published[name], rank).items()
            }
        else:
            arrays[name] = values
    width = arrays[HEAD.weight].shape[0] // 3
    arrays[HEAD.weight][width : 2 * width] *= np.float32(SHARED_FACTOR)
    np.savez(out, **arrays)
    print(f"{out}: {out.stat().st_size} bytes")


def figures(
    weights: Mapping[str, Any],
    sampler: Sampler,
    corpus: Corpus,
    questions: Sequence[Question],
    found: Sequence[Sequence[Candidate]],
    share: float,
) -> dict[str, float]:
    """Return how well the best candidates are ordered, and how well the best one's score tells whether there
    is an answer.

    Args:
        weights: None of them stands for the ranking without a reader.
        sampler: turns texts into tokens.
        corpus: the pages.
        questions: those to be judged on.
        found: the candidates of each.
        share: what a reader's log odds count beside a strength of 1.
    """
    first = beside = two = 0
    best: dict[str, float] = {}
    for question, row in zip(questions, found, strict=True):
        odds = np.zeros(len(row))
        if weights:
            asked = sampler.ask(question.text)
            with torch.inference_mode():
                odds = scored(weights, [Pair(asked, sampler.read(one.sentence, 1)) for one in row]).numpy()
        strengths = np.array([one.strength for one in row])
        order = [row[at].sentence for at in np.argsort(-(strengths + share * odds), kind="stable")]
        best[question.id] = float(odds.max() if weights else strengths.max())
        hit = [any(one in question.evidence for one in corpus.around(sentence, 1)) for sentence in order]
        apart_from_first = (
            right
            for sentence, right in zip(order, hit, strict=True)
            if sentence not in corpus.around(order[0], 1)
        )
        first += order[0] in question.evidence
        beside += hit[0]
        two += hit[0] or next(apart_from_first, False)
    answerable = sum(question.answerable for question in questions)
    return {
        "first": first / answerable,
        "beside": beside / answerable,
        "two": two / answerable,
        "area": _area(questions, best),
    }


def _area(questions: Sequence[Question], best: Mapping[str, float]) -> float:
    """Return how often an answerable question scores above an unanswerable one, of pairs of about the same
    length.
    """
    by_id = {question.id: question for question in questions}
    pairs = []
    for question in questions:
        like = by_id.get(question.pair)
        if like is not None and abs(len(like.text.split()) - len(question.text.split())) <= max(
            1, 0.15 * len(like.text.split())
        ):
            pairs.append((best[like.id], best[question.id]))
    answered, open_ = np.array(pairs).reshape(-1, 2).T
    return float(np.mean((answered[:, None] > open_) + 0.5 * (answered[:, None] == open_)))


def main() -> None:
    """Run one of the three commands."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=("train", "export", "judge"))
    parser.add_argument("checkpoint", type=Path, nargs="?", help="for export and judge")
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--questions", type=Path, nargs="+", default=[])
    parser.add_argument("--model", type=Path, help="the installed embedder's folder")
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rank", type=int, default=40)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--shift", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=11)
    given = parser.parse_args()
    torch.set_num_threads(os.cpu_count() or 1)
    torch.manual_seed(given.seed)
    weights = beginning(given.weights)
    if given.checkpoint is not None:
        weights |= torch.load(given.checkpoint)
    if given.command == "export":
        export(weights, given.weights, given.rank, given.out, given.scale, given.shift)
        return
    embedder = OnnxEmbedder(given.model / "model.onnx", given.model / "tokenizer.json", given.model.name, "")
    corpus = read_pages(given.pages, embedder)
    questions = read_questions(given.questions, corpus)
    if given.command == "judge":
        questions = tuple(question for question in questions if apart(question.page))
    best = best_passages(corpus, [question.text for question in questions], embedder)
    tokenizer = Tokenizer.from_file(str(given.model / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    sampler = Sampler(corpus, questions, best, tokenizer, given.seed)
    if given.command == "judge":
        known: dict[int, Any] = {}
        found = [
            candidates(corpus, one.text, row, embedder, known)
            for one, row in zip(questions, best, strict=True)
        ]
        for name, network, share in (("without", {}, 0.0), ("with", weights, 0.2)):
            print(name, json.dumps(figures(network, sampler, corpus, questions, found, share)))
        return
    given.out.mkdir(parents=True, exist_ok=True)
    for name, average in train(weights, sampler, ordered(questions, given.seed), given.minutes, given.seed):
        torch.save({key: values.clone() for key, values in average.items()}, given.out / f"{name}.pt")


if __name__ == "__main__":
    main()
