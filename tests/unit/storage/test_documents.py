"""What happens to documents and passages, and that nobody sees more than the scope allows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy
import pytest

from app.core.audit import AuditEvent
from app.core.documents.documents import Block, BlockKind, Extraction, Label, Notice, Page, Status
from app.core.errors import NotFound
from app.core.language.text import MASK
from app.storage import erasure
from app.storage.documents import Root
from app.storage.texts import PIECE
from tests.runs import kept_run

TEXT = "Bleed the brake valve first.\n\nWrite to ines@example.org about leaks.\n\nThe torque is 25 Nm."
AT = TEXT.index("ines@")
EMAIL = (AT, AT + len("ines@example.org"))


def _rowids(records: Any) -> dict[str, int]:
    return {
        row[0]: row[1] for row in records.database.query("SELECT id, rowid FROM passages WHERE active = 1")
    }


def _apply(records: Any, act: Any, *, secure: bool = False) -> Any:
    with records.database.transaction(secure=secure) as tx:
        result = act(tx)
        tx.audit(records.steward, AuditEvent.SETTINGS, "")
    return result


def test_a_passage_says_exactly_what_stands_in_the_text(records: Any) -> None:
    document = records.fill(TEXT)
    passages = records.library.passages_of(records.scope(), document)
    assert [passage.text for passage in passages] == TEXT.split("\n\n")
    assert all(TEXT[passage.start : passage.end] == passage.text for passage in passages)
    assert passages[0].heading == ("Service",)
    assert passages[0].path == "/shop/a.txt"
    assert records.library.document(records.scope(), document).passages == 3


def test_text_is_exact_across_stored_pieces_whatever_it_holds(records: Any) -> None:
    text = "".join(f"{number} Ærø \ud800 \x00 😀\n" for number in range(3000))
    document = records.add(records.new(text, vectors=False))[0]
    version = records.library.document(records.scope(), document).version
    assert len(text) > 4 * PIECE
    assert records.library.extraction_text(records.scope(), version) == text
    for start in (0, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE - 5, len(text) - 3):
        assert (
            records.library.text(records.scope(), version, start, start + PIECE)
            == text[start : start + PIECE]
        )


def test_an_extraction_comes_back_whole(records: Any) -> None:
    extraction = Extraction(
        "A\nrow",
        (Block(BlockKind.HEADING, 0, 1, 1), Block(BlockKind.TABLE_ROW, 2, 5, 0, "Part | Price")),
        "application/pdf",
        "pdf",
        "3",
        (Page(1, 0, 5),),
        "T",
        "en",
        "2020-01-02",
        "property",
        {"author": "Omar"},
        (Notice("needs_ocr", "Page 2 has no text.", 2),),
    )
    new = records.new("A\nrow")
    records.add(replace(new, extraction=extraction))
    found = records.library.find_extraction(new.content_hash, "pdf", "3")
    assert found is not None
    assert found[1] == extraction
    assert records.library.find_extraction(new.content_hash, "pdf", "4") is None


def test_ids_do_not_depend_on_the_workspace_and_differ_between_documents_of_the_same_bytes(
    records: Any,
) -> None:
    first = records.fill(TEXT, path="/shop/a.txt")
    second = records.fill(TEXT, path="/shop/b.txt")
    ids = [
        [passage.id for passage in records.library.passages_of(records.scope(), document)]
        for document in (first, second)
    ]
    assert not set(ids[0]) & set(ids[1])
    assert records.database.query("SELECT count(*) FROM extractions")[0][0] == 1


# Masking


def test_only_a_steward_sees_sensitive_words(records: Any) -> None:
    document = records.fill(TEXT, sensitive=[EMAIL])
    for actor, shown in (
        (records.steward, "ines@example.org"),
        (records.expert, MASK * 16),
        (records.analyst, MASK * 16),
    ):
        scope = records.scope(actor)
        version = records.library.document(scope, document).version
        passage = records.library.passages_of(scope, document)[1]
        assert passage.text == f"Write to {shown} about leaks."
        assert records.library.extraction_text(scope, version) == TEXT.replace("ines@example.org", shown)
        assert records.library.text(scope, version, AT + 2, AT + 6) == shown[2:6]
        assert records.library.resolve(scope, version, AT, AT + 4).text == shown[:4]


def test_what_is_masked_in_the_text_is_masked_in_title_heading_and_table_header_too(records: Any) -> None:
    new = records.new(
        TEXT, sensitive=[EMAIL], title="Mail of ines@example.org", heading=("Ask ines@example.org",)
    )
    new = replace(
        new, passages=tuple(replace(passage, context="ines@example.org | Price") for passage in new.passages)
    )
    document = records.add(new)[0]
    passage = records.library.passages_of(records.scope(records.analyst), document)[0]
    masked = MASK * 16
    assert (passage.title, passage.heading, passage.context) == (
        f"Mail of {masked}",
        (f"Ask {masked}",),
        f"{masked} | Price",
    )
    assert records.library.document(records.scope(records.analyst), document).title == f"Mail of {masked}"
    assert records.library.passages_of(records.scope(), document)[0].heading == ("Ask ines@example.org",)
    assert records.lexical.search(records.scope(), ["ines"], 10) == []


def test_a_source_to_be_read_carries_its_blocks_and_hides_in_table_headers_what_it_hides_in_its_text(
    records: Any,
) -> None:
    new = records.new(TEXT, sensitive=[EMAIL])
    blocks = tuple(
        Block(BlockKind.TABLE_ROW, one.start, one.end, context="ines@example.org | Price")
        for one in new.passages
    )
    records.add(replace(new, extraction=replace(new.extraction, blocks=blocks)))
    version = records.database.query("SELECT version FROM documents")[0][0]
    for actor, shown in ((records.steward, "ines@example.org"), (records.analyst, MASK * 16)):
        source, _ = records.library.source(records.scope(actor), version)
        assert source.newest == version
        assert [(one.start, one.end) for one in source.blocks] == [(one.start, one.end) for one in blocks]
        assert {one.context for one in source.blocks} == {f"{shown} | Price"}
        assert shown in source.text


def test_new_masking_rules_reach_documents_that_share_the_extraction(records: Any) -> None:
    records.fill(TEXT, path="/shop/a.txt")
    assert len(records.lexical.search(records.scope(), ["ines"], 10)) == 1
    records.fill(TEXT, path="/shop/b.txt", sensitive=[EMAIL])
    assert records.lexical.search(records.scope(), ["ines"], 10) == []
    assert len(records.lexical.search(records.scope(), ["leaks"], 10)) == 2


# Scope


@pytest.mark.parametrize("label", list(Label))
def test_no_read_crosses_the_scope(records: Any, label: Label) -> None:
    document = records.fill(TEXT, label=label)
    version, ids = records.database.query("SELECT version FROM documents")[0][0], list(_rowids(records))
    for actor in (records.analyst, records.expert, records.steward):
        scope = records.scope(actor)
        if scope.allows(label):
            assert len(records.library.documents(scope)) == 1
            assert len(records.library.passages(scope, ids)) == 3
            continue
        assert records.library.documents(scope, status=None) == []
        assert records.library.passages(scope, ids) == []
        assert records.library.passages(scope, list(_rowids(records).values())) == []
        assert records.library.rowids(scope, ids) == {}
        assert records.library.passages_of(scope, document) == []
        assert records.lexical.search(scope, ["brake", "torque"], 10) == []
        with pytest.raises(NotFound):
            records.library.document(scope, document)
        with pytest.raises(NotFound):
            records.library.text(scope, version, 0, 5)
        with pytest.raises(NotFound):
            records.library.extraction_text(scope, version)
        with pytest.raises(NotFound):
            records.library.resolve(scope, version, 0, 5)
    assert (
        sum(
            len(chunk.rowids)
            for chunk in records.library.vectors("tiny", [other for other in Label if other != label])
        )
        == 0
    )
    assert records.library.counts("tiny") == {label: 3}


def test_an_actor_without_a_role_sees_nothing(records: Any) -> None:
    records.fill(TEXT, label=Label.PUBLIC)
    scope = records.scope(records.people.actor_for("uid:4242"))
    assert scope.labels == ()
    assert records.library.documents(scope) == []
    assert records.lexical.search(scope, ["brake"], 10) == []


def test_passages_come_in_the_order_asked_for(records: Any) -> None:
    records.fill(TEXT)
    rowids = list(_rowids(records).values())
    order = [rowids[2], rowids[0], 999_999, rowids[1]]
    assert [passage.start for passage in records.library.passages(records.scope(), order)] == [
        passage.start
        for rowid in order
        if rowid in rowids
        for passage in records.library.passages(records.scope(), [rowid])
    ]


# Versions


def test_a_new_version_replaces_the_passages_and_the_old_citation_still_resolves(records: Any) -> None:
    document = records.fill(TEXT)
    old = records.library.document(records.scope(), document)
    old_ids = list(_rowids(records))
    records.fill("The torque is 30 Nm.")
    now = records.library.document(records.scope(), document)
    assert (now.number, now.passages) == (2, 1)
    assert records.lexical.search(records.scope(), ["brake"], 10) == []
    quote = records.library.resolve(records.scope(), old.version, TEXT.index("25"), TEXT.index("25") + 5)
    assert (quote.text, quote.current, quote.number) == ("25 Nm", False, 1)
    assert [passage.version for passage in records.library.passages(records.scope(), old_ids)] == [
        old.version
    ] * 3
    assert records.database.check() == ()


def test_a_rowid_is_never_used_for_anything_else(records: Any) -> None:
    seen: dict[int, tuple[str, int]] = {}

    def look() -> None:
        for row in records.database.query("SELECT rowid, id, label FROM passages WHERE active = 1"):
            assert seen.setdefault(row[0], (row[1], row[2])) == (row[1], row[2])

    document = records.fill(TEXT)
    look()
    for label in (Label.PUBLIC, Label.CONFIDENTIAL):
        _apply(records, lambda tx, label=label: records.library.relabel(tx, document, label))
        look()
    records.fill("Other words.")
    look()
    records.fill(TEXT)
    look()
    _apply(records, lambda tx: records.library.remove(tx, document))
    records.fill(TEXT)
    look()
    live = records.library.live(list(Label)).tolist()
    assert live == sorted(_rowids(records).values())
    assert max(seen) == live[-1]
    assert [passage.text for passage in records.library.passages_of(records.scope(), document)] == TEXT.split(
        "\n\n"
    )


def test_going_back_to_earlier_bytes_needs_no_embedding(records: Any) -> None:
    new = records.new(TEXT)
    records.add(new)
    records.fill("Other words.")
    found = records.library.find_extraction(new.content_hash, "plain", "1")
    spans = [(passage.start, passage.end) for passage in new.passages]
    vectors = records.library.vectors_of_extraction(found[0], "tiny", [*spans, (0, 3)])
    assert set(vectors) == set(spans)
    for row, span in zip(new.vectors, spans, strict=True):
        numpy.testing.assert_array_equal(vectors[span], row)
    assert records.library.vectors_of_extraction(found[0], "other", spans) == {}


def test_vectors_come_back_bit_for_bit_in_chunks_by_rowid(records: Any) -> None:
    new = records.new(TEXT)
    records.add(new)
    records.fill("Another one.\n\nAnd more.", path="/shop/b.txt", label=Label.RESTRICTED)
    chunks = list(records.library._embeddings.chunks("tiny", list(Label), size=2))
    assert [len(chunk.rowids) for chunk in chunks] == [2, 2, 1]
    numpy.testing.assert_array_equal(numpy.vstack([chunk.vectors for chunk in chunks])[:3], new.vectors)
    assert numpy.concatenate([chunk.labels for chunk in chunks]).tolist() == [1, 1, 1, 3, 3]
    after = int(chunks[0].rowids[-1])
    assert (
        sum(len(chunk.rowids) for chunk in records.library.vectors("tiny", list(Label), after_rowid=after))
        == 3
    )


def test_passages_without_a_vector_are_found_and_can_be_given_one(records: Any) -> None:
    records.add(records.new(TEXT, vectors=False))
    missing = records.library._embeddings.missing("tiny", 10)
    assert missing == sorted(_rowids(records).values())
    _apply(
        records,
        lambda tx: records.library._embeddings.put(
            tx, "tiny", missing, numpy.ones((3, 8), dtype=numpy.float32)
        ),
    )
    assert records.library._embeddings.missing("tiny", 10) == []


def test_wrong_input_is_refused_whole(records: Any) -> None:
    new = records.new(TEXT)
    for wrong in (
        replace(new, vectors=new.vectors[:2]),
        replace(new, passages=(*new.passages[:2], new.passages[0])),
    ):
        with pytest.raises(ValueError, match="passages"):
            records.add(wrong)
    assert records.database.query("SELECT count(*) FROM extractions")[0][0] == 0


# Remove, move, relabel, purge


def test_remove_takes_it_out_of_every_index_and_keeps_what_citations_need(records: Any) -> None:
    document = records.fill(TEXT)
    version = records.library.document(records.scope(), document).version
    changes = _apply(records, lambda tx: records.library.remove(tx, document))
    assert len(changes.passages) == 3
    assert records.lexical.search(records.scope(), ["brake"], 10) == []
    assert list(records.library.vectors("tiny", list(Label))) == []
    assert records.library.documents(records.scope()) == []
    assert records.library.documents(records.scope(), status=Status.REMOVED)[0].id == document
    quote = records.library.resolve(records.scope(), version, 0, 5)
    assert (quote.text, quote.current, quote.status) == ("Bleed", False, Status.REMOVED)
    assert records.fill(TEXT) == document


def test_move_keeps_everything_but_the_path(records: Any) -> None:
    document = records.fill(TEXT)
    before = _rowids(records)
    _apply(records, lambda tx: records.library.move(tx, document, "/store/b.txt", "/store"))
    assert _rowids(records) == before
    assert records.library.passages_of(records.scope(), document)[0].path == "/store/b.txt"
    assert records.library.by_path("/shop/a.txt") is None


def test_relabel_moves_passages_vectors_and_words_with_the_document_and_raises_its_runs(records: Any) -> None:
    document = records.fill(TEXT)
    _apply(records, lambda tx: records.runs.save(tx, kept_run("r1", question="?", found=document)))
    analyst = records.scope(records.analyst)
    assert records.runs.get(analyst, "r1").question == "?"
    _apply(records, lambda tx: records.library.relabel(tx, document, Label.RESTRICTED))
    assert records.lexical.search(analyst, ["brake"], 10) == []
    assert len(records.lexical.search(records.scope(), ["brake"], 10)) == 1
    assert records.library.counts("tiny") == {Label.RESTRICTED: 3}
    with pytest.raises(NotFound):
        records.runs.get(analyst, "r1")
    _apply(records, lambda tx: records.library.relabel(tx, document, Label.PUBLIC))
    assert len(records.lexical.search(analyst, ["brake"], 10)) == 1
    with pytest.raises(NotFound):
        records.runs.get(analyst, "r1")


def test_purge_leaves_no_word_in_the_file(records: Any) -> None:
    secret, other = "Xylophonesecret", "Keepsakeword"
    document = records.fill(f"The {secret} is here.\n\nAlso there.", path="/shop/a.txt")
    records.fill(f"The {secret}s second version.", path="/shop/a.txt")
    records.fill(f"Something {other}.", path="/shop/b.txt")
    run = kept_run("r1", question=f"What {secret}?", found=document)
    _apply(records, lambda tx: records.runs.save(tx, run))
    with pytest.raises(ValueError, match="secure"):
        _apply(records, lambda tx: erasure.purge(tx, document))
    purged = _apply(records, lambda tx: erasure.purge(tx, document), secure=True)
    assert (len(purged.content_hashes), purged.runs) == (2, 1)
    assert records.runs.get(records.scope(), "r1").question == ""
    assert records.library.documents(records.scope(), status=Status.PURGED)[0].path == ""
    assert records.library.by_content(purged.content_hashes[0]) == []
    assert records.database.check() == ()
    records.database.close()
    data = b"".join(path.read_bytes() for path in records.folder.glob("citewell.db*")).lower()
    # The tokenizer cuts the ending, so that the index holds a beginning of the word only.
    assert secret.lower()[:12].encode() not in data
    assert other.lower()[:10].encode() in data


def test_purge_keeps_what_another_document_shares(records: Any) -> None:
    first, second = records.fill(TEXT, path="/shop/a.txt"), records.fill(TEXT, path="/shop/b.txt")
    purged = _apply(records, lambda tx: erasure.purge(tx, first), secure=True)
    assert purged.content_hashes == ()
    assert [passage.text for passage in records.library.passages_of(records.scope(), second)] == TEXT.split(
        "\n\n"
    )
    assert len(_apply(records, lambda tx: erasure.purge(tx, second), secure=True).content_hashes) == 1


# What ingestion asks


def test_fingerprints_find_files_below_a_folder_only(records: Any) -> None:
    for path in ("/shop/a.txt", "/shop/deep/b.txt", "/shop2/c.txt", "/shop"):
        records.fill(f"Words of {path}.", path=path)
    assert set(records.library.fingerprints("/shop")) == {"/shop", "/shop/a.txt", "/shop/deep/b.txt"}
    assert set(records.library.fingerprints("/shop/deep/")) == {"/shop/deep/b.txt"}
    assert len(records.library.fingerprints()) == 4
    assert [item.path for item in records.library.documents(records.scope(), under=Path("/shop2"))] == [
        "/shop2/c.txt"
    ]


def test_touch_changes_what_unchanged_means(records: Any) -> None:
    document = records.fill(TEXT)
    _apply(records, lambda tx: records.library.touch(tx, document, 5, 6, 7))
    found = records.library.by_path("/shop/a.txt")
    assert (found.size, found.mtime_ns, found.inode) == (5, 6, 7)
    assert records.library.by_content(found.content_hash) == [found]


def test_a_file_name_that_is_no_text_survives(records: Any) -> None:
    path = "/shop/caf\udce9.txt"
    document = records.fill(TEXT, path=path)
    assert records.library.document(records.scope(), document).path == path
    assert records.library.by_path(path).document == document
    with records.database.transaction() as tx:
        entry = tx.audit(records.steward, AuditEvent.SEARCH, path, {"path": path})
    assert records.database.audit_entries()[-1].detail == {"path": path}
    assert records.database.verify_audit().ok
    assert entry.seq == 2


def test_roots_are_remembered_with_label_and_patterns(records: Any) -> None:
    root = Root("/shop", Label.CONFIDENTIAL, ("*.bak",))
    _apply(records, lambda tx: records.library.set_root(tx, root))
    assert records.library.roots() == [root]
    _apply(records, lambda tx: records.library.remove_root(tx, "/shop"))
    assert records.library.roots() == []


def test_the_state_changes_with_everything_that_can_be_found_and_with_nothing_else(records: Any) -> None:
    states = [records.library.state()]
    document = records.fill(TEXT)
    states.append(records.library.state())
    _apply(records, lambda tx: records.library.touch(tx, document, 5, 6, 7))
    assert records.library.state() == states[-1]
    for act in (
        lambda tx: records.library.relabel(tx, document, Label.PUBLIC),
        lambda tx: records.library.remove(tx, document),
    ):
        _apply(records, act)
        states.append(records.library.state())
    assert len(set(states)) == len(states)
