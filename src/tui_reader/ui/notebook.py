"""What the reading screen does about what a reader leaves: the place, marks, notes and highlights."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tui_reader.text.spans import HEADING, Position, Span
from tui_reader.ui.keeping import Keeper, Opened
from tui_reader.ui.lights import SpanLights
from tui_reader.ui.widgets.entry_list import Entry

if TYPE_CHECKING:
    from typing_extensions import TypeIs

    from tui_reader.journal.anchors import Anchor
    from tui_reader.journal.model import Mark, Note
    from tui_reader.ui.screens.reading import ReadingScreen

NOTE_SIGN = "*"
HIGHLIGHT_SIGN = "+"
_SETTLED = 1.5
"""Seconds of rest after which the place is kept."""


def is_mark(thing: Note | Mark) -> TypeIs[Mark]:
    """Whether it is a mark, not a note (the journal's classes are not imported before the first paint)."""
    return hasattr(thing, "letter")


class Notebook:
    """The notes and marks of a reading screen. Until the journal is open, `opened` is None."""

    def __init__(self, screen: ReadingScreen, start: Anchor | None = None) -> None:
        self.screen = screen
        self.keeper = Keeper(screen.notice)
        self.opened: Opened | None = None
        self.notes: list[Note] = []
        self.marks: dict[str, Mark] = {}
        self.found: dict[str, tuple[Position, Position]] = {}
        """Where the words of notes (by id) and of marks (by letter) stand; those of orphans stand nowhere."""
        self.deleted: list[Note] = []
        self._start = start
        self._kept_place: Position | None = None
        self._waiting: Callable[[], None] | None = None
        self.unkept: dict[str, str] = {}
        """Notes that are not in the journal and should be, as text by their ids: printed when the reader ends."""

    # -- opening and closing -------------------------------------------------------------------------------------

    def open(self) -> None:
        """Open the journal, when the article is read and on the screen."""
        from tui_reader.journal.anchors import ArticleText

        options, screen = self.screen.options, self.screen
        text = ArticleText(screen.article, at_once=False)

        def taken_up() -> None:
            self.keeper.open(options.journal, screen.path, text, self._opened, keep=not options.fresh)

        screen.background.start("notebook", text.steps(), taken_up)

    def _opened(self, opened: Opened) -> None:
        from tui_reader.journal.anchors import find_place

        screen = self.screen
        elsewhere = screen.options.section or screen.options.search or screen.moved
        start = self._start or (None if elsewhere else opened.place)
        if start is not None:
            screen.text.go_to(find_place(opened.text, start), context=0)
        screen.searcher.recall(opened.searches)
        screen.searcher.resume()
        screen.background.start("anchors", self._find_steps(opened), lambda: self._found_all(opened))

    def _find_steps(self, opened: Opened) -> Iterator[None]:
        """Find the words of notes and marks; in a text that changed each one is looked for."""
        from tui_reader.journal.anchors import find_anchor

        anchors = {note.id: note.anchor for note in opened.notes}
        anchors.update({mark.letter: mark.anchor for mark in opened.marks})
        for key, anchor in anchors.items():
            place = find_anchor(opened.text, anchor)
            if place is not None:
                self.found[key] = place
            yield

    def _found_all(self, opened: Opened) -> None:
        screen = self.screen
        self.opened = opened
        self.notes, self.marks = opened.notes, {mark.letter: mark for mark in opened.marks}
        self.show()
        if opened.notice:
            screen.notice(opened.notice)
        if opened.record:
            self._kept_place = screen.text.top_place
            screen.set_interval(_SETTLED, self._keep_place)
        if self._waiting is not None:
            screen.notice("")
            self._waiting()

    def _keep_place(self) -> None:
        here = self.screen.text.top_place
        if self.opened is not None and self.opened.record and here != self._kept_place:
            self._kept_place = here
            record, anchor = self.opened.record, self._place_anchor(here)
            self.keeper.do(lambda journal: journal.keep_place(record, anchor))

    def _place_anchor(self, place: Position) -> Anchor:
        from tui_reader.journal.anchors import anchor_at
        from tui_reader.text.sentences import sentence_at

        assert self.opened is not None
        text = self.opened.text
        if place.paragraph == HEADING:
            return anchor_at(text, place, place)
        words = self.screen.blocks.texts[self.screen.blocks.block(place)]
        end = max(place.offset, sentence_at(words, place.offset)[1])
        return anchor_at(text, place, place._replace(offset=end))

    @property
    def place(self) -> Anchor | None:
        """Where the reader is, to be found in another version of the text; None before the journal is open."""
        return self._place_anchor(self.screen.text.top_place) if self.opened is not None else None

    def close(self) -> None:
        """Keep the place, and wait until all is on the disk."""
        if self.opened is None or not self.opened.record or not self.screen.blocks.sections:
            self.keeper.close()
            return
        record, anchor = self.opened.record, self._place_anchor(self.screen.text.top_place)
        self.keeper.close(lambda journal: journal.keep_place(record, anchor))

    def keep_search(self, query: str) -> None:
        """Keep a search for the next time."""
        if not self.screen.options.fresh:
            self.keeper.keep_search(query)

    # -- what is shown -------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Show notes, highlights and marks in the text and its margin."""
        spans: list[Span] = []
        signs: dict[tuple[int, int], list[tuple[int, str]]] = {}
        blocks = self.screen.blocks
        for note in self.notes:
            if note.id not in self.found:
                continue
            first, last = self.found[note.id]
            for block in range(blocks.block(first), blocks.block(last) + 1):
                place = blocks.position(block)
                if place.paragraph != HEADING:
                    start = first.offset if place[:2] == first[:2] else 0
                    end = last.offset if place[:2] == last[:2] else len(blocks.texts[block])
                    spans.append(Span(*place[:2], start, end))
            sign = NOTE_SIGN if note.body else HIGHLIGHT_SIGN
            signs.setdefault(first[:2], []).append((first.offset, sign))
        for letter in self.marks:
            if letter in self.found:
                first = self.found[letter][0]
                signs.setdefault(first[:2], []).insert(0, (first.offset, letter))
        self.screen.text.painter.signs = signs
        self.screen.text.light("note", SpanLights(sorted(spans)) if spans else None)
        self.screen.text.redraw()

    def _ready(self, act: Callable[[], None]) -> Opened | None:
        """The journal, if it is open; else `act` is done as soon as it is."""
        if self.opened is None:
            self._waiting = act
            self.screen.notice("one moment: the article is still being read")
        return self.opened

    def _told(self, done: str) -> str:
        return done if self.opened is not None and self.opened.record else f"{done}, until you quit: nothing is kept"

    # -- notes ---------------------------------------------------------------------------------------------------

    def write_note(self) -> None:
        """Write a note on the words chosen, or go on with the one there is; the journal need not be open yet."""
        place = self.screen.quoting.stretch()
        same = self._note_at(place)
        body = same.body if same is not None else ""

        def written(text: str | None) -> None:
            if text is not None:
                self._keep_note(place, text, body)

        self._edit(self.screen.quoting.words(), body, written)

    def _note_at(self, place: tuple[Position, Position]) -> Note | None:
        return next((note for note in self.notes if self.found.get(note.id) == place), None)

    def _keep_note(self, place: tuple[Position, Position], body: str, before: str) -> None:
        """Keep what was written where `before` was shown."""
        opened = self._ready(lambda: self._keep_note(place, body, before))
        if opened is None:
            self.unkept[""] = body
            return
        self.unkept.pop("", None)
        from uuid import uuid4

        from tui_reader.journal.anchors import anchor_at
        from tui_reader.journal.model import Note, now

        self.screen.quoting.end()
        time, same = now(), self._note_at(place)
        if same is None:
            note = Note(str(uuid4()), anchor_at(opened.text, *place), body, time, time)
        else:
            if same.body != before:  # it was not known yet when the writing began
                body = f"{same.body}\n{body}"
            note = replace(same, body=body, modified=time)
        self._put(note, place, "note" if body else "highlight")

    def _edit(self, words: str, body: str, written: Callable[[str | None], None]) -> None:
        from tui_reader.ui.screens.note_editor import NoteEditor

        self.screen.app.push_screen(NoteEditor(words, body), written)

    def _put(self, note: Note, place: tuple[Position, Position] | None, what: str) -> None:
        """Show a note at once, and say that it is kept when it is."""
        self.notes = sorted(
            [*(other for other in self.notes if other.id != note.id), note],
            key=lambda other: (other.anchor.start, other.created),
        )
        if place is not None:
            self.found[note.id] = place
        self.show()
        assert self.opened is not None
        record = self.opened.record
        if not record:
            if not self.screen.options.fresh:
                self.unkept[note.id] = self._as_text(note)
            self.screen.notice(self._told(f"{what} written"))
            return

        def kept() -> None:
            self.unkept.pop(note.id, None)
            self.screen.notice(f"{what} kept")

        self.keeper.do(
            lambda journal: journal.put_note(record, note), kept, lambda problem: self._not_kept(note, problem)
        )

    def _not_kept(self, note: Note, problem: str) -> None:
        """Offer as text what could not be kept."""
        self.screen.quoting.copied = self.unkept[note.id] = self._as_text(note)
        self.screen.notice(f"NOT KEPT: {problem}. W writes the note to a file")

    def _as_text(self, note: Note) -> str:
        from tui_reader.journal.citation import quotation

        return f"{quotation(note.anchor, self.opened.citation if self.opened is not None else '')}{note.body}\n"

    def list_notes(self) -> None:
        """List notes, highlights and marks: go to one, edit, delete, bring back."""
        if self._ready(self.list_notes) is None:
            return
        from tui_reader.ui.screens.notes_list import NotesList

        self.screen.app.push_screen(NotesList(self))

    def entries(self) -> list[tuple[Entry, Note | Mark]]:
        """The notes and marks as entries of a list, in the order of the text; those whose words are gone last."""
        things: Sequence[Note | Mark] = [*self.notes, *self.marks.values()]

        def order(thing: Note | Mark) -> tuple[bool, Position]:
            place = self.found.get(self.key(thing))
            return (place is None, place[0] if place is not None else Position(0, 0, thing.anchor.start))

        return [(self._entry(thing), thing) for thing in sorted(things, key=order)]

    @staticmethod
    def key(thing: Note | Mark) -> str:
        """The key of a note or mark in `found`."""
        return thing.letter if is_mark(thing) else thing.id

    def _entry(self, thing: Note | Mark) -> Entry:
        body = getattr(thing, "body", None)
        gone = "" if self.key(thing) in self.found else "WORDS NOT FOUND · "
        if body is None:
            words = thing.anchor.sentence or thing.anchor.heading
            return Entry(f"{self.key(thing)} {words}", second=f"{gone}mark · {thing.anchor.heading}")
        second = " ".join(body.split()) or f"highlight · {thing.anchor.heading}"
        sign = NOTE_SIGN if body else HIGHLIGHT_SIGN
        return Entry(f"{sign} {' '.join(thing.anchor.exact.split())}", second=gone + second)

    def go(self, thing: Note | Mark) -> bool:
        """Go to the words of a note or mark; says whether they are there."""
        place = self.found.get(self.key(thing))
        if place is None:
            self.screen.notice("its words are no longer in the text; the list still has them")
            return False
        self.screen.moving.jump(place[0])
        return True

    def edit(self, note: Note) -> None:
        """Edit a note."""
        from tui_reader.journal.model import now

        def written(body: str | None) -> None:
            if body is not None and body != note.body:
                self._put(replace(note, body=body, modified=now()), None, "note" if body else "highlight")

        self._edit(note.anchor.exact, note.body, written)

    def delete(self, thing: Note | Mark) -> None:
        """Delete a note (it can be brought back) or a mark."""
        assert self.opened is not None
        record, key = self.opened.record, self.key(thing)
        if is_mark(thing):
            self.marks.pop(key, None)
            self.keeper.do(lambda journal: journal.remove_mark(record, key), lost=self._still_there)
        elif not is_mark(thing):
            self.notes = [note for note in self.notes if note.id != key]
            self.deleted.append(thing)
            self.unkept.pop(key, None)
            self.keeper.do(lambda journal: journal.remove_note(key), lost=self._still_there)
        self.show()

    def _still_there(self, problem: str) -> None:
        if self.opened is not None and self.opened.record:
            self.screen.notice(f"NOT DELETED: {problem}")

    def undo(self) -> bool:
        """Bring the note deleted last back; says whether there was one."""
        if not self.deleted:
            return False
        self._put(self.deleted.pop(), None, "note")
        return True

    # -- marks ---------------------------------------------------------------------------------------------------

    def set_mark(self, letter: str) -> None:
        """Mark the line at hand with a letter."""
        opened = self._ready(lambda: self.set_mark(letter))
        if opened is None:
            return
        from tui_reader.journal.model import Mark, now

        place = self.screen.text.place
        mark = self.marks[letter] = Mark(letter, self._place_anchor(place), now())
        self.found[letter] = (place, place)
        self.show()
        record = opened.record
        if not record:
            self.screen.notice(self._told(f"mark {letter} set"))
            return
        self.keeper.do(
            lambda journal: journal.set_mark(record, mark),
            lambda: self.screen.notice(f"mark {letter} set"),
            lambda problem: self.screen.notice(f"mark {letter} is NOT KEPT: {problem}"),
        )

    def go_to_mark(self, letter: str) -> None:
        """Go to a mark; `'` is the place before the last jump."""
        if letter == "'":
            self.screen.action_travel(-1)
        elif letter in self.marks:
            self.go(self.marks[letter])
        else:
            known = " ".join(sorted(self.marks))
            self.screen.notice(f"there is no mark {letter}" + (f"; there are {known}" if known else "; m sets one"))
