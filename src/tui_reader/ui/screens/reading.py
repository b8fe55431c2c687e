"""The reading screen: it connects keys, panes and what the article knows; each capability has its own module."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from tui_reader.article.blocks import Blocks
from tui_reader.article.model import Article
from tui_reader.text.spans import HEADING, Position
from tui_reader.ui import keys, whereabouts
from tui_reader.ui.background import Background
from tui_reader.ui.changes import Changes
from tui_reader.ui.chosen import Chosen
from tui_reader.ui.facts import Facts
from tui_reader.ui.frames import Paced
from tui_reader.ui.hit_entries import SpanEntries, Spans
from tui_reader.ui.moving import Moving
from tui_reader.ui.notebook import Notebook
from tui_reader.ui.outline import Outline
from tui_reader.ui.quoting import Quoting
from tui_reader.ui.searcher import Searcher
from tui_reader.ui.widgets.bars import StatusLine, TopBar
from tui_reader.ui.widgets.entry_list import EntryList
from tui_reader.ui.widgets.panes import MEDIUM, Panes
from tui_reader.ui.widgets.text_view import TextView

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.article.loading import ArticleStream
    from tui_reader.journal.anchors import Anchor
    from tui_reader.ui.options import ReadOptions
    from tui_reader.ui.widgets.search_line import SearchLine

LEAST = (20, 5)
"""Columns and rows below which there is nothing to show but that it is too small."""
PANES = ("outline", "text", "people", "figures")


class TooSmall(Widget):
    """What a terminal without room for the reader shows."""

    def render(self) -> str:
        """The words."""
        return "too small"


class ReadingScreen(Paced[None]):
    """The four panes, the search line and the status line."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings()]
    AUTO_FOCUS = None

    def __init__(
        self, stream: ArticleStream, options: ReadOptions, path: Path | None = None, start: Anchor | None = None
    ) -> None:
        """`start` is where to begin, as far as the text still has it; else the journal or the options say."""
        super().__init__()
        self.stream = stream
        self.path = path
        self.moved = False
        """Whether a key came: from then on the reader decides where one is."""
        self._letter_for = ""
        """What the next letter is for: to set a mark or to go to one."""
        self.options = options
        self.article: Article = stream.article or stream.head
        self.blocks = Blocks()
        self.background = Background(self._failed)
        self.facts = Facts()
        self._notice = ""
        self.words = 0
        """Words of the text as far as it is loaded."""
        self.names: dict[str, str] = {}
        """Names of the people by their ids."""
        self.moving = Moving(self)
        self.chosen = Chosen(self)
        self.searcher = Searcher(self)
        self.quoting = Quoting(self)
        self.notebook = Notebook(self, start)
        self.changes = Changes(self)
        self._take_sections()

    # -- the parts -----------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The panes between two lines."""
        self.outline = EntryList("1 SECTIONS", id="outline")
        self.text = TextView(self.blocks, id="text")
        self.people = EntryList("3 PEOPLE", id="people", empty="none named")
        self.figures = EntryList("4 FIGURES", id="figures", rows=2, empty="none given")
        self.panes = Panes(self.outline, self.text, self.people, self.figures)
        self.top_bar = TopBar(id="top-bar")
        self.status = StatusLine(id="status")
        self.outline_entries = Outline(self.blocks.sections)
        self.outline.entries = self.outline_entries
        self.people.details = lambda index: self.facts.person_details(self.article.people[index])
        self.figures.details = lambda index: self.facts.figure_details(self.facts.figure_order[index])
        yield self.top_bar
        yield self.panes
        yield self.status
        yield TooSmall(id="too-small")

    def on_mount(self) -> None:
        """Focus the text and begin the work that need not be done before the first paint."""
        self.text.focus()
        self.changes.restore_looks()
        self._take_article(self.article)
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self._take_keymap()
        self.moving.seek_start()
        if self.stream.article is None:
            self.background.start("load", self._load_steps(), self._loaded)
        else:
            self._loaded()

    def _take_keymap(self) -> None:
        from tui_reader.ui.keymap import keymap_path, read_keymap

        try:
            own, problem = read_keymap(keymap_path())
        except RuntimeError:  # no home to look in
            return
        if own:
            self.app.set_keymap(own)
        if problem:
            self.notice(problem)

    def _load_steps(self) -> Iterator[None]:
        while True:
            more = self.stream.step(0.003)
            if self._take_sections():
                self.text.extended()
            self.moving.seek_start()
            self.refresh_where()
            if not more:
                return
            yield

    def _loaded(self) -> None:
        article = self.stream.article
        if article is None:
            self.app.end_with_problems(self.stream.loaded)  # type: ignore[attr-defined]
            return
        self._take_article(article)
        self.outline.show(self.outline_entries)
        self.background.start("facts", self.facts.steps(article, self.searcher.index), self._facts_known)
        self.background.start("fold", self.searcher.index.fold_steps())
        if self.options.search:
            self.searcher.begin_with(self.options.search)
        self.notebook.open()
        self.changes.watch()

    def _failed(self, error: Exception) -> None:
        self.app._handle_exception(error)

    def _take_sections(self) -> bool:
        """Take up the sections that were read since; says whether there were any."""
        fresh = self.stream.sections[len(self.blocks.sections) :]
        self.blocks.extend(fresh)
        texts = [paragraph.text for section in fresh for paragraph in section.paragraphs]
        # Words as spaces part them; a script without spaces has about nine code points to what takes as long to read.
        self.words += sum([max(text.count(" ") + 1, len(text) // 9) for text in texts])
        return bool(fresh)

    def _take_article(self, article: Article) -> None:
        """Show what is known of the article besides its text."""
        self.article = article
        self.facts.article = article
        self.facts.figure_order = list(range(len(article.figures)))
        self.names = {person.id: person.name for person in article.people}
        self.text.speaker_names = {person.id: _short(person) for person in article.people}
        self._show_facts()
        self.show_top()
        self.refresh_where()

    def _facts_known(self) -> None:
        self._show_facts()
        self.show_top()

    def _show_facts(self) -> None:
        article = self.article
        self.people.show([self.facts.person_entry(person) for person in article.people])
        self.figures.show([self.facts.figure_entry(number) for number in self.facts.figure_order])
        self.panes.rearrange()

    # -- what the bars say ---------------------------------------------------------------------------------------

    def notice(self, text: str) -> None:
        """Say something in the status line until the next key."""
        self._notice = text
        self.refresh_where()

    def show_top(self) -> None:
        """Show what one reads, or with one pane at a time, which one it is."""
        one_pane = self.size.width < MEDIUM and not self.panes.text_only
        self.top_bar.show(*whereabouts.top(self.article, self.words, self.panes.front if one_pane else None))

    def refresh_where(self) -> None:
        """Show where one is, and what is going on."""
        if not self.blocks.sections:
            return
        place = self.text.place
        self.text.retitle("2 " + self.blocks.sections[place.section].heading)
        before = self.outline_entries.current
        if before != place.section:
            self.outline_entries.current = place.section
            self.outline.redraw_entry(before)
            self.outline.redraw_entry(place.section)
            if self.focused is not self.outline:
                self.outline.follow(place.section)
        if self._notice:
            self.status.show(self._notice, "", "bar-notice")
            return
        going_on = self.quoting.summary() or self.searcher.summary()
        loading = self.stream.progress if self.background.busy("load") else None
        where = whereabouts.where(self.blocks, place, self.names, self.text.page.fraction(), self.words, loading)
        right = "? help   q quit" if self.size.width >= 60 else "? help"
        self.status.show(" · ".join(part for part in (going_on, self.changes.summary, where) if part), right)

    # -- size and focus ------------------------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """Arrange everything for the new size."""
        self.set_class(event.size.width < LEAST[0] or event.size.height < LEAST[1], "-too-small")
        self.show_top()
        self.call_after_refresh(self._lay_out)

    def _lay_out(self) -> None:
        if not self.text.page.layout.complete:
            self.background.start("wrap", self.text.lay_out_steps(), self._laid_out)
        self.searcher.tick()
        self.refresh_where()

    def _laid_out(self) -> None:
        self.text.redraw()
        self.searcher.tick()
        self.refresh_where()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The pane in focus comes forward: that of now, which keys typed fast may have moved on since the event."""
        if self.focused is not None and self.focused.id in PANES:
            self.panes.bring_forward(PANES.index(self.focused.id))
            self.show_top()
            self.chosen.light()

    def on_event_key(self) -> None:
        """A key came: background work stands back."""
        self.moved = True
        self.background.touch()
        if self._notice:
            self._notice = ""
            self.refresh_where()

    @property
    def pane(self) -> Widget:
        """The pane in focus."""
        return (self.outline, self.text, self.people, self.figures)[self.panes.front]

    def action_pane(self, number: int) -> None:
        """Focus a pane by its number (0 to 3)."""
        if self.panes.text_only and number != 1:
            self.panes.text_only = False
        self.set_focus((self.outline, self.text, self.people, self.figures)[number])
        self.panes.bring_forward(number)
        self.show_top()

    def action_next_pane(self, direction: int) -> None:
        """Focus the next or the previous pane."""
        self.action_pane((self.panes.front + direction) % 4)

    # -- moving --------------------------------------------------------------------------------------------------

    def action_move(self, unit: str, direction: int) -> None:
        """Move in the pane in focus: by line, half, page, paragraph, section, or as far as it goes (all)."""
        self.moving.move(unit, direction)

    def action_travel(self, direction: int) -> None:
        """Go back or forward through the places jumped from."""
        self.moving.travel(direction)

    @on(TextView.Moved)
    def _moved(self, event: TextView.Moved) -> None:
        self.refresh_where()

    # -- choosing ------------------------------------------------------------------------------------------------

    @on(EntryList.Highlighted)
    def _highlighted(self, event: EntryList.Highlighted) -> None:
        self.chosen.light()

    @on(EntryList.Chosen, "#outline")
    def _section_chosen(self, event: EntryList.Chosen) -> None:
        self.moving.jump(Position(event.index, HEADING, 0), context=0)
        self.action_pane(1)

    @on(EntryList.Chosen, "#people")
    @on(EntryList.Chosen, "#figures")
    def _fact_chosen(self, event: EntryList.Chosen) -> None:
        self.chosen.open()

    def action_choose(self) -> None:
        """Choose the entry at the cursor; in the text, list the hits."""
        pane = self.pane
        if isinstance(pane, EntryList):
            pane.choose()
        elif self.searcher.session is not None:
            self.action_hits()
        else:
            self.action_open_card()

    def action_open_card(self) -> None:
        """Open the card of the section, person or figure at the cursor, or of whom or what the words at hand are about.

        While words are selected, the other end moves instead.
        """
        if self.quoting.selection is not None and self.panes.front == 1:
            self.quoting.swap()
            return
        from tui_reader.ui.cards import open_card

        open_card(self)

    # -- searching -----------------------------------------------------------------------------------------------

    async def action_search(self) -> None:
        """Open the search line."""
        await self.searcher.open()

    def on_search_line_edited(self, event: SearchLine.Edited) -> None:
        """Search for what is typed."""
        self.searcher.edit(event.text, event.case, event.word, event.regex)

    def on_search_line_kept(self) -> None:
        """Enter: keep the hits, go on reading."""
        self.searcher.keep()

    def on_search_line_cancelled(self) -> None:
        """Esc: back to where the search began."""
        self.searcher.cancel()

    def action_hit(self, direction: int) -> None:
        """Go to the next or previous hit, or place of the person or figure chosen since."""
        if self.searcher.leads:
            self.searcher.step(direction)
        else:
            self.chosen.walk(direction)

    def action_hits(self) -> None:
        """List the hits, each with its sentence."""
        self.searcher.list_hits()

    def list_spans(
        self,
        title: str,
        spans: Spans,
        go: Callable[[int | None], None],
        *,
        cursor: int = 0,
        facts: Sequence[str] = (),
        empty: str = "nothing here",
    ) -> None:
        """Open a list of spans, each with its sentence; `go` gets the number of the chosen one, or None."""
        from tui_reader.ui.screens.dialog import ListDialog

        entries = SpanEntries(self.blocks, spans, self.names)
        self.app.push_screen(ListDialog(title, entries, rows=2, cursor=cursor, facts=facts, empty=empty), go)

    def action_filter(self) -> None:
        """Choose whose words, or which section, is searched."""
        self.searcher.choose_filter()

    def action_escape(self) -> None:
        """Clear what is selected or lit; a search goes back to where it began."""
        if self.quoting.end():
            self.refresh_where()
            return
        if self.searcher.session is not None:
            self.searcher.end(go_back=True)
        else:
            self.chosen.clear()
            self.refresh_where()
        if self.panes.front != 1:
            self.action_pane(1)

    # -- choosing words, and what is left in the text ------------------------------------------------------------

    def action_select(self) -> None:
        """Select the sentence at hand, or more of it, or less."""
        self.action_pane(1)
        self.quoting.start()

    def action_extend(self, unit: str, direction: int) -> None:
        """Move an end of the selection by a word or a sentence."""
        self.quoting.extend(unit, direction)

    def action_copy(self) -> None:
        """Copy the words chosen."""
        self.quoting.copy()

    def action_write_copy(self) -> None:
        """Add the last copy to a file."""
        self.quoting.write()

    @on(TextView.Dragged)
    def _dragged(self, event: TextView.Dragged) -> None:
        self.quoting.drag(event.start, event.end, event.done)

    def action_note(self) -> None:
        """Write a note on the words chosen."""
        self.notebook.write_note()

    def action_notes(self) -> None:
        """List notes, highlights and marks."""
        self.notebook.list_notes()

    def action_await_letter(self, purpose: str) -> None:
        """Take the next letter for a mark: to `set` it or to `go` to it."""
        self._letter_for = purpose
        marks = " ".join(sorted(self.notebook.marks))
        known = f" (there are {marks})" if marks else ""
        self.notice(f"mark with which letter?{known}" if purpose == "set" else f"go to which mark?{known} ' is back")

    def takes_letter(self, key: str, character: str | None) -> bool:
        """Take a key that was waited for; says whether it was."""
        purpose, self._letter_for = self._letter_for, ""
        if not purpose:
            return False
        if purpose == "go" and character == "'":
            self.notebook.go_to_mark("'")
        elif character is None or not character.isalpha() or len(key) > 1:
            self.notice("a mark is a letter")
        elif purpose == "set":
            self.notebook.set_mark(character)
        else:
            self.notebook.go_to_mark(character)
        return True

    def action_reload(self) -> None:
        """Read the file again."""
        self.changes.reload()

    # -- looks ---------------------------------------------------------------------------------------------------

    def action_zen(self) -> None:
        """Show only the text, or everything again."""
        self.panes.text_only = not self.panes.text_only
        self.action_pane(1)
        self.panes.rearrange()
        self.call_after_refresh(self._lay_out)

    def action_measure(self, change: int) -> None:
        """Set wider or narrower lines."""
        room = self.text.size.width
        self.text.measure = max(20, min(self.text.measure, room) + change)
        self.text.fit()
        self.notice(f"lines of {self.text.text_width} columns")
        self._lay_out()

    def action_theme(self) -> None:
        """Put on the next theme."""
        self.app.action_next_theme()  # type: ignore[attr-defined]

    def action_help(self) -> None:
        """Open the help for the pane in focus."""
        from tui_reader.ui.screens.dialog import TextDialog
        from tui_reader.ui.screens.help import help_text

        own = self.app.own_keys  # type: ignore[attr-defined]
        self.app.push_screen(TextDialog(help_text(PANES[self.panes.front], own)))

    def action_drawing(self) -> None:
        """Draw the figures, full screen."""
        from tui_reader.ui.screens.drawing import open_drawing

        open_drawing(self)


def _short(person: object) -> str:
    """The name for the margin: the shortest that is one word, else the first word of the name."""
    names = [name for name in getattr(person, "alternate_names", ()) if " " not in name]
    return min(names, key=len) if names else str(getattr(person, "name", "")).split(" ")[0]
