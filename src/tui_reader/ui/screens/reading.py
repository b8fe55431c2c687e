"""The reading screen: it connects keys, panes and what the article knows; each capability has its own module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget

from tui_reader.article.blocks import Blocks
from tui_reader.article.model import Article
from tui_reader.text.spans import HEADING, Position, Span
from tui_reader.ui import keys
from tui_reader.ui.background import Background
from tui_reader.ui.facts import Facts
from tui_reader.ui.history import History
from tui_reader.ui.lights import HitLights, SpanLights
from tui_reader.ui.outline import Outline
from tui_reader.ui.widgets.bars import StatusLine, TopBar
from tui_reader.ui.widgets.entry_list import Entry, EntryList
from tui_reader.ui.widgets.panes import MEDIUM, WIDE, Panes
from tui_reader.ui.widgets.text_view import TextView

if TYPE_CHECKING:
    from tui_reader.article.loading import ArticleStream
    from tui_reader.text.finding import Index
    from tui_reader.ui.options import ReadOptions
    from tui_reader.ui.searching import SearchSession
    from tui_reader.ui.widgets.search_line import SearchLine

LEAST = (20, 5)
"""Columns and rows below which there is nothing to show but that it is too small."""
WORDS_A_MINUTE = 200
PANES = ("outline", "text", "people", "figures")


class TooSmall(Widget):
    """What a terminal without room for the reader shows."""

    def render(self) -> str:
        """The words."""
        return "too small"


class ReadingScreen(Screen[None]):
    """The four panes, the search line and the status line."""

    BINDINGS = keys.bindings()
    AUTO_FOCUS = None

    def __init__(self, stream: ArticleStream, options: ReadOptions) -> None:
        super().__init__()
        self.stream = stream
        self.options = options
        self.article: Article = stream.article or stream.head
        self.blocks = Blocks()
        self.blocks.extend(stream.sections)
        self.background = Background()
        self.facts = Facts()
        self.history = History()
        self.session: SearchSession | None = None
        self.places: list[Span] = []
        """Places of the chosen person or figure, for n and N."""
        self.place_name = ""
        self.by: str | None = None
        self.only: tuple[int, int] | None = None
        """Search only what this person says (a person's id, "" for the report's voice), only in these sections."""
        self._index: Index | None = None
        self._searches: list[str] = []
        self._notice = ""
        self._words = 0
        self._names: dict[str, str] = {}

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
        self._take_article(self.article)
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        if self.stream.article is None:
            self.background.start("load", self._load_steps(), self._loaded)
        else:
            self._loaded()
        if self.options.section:
            number = next((n for n, s in enumerate(self.blocks.sections) if s.id == self.options.section), None)
            if number is None:
                self.notice(f"there is no section “{self.options.section}”")
            else:
                self.text.go_to(Position(number, HEADING, 0), context=0)

    def _load_steps(self):  # type: ignore[no-untyped-def]
        while True:
            more = self.stream.step(0.003)
            fresh = self.stream.sections[len(self.blocks.sections) :]
            if fresh:
                self.blocks.extend(fresh)
                self.text.extended()
            self._refresh_where()
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
        self.background.start("facts", self._fact_steps(article), self._facts_known)
        self.index.extend(())
        self.background.start("fold", self.index.fold_steps())
        if self.options.search:
            self._open_with_search(self.options.search)

    @property
    def index(self) -> Index:
        """The folded text, taken up when it is first asked for."""
        from tui_reader.text.finding import Index

        if self._index is None:
            self._index = Index()
        if self._index.section_count < len(self.blocks.sections):
            self._index.extend(self.blocks.sections[self._index.section_count :])
        return self._index

    def _take_article(self, article: Article) -> None:
        """Show what is known of the article besides its text."""
        self.article = article
        self.facts.article = article
        self.facts.figure_order = list(range(len(article.figures)))
        self._names = {person.id: person.name for person in article.people}
        self.text.speaker_names = {person.id: _short(person) for person in article.people}
        self._words = sum(len(text) for text in self.blocks.texts) // 6
        self._show_facts()
        self._show_top()
        self._refresh_where()

    def _fact_steps(self, article: Article):  # type: ignore[no-untyped-def]
        words = 0
        for text in self.blocks.texts:
            words += text.count(" ") + 1
            if words % 4096 < 200:
                yield
        self._words = words
        yield from self.facts.steps(article)

    def _facts_known(self) -> None:
        self._show_facts()
        self._show_top()

    def _show_facts(self) -> None:
        article = self.article
        self.people.show([self.facts.person_entry(person) for person in article.people])
        self.figures.show([self.facts.figure_entry(number) for number in self.facts.figure_order])
        self.panes.refresh(layout=True)

    # -- what the bars say ---------------------------------------------------------------------------------------

    def _show_top(self) -> None:
        article = self.article
        minutes = max(1, round(self._words / WORDS_A_MINUTE))
        facts = [article.date_published, article.dateline, f"{self._words:,} words", f"{minutes} min"]
        if self.size.width < MEDIUM and not self.panes.text_only:
            tabs = " ".join(
                f"[{number + 1} {name}]" if number == self.panes.front else str(number + 1)
                for number, name in enumerate(("Sections", "Text", "People", "Figures"))
            )
            self.top_bar.show(tabs, article.headline)
        else:
            self.top_bar.show(article.headline, " · ".join(fact for fact in facts if fact))

    def notice(self, text: str) -> None:
        """Say something in the status line until the next key."""
        self._notice = text
        self._refresh_where()

    def _refresh_where(self) -> None:
        """Show where one is: section, speaker, percent, minutes left, and what is going on."""
        if not self.blocks.sections:
            return
        place = self.text.place
        section = self.blocks.sections[place.section]
        self.text.retitle("2 " + section.heading)
        if self.outline_entries.current != place.section or not self.outline.entries:
            self.outline_entries.current = place.section
            if self.focused is not self.outline:
                self.outline.go_to(place.section)
            self.outline.refresh()
        if self._notice:
            self.status.show(self._notice, "", "bar--notice")
            return
        fraction = self.text.page.fraction()
        parts = [f"{round(fraction * 100)} %"]
        left = round(self._words * (1 - fraction) / WORDS_A_MINUTE)
        parts.append(f"{left} min left" if left else "less than a minute left" if fraction < 1 else "the end")
        paragraph = None if place.paragraph == HEADING else section.paragraphs[place.paragraph]
        if paragraph is not None and paragraph.by is not None:
            parts.insert(0, f"{self._names.get(paragraph.by, paragraph.by)} speaking")
        if self.background.busy("load"):
            parts.append(f"loading {round(self.stream.progress * 100)} %")
        if self.session is not None and self.session.kept and self.session.search is not None:
            parts.insert(0, f"{self.session.count()} “{self.session.search.query.text}”")
        elif self.place_name:
            parts.insert(0, self.place_name)
        right = "? help   q quit" if self.size.width >= 60 else "? help"
        self.status.show(" · ".join(parts), right, "bar--strong")

    # -- size and focus ------------------------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """Arrange everything for the new size."""
        self.set_class(event.size.width < LEAST[0] or event.size.height < LEAST[1], "-too-small")
        self.panes.refresh(layout=True)
        self._show_top()
        self.call_after_refresh(self._lay_out)

    def _lay_out(self) -> None:
        if not self.text.page.layout.complete:
            self.background.start("wrap", self.text.lay_out_steps(), self._laid_out)
        self._tick()
        self._refresh_where()

    def _laid_out(self) -> None:
        self.text.redraw()
        self._tick()
        self._refresh_where()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The pane in focus comes forward."""
        if event.widget.id in PANES:
            self.panes.bring_forward(PANES.index(event.widget.id))
            self._show_top()
            self._light_chosen()

    def on_event_key(self) -> None:
        """A key came: background work stands back."""
        self.background.touch()
        if self._notice:
            self._notice = ""
            self._refresh_where()

    @property
    def pane(self) -> Widget:
        """The pane in focus."""
        return (self.outline, self.text, self.people, self.figures)[self.panes.front]

    def action_pane(self, number: int) -> None:
        """Focus a pane by its number (0 to 3)."""
        if self.panes.text_only and number != 1:
            self.panes.text_only = False
        (self.outline, self.text, self.people, self.figures)[number].focus()
        self.panes.bring_forward(number)
        self._show_top()

    def action_next_pane(self, direction: int) -> None:
        """Focus the next or the previous pane."""
        self.action_pane((self.panes.front + direction) % 4)

    # -- moving --------------------------------------------------------------------------------------------------

    def action_move(self, unit: str, direction: int) -> None:
        """Move in the pane in focus: by line, half, page, paragraph, section, or as far as it goes (all)."""
        pane = self.pane
        if isinstance(pane, EntryList):
            step = {"line": 1, "half": max(1, pane.page // 2), "page": pane.page, "all": len(pane.entries)}
            pane.move(direction * step.get(unit, 1))
        elif unit in ("section", "paragraph"):
            self._move_by_block(unit, direction)
        elif unit == "all":
            self._jump_by(self.text.go_top if direction < 0 else self.text.go_end)
        else:
            height = self.text.page.height
            self.text.scroll_rows(
                direction * {"line": 1, "half": max(1, height // 2), "page": max(1, height - 1)}[unit]
            )

    def _jump_by(self, move) -> None:  # type: ignore[no-untyped-def]
        self.history.leave(self.text.top_place)
        move()

    def _move_by_block(self, unit: str, direction: int) -> None:
        here = self.text.place
        if unit == "section":
            target = here.section + direction
            if direction < 0 and here[1:] > (HEADING, 0):
                target = here.section
            if 0 <= target < len(self.blocks.sections):
                self.history.leave(self.text.top_place)
                self.text.go_to(Position(target, HEADING, 0), context=0)
            return
        block = self.blocks.block(here)
        at_start = here.offset == 0
        block += direction if direction > 0 or at_start else 0
        while 0 <= block < len(self.blocks) and self.blocks.is_heading(block):
            block += direction
        if 0 <= block < len(self.blocks):
            self.text.go_to(self.blocks.position(block), context=1)

    def jump(self, place: Position, *, context: int | None = None) -> None:
        """Go to a place, so that one can go back to where one was."""
        self.history.leave(self.text.place)
        self.text.go_to(place, context=context)

    def action_travel(self, direction: int) -> None:
        """Go back or forward through the places jumped from."""
        place = self.history.travel(direction, self.text.place)
        if place is None:
            self.notice("no place to go " + ("back to" if direction < 0 else "forward to"))
        else:
            self.text.go_to(place)

    @on(TextView.Moved)
    def _moved(self, event: TextView.Moved) -> None:
        self._refresh_where()

    # -- choosing ------------------------------------------------------------------------------------------------

    @on(EntryList.Highlighted)
    def _highlighted(self, event: EntryList.Highlighted) -> None:
        self._light_chosen()

    @on(EntryList.Chosen, "#outline")
    def _section_chosen(self, event: EntryList.Chosen) -> None:
        self.jump(Position(event.index, HEADING, 0), context=0)
        self.action_pane(1)

    @on(EntryList.Chosen, "#people")
    @on(EntryList.Chosen, "#figures")
    def _fact_chosen(self, event: EntryList.Chosen) -> None:
        self._light_chosen()
        if not self.places:
            self.notice(
                "the text has no words for it" if self.facts.evidence or self.facts.mentions else "not yet known"
            )
            return
        self._go_to_span(self.places[0])
        self.place_name = f"1 of {len(self.places)} · {self._chosen_name()}"
        self._refresh_where()
        if self.size.width < MEDIUM:
            self.action_pane(1)

    def _chosen_name(self) -> str:
        if self.panes.front == 2 and self.article.people:
            return self.article.people[self.people.cursor].name
        if self.panes.front == 3 and self.article.figures:
            return self.article.figures[self.facts.figure_order[self.figures.cursor]].label
        return self.place_name.partition(" · ")[2]

    def _light_chosen(self) -> None:
        """Light the words of the person or figure at the cursor of the pane in focus."""
        if self.panes.front == 2 and self.article.people:
            self.places = self.facts.mentions.get(self.article.people[self.people.cursor].id, [])
            self.text.light("evidence", None)
            self.text.light("mention", SpanLights(self.places))
        elif self.panes.front == 3 and self.article.figures:
            self.places = self.facts.figure_spans(self.facts.figure_order[self.figures.cursor])
            self.text.light("mention", None)
            self.text.light("evidence", SpanLights(self.places))

    def _go_to_span(self, span: Span) -> None:
        self.jump(span.position)

    def action_choose(self) -> None:
        """Choose the entry at the cursor; in the text, list the hits."""
        pane = self.pane
        if isinstance(pane, EntryList):
            pane.choose()
        elif self.session is not None and self.session.kept:
            self.action_hits()
        else:
            self.action_open_card()

    async def action_open_card(self) -> None:
        """Open the card of the person or figure at the cursor, or of whom or what the words at hand are about."""
        from tui_reader.ui.cards import open_card

        await open_card(self)

    # -- searching -----------------------------------------------------------------------------------------------

    @property
    def search_line(self) -> SearchLine | None:
        """The search line, once it was opened."""
        found = self.query("#search")
        return found.first() if found else None  # type: ignore[return-value]

    async def action_search(self, text: str = "") -> None:
        """Open the search line."""
        from tui_reader.ui.searching import SearchSession
        from tui_reader.ui.widgets.search_line import SearchLine

        line = self.search_line
        if line is None:
            line = SearchLine(id="search")
            await self.mount(line, before=self.status)
        self.session = SearchSession(self.index, self.text.place)
        self._show_hits()
        line.earlier = self._searches
        line.filtered(self._filter_name())
        line.open(text)

    def _filter_name(self) -> str:
        who = {None: "anyone", "": "the report's voice"}.get(self.by, self._names.get(self.by or "", self.by or ""))
        if self.only is not None:
            who += f", in “{self.blocks.sections[self.only[0]].heading}”"
        return who

    def on_search_line_edited(self, event: SearchLine.Edited) -> None:
        """Search for what is typed."""
        self._search(event.text, event.case, event.word, event.regex)

    def _search(self, text: str, case: bool | None, word: bool, regex: bool) -> None:
        from tui_reader.text.finding import BadQuery, Query

        session = self.session
        if session is None:
            return
        self.background.stop("search")
        session.clear()
        line = self.search_line
        if text.strip():
            try:
                query = Query(text, regex=regex, word=word, case=case, by=self.by, sections=self.only)
                search = session.begin(query)
            except BadQuery as error:
                self._show_hits()
                if line is not None:
                    line.tell(str(error), bad=True)
                return
            if search.blocking:
                self._search_in_thread()
            else:
                self.background.start("search", self._search_steps(session), self._searched)
        self._show_hits()

    def _search_steps(self, session: SearchSession):  # type: ignore[no-untyped-def]
        found = -1
        for _ in session.steps():
            if session.current >= 0 > found:
                found = session.current
                self._show_current()
            yield
        self._show_current()

    def _search_in_thread(self) -> None:
        session = self.session
        assert session is not None
        search = session.search

        def run() -> None:
            for _ in session.steps():
                if session.search is not search:
                    return
            self.app.call_from_thread(self._searched_in_thread, search)

        self.run_worker(run, thread=True, group="search", exclusive=True, exit_on_error=False)

    def _searched_in_thread(self, search: object) -> None:
        if self.session is not None and self.session.search is search:
            self._show_current()
            self._searched()

    def _searched(self) -> None:
        session = self.session
        if session is None or session.search is None:
            return
        if not len(session.search.hits) and not session.search.problem:
            self.background.start("nearest", self._nearest_steps(session), self._show_hits)
            if not session.kept:
                self.text.go_to(session.origin)
        self._show_hits()

    def _nearest_steps(self, session: SearchSession):  # type: ignore[no-untyped-def]
        from tui_reader.text.vocabulary import nearest_words

        assert session.search is not None
        if session.search.query.regex:
            return
        for words in nearest_words(self.blocks.sections, session.search.query.text):
            session.nearest = list(words)
            yield

    def _show_current(self) -> None:
        """Bring the current hit onto the page."""
        session = self.session
        if session is None or session.hits is None:
            return
        if session.current >= 0:
            span = session.hits[session.current]
            self.text.light("current", SpanLights([span]))
            self.text.go_to(span.position)
        self._show_hits()

    def _show_hits(self) -> None:
        """Show the hits: in the text, in the outline, on the track, in numbers."""
        session = self.session
        hits = session.hits if session is not None else None
        self.text.light("hit", HitLights(hits) if hits is not None else None)
        if session is None or hits is None or session.current < 0:
            self.text.light("current", None)
        self.outline_entries.hits = hits
        self.outline.refresh()
        self._tick()
        line = self.search_line
        if line is not None and line.is_open and session is not None:
            line.tell(session.count(), bad=bool(session.search and session.search.problem))
        self._refresh_where()

    def _tick(self) -> None:
        """Tick the rows of the track that have hits."""
        hits = self.session.hits if self.session is not None else None
        rows: set[int] = set()
        if hits is not None and len(hits):
            if len(hits) <= 200:
                rows = {self.text.track_row(hits[number].position) for number in range(len(hits))}
            else:
                layout, height = self.text.page.layout, self.text.page.height
                for row in range(height):
                    first = self.blocks.position(layout.locate(row * layout.height // height)[0])
                    last_block = layout.locate((row + 1) * layout.height // height)[0] + 1
                    last = self.blocks.position(last_block) if last_block < len(self.blocks) else Position(1 << 30, 0)
                    if len(hits.between(first, last)):
                        rows.add(row)
        if rows != self.text.ticks:
            self.text.ticks = frozenset(rows)
            self.text.redraw()

    def on_search_line_kept(self) -> None:
        """Enter: keep the hits, go on reading."""
        line, session = self.search_line, self.session
        assert line is not None
        line.close()
        self.text.focus()
        if session is None or session.search is None or not session.search.query.text:
            self._end_search()
            return
        session.kept = True
        self.history.leave(session.origin)
        text = session.search.query.text
        self._searches = [*(query for query in self._searches if query != text), text]
        if session.search.done and not len(session.search.hits):
            self.notice(f"“{text}”: {session.count()}")
        self._refresh_where()

    def on_search_line_cancelled(self) -> None:
        """Esc: back to where the search began."""
        line, session = self.search_line, self.session
        assert line is not None
        line.close()
        self.text.focus()
        self._end_search()
        if session is not None:
            self.text.go_to(session.origin)

    def _end_search(self) -> None:
        self.background.stop("search")
        self.session = None
        self._show_hits()

    def _open_with_search(self, text: str) -> None:
        from tui_reader.ui.searching import SearchSession

        self.session = SearchSession(self.index, Position(0, HEADING, 0))
        self.session.kept = True
        self._searches.append(text)
        self._search(text, None, False, False)

    def action_hit(self, direction: int) -> None:
        """Go to the next or previous hit, or place of the chosen person or figure."""
        here = self.text.place
        if self.session is not None and self.session.hits is not None and self.panes.front < 2:
            found = self.session.step(direction, here)
            if found is None:
                self.notice("no hit")
                return
            span, wrapped = found
            self.text.light("current", SpanLights([span]))
            self.text.go_to(span.position)
            if wrapped:
                self.notice(f"{self.session.count()}: on from the {'top' if direction > 0 else 'end'}")
            return
        self._walk_places(direction, here)

    def _walk_places(self, direction: int, here: Position) -> None:
        if not self.places:
            self.notice("nothing is searched for: / begins a search")
            return
        after = [number for number, span in enumerate(self.places) if span.position > here]
        before = [number for number, span in enumerate(self.places) if span.position < here]
        number = (after[0] if after else 0) if direction > 0 else (before[-1] if before else -1)
        number %= len(self.places)
        self._go_to_span(self.places[number])
        self.place_name = f"{number + 1} of {len(self.places)} · {self._chosen_name()}"
        if not (after if direction > 0 else before):
            self.notice(f"{self.place_name}: on from the {'top' if direction > 0 else 'end'}")
        self._refresh_where()

    async def action_hits(self) -> None:
        """List the hits, each with its sentence."""
        session = self.session
        if session is None or session.hits is None or not len(session.hits):
            self.notice("no hits to list: / begins a search")
            return
        hits = session.hits

        def go(number: int | None) -> None:
            if number is not None:
                session.current = number
                self.text.light("current", SpanLights([hits[number]]))
                self._go_to_span(hits[number])
                self._refresh_where()

        self.list_spans(f"{len(hits):,} HITS", hits, go, cursor=max(0, session.current))

    def list_spans(self, title, spans, go, *, cursor=0, facts=(), empty="nothing here"):  # type: ignore[no-untyped-def]
        """Open a list of spans, each with its sentence; `go` gets the number of the chosen one, or None."""
        from tui_reader.ui.hit_entries import SpanEntries
        from tui_reader.ui.screens.dialog import ListDialog

        entries = SpanEntries(self.blocks, spans, self._names)
        self.app.push_screen(ListDialog(title, entries, rows=2, cursor=cursor, facts=facts, empty=empty), go)

    def action_filter(self) -> None:
        """Choose whose words, or which section, is searched."""
        from tui_reader.ui.screens.dialog import ListDialog

        speakers = {speaker for block in range(len(self.blocks)) if (speaker := self.blocks.speaker(block))}
        who = [person for person in self.article.people if person.id in speakers]
        section = self.text.place.section
        end = self.article.section_end(section) if self.stream.article else section + 1
        choices: list[tuple[str | None, tuple[int, int] | None, str]] = [
            (None, None, "anyone, anywhere"),
            ("", None, "the report's own voice"),
            *((person.id, None, f"what {person.name} says") for person in who),
            (self.by, (section, end), f"only in this section: {self.blocks.sections[section].heading}"),
        ]

        def chosen(number: int | None) -> None:
            if number is not None:
                self.by, self.only = choices[number][:2]
                session = self.session
                if session is not None and session.query is not None:
                    query = session.query
                    self._search(query.text, query.case, query.word, query.regex)
                self.notice(f"searching: {self._filter_name()}")

        self.app.push_screen(ListDialog("SEARCH ONLY", [Entry(text) for *_, text in choices]), chosen)

    def action_escape(self) -> None:
        """Clear what is lit; a search goes back to where it began."""
        if self.session is not None:
            origin = self.session.origin
            self._end_search()
            self.jump(origin)
        else:
            self.places, self.place_name = [], ""
            self.text.light("mention", None)
            self.text.light("evidence", None)
            self.text.light("selection", None)
            self._refresh_where()
        if self.panes.front != 1:
            self.action_pane(1)

    # -- looks ---------------------------------------------------------------------------------------------------

    def action_zen(self) -> None:
        """Show only the text, or everything again."""
        self.panes.text_only = not self.panes.text_only
        self.action_pane(1)
        self.panes.refresh(layout=True)
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
        self.app.next_theme()  # type: ignore[attr-defined]

    async def action_help(self) -> None:
        """Open the help for the pane in focus."""
        from tui_reader.ui.screens.dialog import TextDialog
        from tui_reader.ui.screens.help import help_text

        self.app.push_screen(TextDialog(help_text(PANES[self.panes.front])))

    async def action_drawing(self) -> None:
        """Draw the figures, full screen."""
        from tui_reader.ui.screens.drawing import open_drawing

        await open_drawing(self)


def _short(person: object) -> str:
    """The name for the margin: the shortest that is one word, else the first word of the name."""
    names = [name for name in getattr(person, "alternate_names", ()) if " " not in name]
    return min(names, key=len) if names else str(getattr(person, "name", "")).split(" ")[0]


__all__ = ["WIDE", "ReadingScreen"]
