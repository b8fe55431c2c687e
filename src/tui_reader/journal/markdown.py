"""Notes, highlights and marks as Markdown, each with its sentence, section, speaker and citation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tui_reader.journal.anchors import Anchor
from tui_reader.journal.kept import Kept
from tui_reader.journal.model import Mark, Note
from tui_reader.text.markdown import escape


def notes_markdown(kept: Iterable[Kept]) -> Iterator[str]:
    """The lines of a document: an article after the other, a section after the other, orphans apart."""
    for number, one in enumerate(kept):
        if number:
            yield ""
        yield f"# {escape(one.record.headline)}"
        yield from ("", escape(one.record.citation))
        heading: str | None = None
        things: list[Note | Mark] = [*one.notes, *one.marks]
        for thing in sorted(things, key=_order):
            if thing.anchor.heading != heading:
                heading = thing.anchor.heading
                yield from ("", f"## {escape(heading)}")
            yield from _thing(thing, one.record.citation)
        if one.orphans:
            yield from ("", "## No longer in the text")
            for thing in one.orphans:
                yield from _thing(thing, one.record.citation)


def _order(thing: Note | Mark) -> tuple[int, int, bool, str]:
    return thing.anchor.start, thing.anchor.end, isinstance(thing, Note), thing.created


def _thing(thing: Note | Mark, citation: str) -> Iterator[str]:
    if isinstance(thing, Mark):
        yield from ("", f"### Mark {escape(thing.letter)}")
    else:
        yield from ("", "### " + escape(f"{'Note' if thing.body else 'Highlight'} of {thing.created[:10]}"))
    yield from ("", *_quote(thing.anchor, whole=isinstance(thing, Mark)))
    yield from ("", f"— {escape(_source(thing.anchor, citation))}")
    if isinstance(thing, Note) and thing.body:
        yield ""
        lines = thing.body.split("\n")
        for line, after in zip(lines, [*lines[1:], ""], strict=True):
            yield escape(line) + ("  " if line and after else "")  # two spaces keep a line break


def _quote(anchor: Anchor, *, whole: bool) -> Iterator[str]:
    """The sentence with the words in bold; words of more than a sentence as they are."""
    exact, sentence = anchor.exact.rstrip(), anchor.sentence
    at = sentence.find(exact) if exact else -1
    if whole or exact == sentence:
        yield f"> {escape(sentence or exact or anchor.heading)}"
    elif at >= 0:
        before, after = sentence[:at], sentence[at + len(exact) :]
        yield f"> {escape(before)}**{escape(exact)}**{escape(after)}"
    else:
        yield from (f"> {escape(line)}" if line else ">" for line in exact.replace("\n", "\n\n").split("\n"))


def _source(anchor: Anchor, citation: str) -> str:
    return f"{anchor.speaker}. {citation}" if anchor.speaker else citation
