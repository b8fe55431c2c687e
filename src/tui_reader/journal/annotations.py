"""Notes, highlights and marks as W3C Web Annotations (https://www.w3.org/TR/annotation-model/), out and in again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from tui_reader.journal.anchors import Anchor
from tui_reader.journal.citation import quotation
from tui_reader.journal.kept import Kept
from tui_reader.journal.model import ArticleRecord, Mark, Note
from tui_reader.journal.store import Journal, anchor_of, clean_body
from tui_reader.text.sanitising import sanitise

CONTEXT_URL = "http://www.w3.org/ns/anno.jsonld"
MAX_ANNOTATIONS = 100_000
MAX_WORDS = 1_000_000
"""Code points of any one text in a file that is taken in."""
_TEXT = "urn:tui-reader:text:"
_UUID = "urn:uuid:"


class NotAnnotations(Exception):
    """A file that cannot be taken in: what is wrong, where, and its mend, in one sentence."""


@dataclass(frozen=True, slots=True)
class Taken:
    """How many annotations came in, and how many were there already."""

    new: int
    known: int


# -- out ---------------------------------------------------------------------------------------------------------------


def annotations_json(kept: Iterable[Kept]) -> str:
    """All as one AnnotationCollection; the same notes always give the same text."""
    items = [item for one in kept for item in _items(one)]
    collection = {
        "@context": CONTEXT_URL,
        "id": _UUID + str(uuid5(NAMESPACE_URL, "tui-reader:" + " ".join(item["id"] for item in items))),
        "type": "AnnotationCollection",
        "label": "Notes, highlights and marks of tui_reader",
        "total": len(items),
        "first": {"type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    return json.dumps(collection, ensure_ascii=False, indent=2)


def _items(kept: Kept) -> list[dict[str, Any]]:
    orphans = sorted(kept.orphans, key=lambda thing: (isinstance(thing, Mark), thing.anchor.start, thing.created))
    notes = [*kept.notes, *(thing for thing in orphans if isinstance(thing, Note))]
    marks = [*kept.marks, *(thing for thing in orphans if isinstance(thing, Mark))]
    return [
        *(_note_item(kept.record, note, note in kept.orphans) for note in notes),
        *(_mark_item(kept.record, mark, mark in kept.orphans) for mark in marks),
    ]


def _note_item(record: ArticleRecord, note: Note, orphan: bool) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": _UUID + note.id,
        "type": "Annotation",
        "motivation": "commenting" if note.body else "highlighting",
        "created": note.created,
        "modified": note.modified,
    }
    if note.body:
        item["body"] = {"type": "TextualBody", "value": note.body, "format": "text/plain"}
    return {**item, "target": _target(record, note.anchor, orphan)}


def _mark_item(record: ArticleRecord, mark: Mark, orphan: bool) -> dict[str, Any]:
    return {
        "id": _UUID + str(uuid5(NAMESPACE_URL, f"tui-reader:{record.fingerprint}:{mark.letter}:{mark.created}")),
        "type": "Annotation",
        "motivation": "bookmarking",
        "created": mark.created,
        "body": {"type": "TextualBody", "value": mark.letter, "purpose": "tagging"},
        "target": _target(record, mark.anchor, orphan),
    }


def _target(record: ArticleRecord, anchor: Anchor, orphan: bool) -> dict[str, Any]:
    return {
        "type": "SpecificResource",
        "source": _TEXT + record.fingerprint,
        "selector": [
            {"type": "TextQuoteSelector", "exact": anchor.exact, "prefix": anchor.prefix, "suffix": anchor.suffix},
            {"type": "TextPositionSelector", "start": anchor.start, "end": anchor.end},
        ],
        # What the model has no words for.
        "tui_reader": {
            "headline": record.headline,
            "citation": record.citation,
            "section_id": anchor.section_id,
            "heading": anchor.heading,
            "sentence": anchor.sentence,
            "speaker": anchor.speaker,
            "quotation": quotation(anchor, record.citation),
            "words_found": not orphan,
        },
    }


# -- in ----------------------------------------------------------------------------------------------------------------


def take_in(journal: Journal, text: str) -> Taken:
    """Bring annotations into a journal, all or none; those that are there already stay as they are, unless older.

    Raises NotAnnotations, and JournalProblem.
    """
    read = [_read(number, item) for number, item in enumerate(_listed(text), 1)]
    new = 0
    with journal.all_or_nothing():
        records: dict[str, int] = {}
        for fingerprint, headline, citation, thing in read:
            if fingerprint not in records:
                known = journal.find("", fingerprint)
                record = known or journal.article(None, fingerprint, headline, citation)
                records[fingerprint] = record.id
            new += _take(journal, records[fingerprint], thing)
    return Taken(new, len(read) - new)


def _take(journal: Journal, record: int, thing: Note | Mark) -> bool:
    if isinstance(thing, Mark):
        same = next((mark for mark in journal.marks(record) if mark.letter == thing.letter), None)
        if same is not None and same.created >= thing.created:
            return False
        journal.set_mark(record, thing)
        return True
    modified = journal.note_modified(thing.id)
    if modified is not None and modified >= thing.modified:
        return False
    journal.put_note(record, thing)
    return True


def _listed(text: str) -> Sequence[object]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as failure:
        raise NotAnnotations(
            f"not JSON at line {failure.lineno}, column {failure.colno}: pass what `notes --format json` gave"
        ) from failure
    except (RecursionError, ValueError) as failure:  # ValueError: a number of too many digits
        raise NotAnnotations("no annotations: nested too deep, or a number too long") from failure
    if isinstance(data, dict):
        first = data.get("first", data)
        data = first.get("items", [data]) if isinstance(first, dict) else None
    if not isinstance(data, list):
        raise NotAnnotations("no annotations: expected an AnnotationCollection, an AnnotationPage or a list")
    if len(data) > MAX_ANNOTATIONS:
        raise NotAnnotations(f"more than {MAX_ANNOTATIONS:,} annotations: split the file")
    return data


def _read(number: int, item: object) -> tuple[str, str, str, Note | Mark]:
    """One annotation: fingerprint, headline and citation of its article, and the note or mark."""
    try:
        fields = _map(item, "an annotation")
        target = _map(fields.get("target"), "target")
        source = _words(target.get("source"), "target.source")
        if not source.startswith(_TEXT):
            raise NotAnnotations(f"target.source must begin with {_TEXT}")
        more = _map(target.get("tui_reader", {}), "target.tui_reader")
        anchor = _anchor(target.get("selector"), more)
        created = _words(fields.get("created"), "created")
        body = _map(fields.get("body", {}), "body")
        value = clean_body(_words(body.get("value", ""), "body.value"))
        thing: Note | Mark
        if fields.get("motivation") == "bookmarking":
            if len(value) != 1 or not value.isalpha():
                raise NotAnnotations("body.value of a mark must be one letter")
            thing = Mark(value, anchor, created)
        else:
            note_id = _uuid(_words(fields.get("id"), "id"))
            thing = Note(note_id, anchor, value, created, _words(fields.get("modified", created), "modified"))
        headline, citation = (_words(more.get(name, ""), name) for name in ("headline", "citation"))
    except NotAnnotations as problem:
        raise NotAnnotations(f"annotation {number}: {problem}") from None
    return source[len(_TEXT) :], headline, citation, thing


def _anchor(selectors: object, more: dict[str, Any]) -> Anchor:
    listed = selectors if isinstance(selectors, list) else [selectors]
    by_type = {one.get("type"): one for one in listed if isinstance(one, dict) and isinstance(one.get("type"), str)}
    quote = by_type.get("TextQuoteSelector")
    if quote is None:
        raise NotAnnotations("target.selector must hold a TextQuoteSelector")
    position = by_type.get("TextPositionSelector", {})
    exact = _lines(quote.get("exact"), "exact")
    start = position.get("start", 0)
    if not isinstance(start, int) or isinstance(start, bool) or not 0 <= start < 1 << 40:
        raise NotAnnotations("start of the TextPositionSelector must be a whole number from 0 on")
    names = ("sentence", "section_id", "heading", "speaker")
    return anchor_of(
        {
            "start": start,
            "end": start + len(exact),
            "exact": exact,
            "prefix": _lines(quote.get("prefix", ""), "prefix"),
            "suffix": _lines(quote.get("suffix", ""), "suffix"),
            **{name: _words(more.get(name, ""), name) for name in names},
        }
    )


def _map(value: object, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise NotAnnotations(f"{name} must be an object")
    return value


def _lines(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise NotAnnotations(f"{name} must be text")
    if len(value) > MAX_WORDS:
        raise NotAnnotations(f"{name} has more than {MAX_WORDS:,} code points")
    return value


def _words(value: object, name: str) -> str:
    text = _lines(value, name)
    return text if name == "body.value" else sanitise(text)


def _uuid(name: str) -> str:
    try:
        return str(UUID(name.removeprefix(_UUID)))
    except ValueError:
        # Another program's annotation: its name gives the same number each time it is taken in.
        return str(uuid5(NAMESPACE_URL, name))
