"""What the reading screen does about a search: the line it is typed into, its hits in every pane, n and N."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from tui_reader.text.cells import crop
from tui_reader.text.spans import HEADING, Position
from tui_reader.ui.lights import HitLights, SpanLights
from tui_reader.ui.searching import SearchSession
from tui_reader.ui.widgets.entry_list import Entry
from tui_reader.ui.widgets.panes import MEDIUM
from tui_reader.ui.widgets.text_view import TextView

if TYPE_CHECKING:
    from tui_reader.text.finding import Query
    from tui_reader.text.indexing import Index
    from tui_reader.ui.screens.reading import ReadingScreen
    from tui_reader.ui.widgets.search_line import SearchLine

_FEW_HITS = 200
"""As many hits get their ticks one by one; of more, each row of the track asks whether it has any."""

_FEW_CELLS = 14
"""As many cells a name or a heading gets where the filter is named in short."""


class Searcher:
    """The search of a reading screen. Without one, `session` is None."""

    def __init__(self, screen: ReadingScreen) -> None:
        self.screen = screen
        self.session: SearchSession | None = None
        self.by: str | None = None
        self.only: tuple[int, int] | None = None
        """Whose words are searched (a person's id, "" for the report's voice), and in which sections."""
        self.earlier: list[str] = []
        self._before: SearchSession | None = None
        """The search that was kept when the line was opened: it goes on if none takes its place."""
        self._carried: Query | None = None
        """What was searched for in the version of the text before, until it is searched for in this one."""
        self._index: Index | None = None

    @property
    def index(self) -> Index:
        """The folded text of all sections that are loaded."""
        from tui_reader.text.indexing import Index

        if self._index is None:
            self._index = Index()
        if self._index.section_count < len(self.screen.blocks.sections):
            self._index.extend(self.screen.blocks.sections[self._index.section_count :])
        return self._index

    @property
    def line(self) -> SearchLine | None:
        """The search line, once it was opened."""
        from tui_reader.ui.widgets.search_line import SearchLine

        found = self.screen.query(SearchLine)
        return found.first() if found else None

    # -- the line ------------------------------------------------------------------------------------------------

    async def open(self) -> None:
        """Open the search line."""
        from tui_reader.ui.widgets.search_line import SearchLine

        line = self.line
        if line is None:
            line = SearchLine(id="search")
            await self.screen.mount(line, before=self.screen.status)
            if self.session is not None and (query := self.session.query) is not None:
                line.case, line.word, line.regex = query.case, query.word, query.regex
        if self.screen.size.width < MEDIUM:  # hits are seen in the text, and there is room for one pane
            self.screen.action_pane(1)
        if self.session is not None and self.session.kept:
            self._before = self.session
        self.session = SearchSession(self.index, self.screen.text.place)
        self.show_hits()
        line.earlier = self.earlier
        line.filtered(self.filter_name())
        line.open("")

    def edit(self, text: str, case: bool | None, word: bool, regex: bool) -> None:
        """Search for something else."""
        from tui_reader.text.finding import BadQuery, Query

        session = self.session
        if session is None:
            return
        self.screen.background.stop("search")
        self.screen.background.stop("nearest")
        session.clear()
        if not text.strip():
            self.show_hits()
            return
        try:
            self._search(session, Query(text, regex=regex, word=word, case=case, by=self.by, sections=self.only))
        except BadQuery as error:
            self.show_hits()
            if (line := self.line) is not None:
                line.tell(str(error), bad=True)

    def _search(self, session: SearchSession, query: Query, *, shown: bool = False) -> None:
        """Search for it, and go to the first hit unless enough is `shown` already. Raises BadQuery."""
        if session.begin(query).blocking:
            self.show_hits()
            self.screen.run_worker(self._run_aside(session, shown), group="search", exclusive=True)
        else:
            # What was found before stays lit until it is known what takes its place, a few milliseconds: no flicker.
            self._tell_count(session)
            self.screen.background.start("search", self._steps(session, shown), self._done)

    def keep(self) -> None:
        """Enter: the hits stay, and one goes on reading."""
        self._close_line()
        session = self.session
        if session is None or session.query is None:
            self._go_on()
            return
        session.kept, self._before = True, None
        self.screen.chosen.leads = False
        self.screen.moving.history.leave(session.origin)
        text = session.query.text
        self.earlier.append(text)
        self.recall([])
        self.screen.notebook.keep_search(text)
        if session.search is not None and session.search.done and not len(session.search.hits):
            self.screen.notice(self.summary())
        self.screen.refresh_where()

    def _go_on(self) -> None:
        """Enter without a query: on with the search that was kept; with nothing typed to its next hit, as less does."""
        line, blank = self.line, self.line is not None and not self.line.text.strip()
        if self._restore():
            if blank:
                self.screen.chosen.leads = False
                self.step(1)
            return
        if line is not None and blank and self.earlier:
            self.edit(self.earlier[-1], line.case, line.word, line.regex)
            if self.session is not None and self.session.query is not None:
                self.keep()
                return
        self.end()

    def _restore(self) -> bool:
        """Take the search up again that was kept when the line was opened; says whether there was one."""
        session, self._before = self._before, None
        if session is None or session.search is None:
            return False
        self.screen.background.stop("search")
        self.screen.background.stop("nearest")
        self.session = session
        if session.search.done:
            self.show_hits()
        else:  # it was broken off by the one that was typed
            self._search(session, session.search.query, shown=True)
        return True

    def recall(self, earlier: list[str]) -> None:
        """Offer earlier searches, before those made since; each once, where it was made last."""
        latest_first = dict.fromkeys(reversed([*earlier, *self.earlier]))
        self.earlier[:] = reversed(latest_first)

    def cancel(self) -> None:
        """Esc: back to where the search began, and to the search that was kept before; without one, nothing is lit."""
        self._close_line()
        origin = self.session.origin if self.session is not None else None
        if not self._restore():
            self.end()
        if origin is not None:
            self.screen.text.go_to(origin)

    def _close_line(self) -> None:
        if (line := self.line) is not None:
            line.close()
        self.screen.text.focus()

    def end(self, *, go_back: bool = False) -> None:
        """Search for nothing any more."""
        self.screen.background.stop("search")
        self.screen.background.stop("nearest")
        session, self.session = self.session, None
        self.show_hits()
        if go_back and session is not None:
            self.screen.moving.jump(session.origin)

    def begin_with(self, text: str) -> None:
        """Open at the first hit of a query, from the section on that the options name."""
        self.session = SearchSession(self.index, self.screen.moving.start or Position(0, HEADING, 0))
        self.session.kept = True
        self.earlier.append(text)
        self.edit(text, None, False, False)

    def carry(self, before: Searcher) -> None:
        """Take over the search of another version of the text, and its filter where this one has what it names."""
        article = self.screen.article
        self.earlier = before.earlier
        if not before.by or article.person(before.by):
            self.by = before.by
        if before.only is not None:
            number = article.section_number(before.screen.blocks.sections[before.only[0]].id)
            self.only = (number, article.section_end(number)) if number is not None else None
        session = before.session
        self._carried = session.query if session is not None and session.kept else before._carried

    def resume(self) -> None:
        """Search anew for what was taken over, from where one is and without going anywhere."""
        query, self._carried = self._carried, None
        if query is not None and self.session is None:
            self.session = SearchSession(self.index, self.screen.text.place)
            self.session.kept = True
            self._search(self.session, replace(query, by=self.by, sections=self.only), shown=True)

    # -- the work ------------------------------------------------------------------------------------------------

    def _steps(self, session: SearchSession, shown: bool) -> Iterator[None]:
        for _ in session.steps():
            if session.current >= 0 and not shown:
                shown = True
                self._show_current()
            yield
        if not shown:
            self._show_current()

    async def _run_aside(self, session: SearchSession, shown: bool) -> None:
        """A user's pattern may take its time: keys go on being answered meanwhile."""
        search = session.search
        async for _ in session.steps_aside():
            if self.session is not session:
                return
            if session.current >= 0 and not shown:
                shown = True
                self._show_current()
        if self.session is session and session.search is search:
            if not shown:
                self._show_current()
            self._done()

    def _done(self) -> None:
        session = self.session
        if session is None or session.search is None:
            return
        search = session.search
        if not len(search.hits) and not search.problem:
            if not session.kept:
                self.screen.text.go_to(session.origin)
            if not search.other_case and not search.outside and not search.query.regex:
                self.screen.background.start("nearest", self._nearest_steps(session), self.show_hits)
        self.show_hits()

    def _nearest_steps(self, session: SearchSession) -> Iterator[None]:
        from tui_reader.text.vocabulary import nearest_words

        if session.query is not None:
            for words in nearest_words(self.screen.blocks.sections, session.query.text):
                session.nearest = list(words)
                yield

    # -- the hits ------------------------------------------------------------------------------------------------

    @property
    def leads(self) -> bool:
        """Whether n and N walk the hits: there is a search, and no person or figure was gone to after it."""
        return self.session is not None and not self.screen.chosen.leads

    def step(self, direction: int) -> None:
        """Go to the next or the previous hit."""
        session = self.session
        found = session.step(direction, self.screen.text.place) if session is not None else None
        if session is None or found is None:
            self.screen.notice(self.summary() or "no hit")
            return
        span, wrapped = found
        self.screen.text.light("current", SpanLights([span]))
        self.screen.text.go_to(span.position)
        if wrapped:
            only = f" · {self.filter_summary()}" if self.filter_summary() else ""
            self.screen.notice(f"{session.count()}: on from the {'top' if direction > 0 else 'end'}{only}")

    def list_hits(self) -> None:
        """List the hits, each with its sentence, to go to one."""
        session = self.session
        hits = session.hits if session is not None else None
        if session is None or hits is None or not len(hits):
            self.screen.notice("no hits to list: / begins a search")
            return

        def go(number: int | None) -> None:
            if number is not None:
                session.current = number
                self.screen.chosen.leads = False
                self.screen.text.light("current", SpanLights([hits[number]]))
                self.screen.moving.jump(hits[number].position)

        self.screen.list_spans(f"{len(hits):,} HITS", hits, go, cursor=max(0, session.current))

    def _show_current(self) -> None:
        """Bring the current hit onto the page."""
        session = self.session
        if session is not None and session.hits is not None and session.current >= 0:
            with self.screen.text.prevent(TextView.Moved):  # where one is now is said with the hits
                self.screen.text.go_to(session.hits[session.current].position)
        self.show_hits()

    def show_hits(self) -> None:
        """Show the hits: in the text, in the outline, on the track, in numbers."""
        session, screen = self.session, self.screen
        hits = session.hits if session is not None else None
        screen.text.light("hit", HitLights(hits) if hits is not None else None)
        current = session.current if session is not None and hits is not None else -1
        screen.text.light("current", SpanLights([hits[current]]) if hits is not None and current >= 0 else None)
        screen.outline_entries.hits = hits
        screen.outline.redraw()
        self.tick()
        if session is not None:
            self._tell_count(session)
        screen.refresh_where()

    def _tell_count(self, session: SearchSession) -> None:
        line = self.line
        if line is not None and line.is_open:
            line.tell(session.count(), bad=bool(session.search and session.search.problem))

    def tick(self) -> None:
        """Tick the rows of the track that have hits."""
        hits = self.session.hits if self.session is not None else None
        text, blocks = self.screen.text, self.screen.blocks
        rows: set[int] = set()
        if hits is not None and 0 < len(hits) <= _FEW_HITS:
            rows = {text.track_row(hits[number].position) for number in range(len(hits))}
        elif hits is not None and len(hits):
            layout, height = text.page.layout, text.page.height
            for row in range(height):
                first = layout.locate(row * layout.height // height)[0]
                last = layout.locate((row + 1) * layout.height // height)[0] + 1
                end = blocks.position(last) if last < len(blocks) else Position(len(blocks.sections), 0)
                if len(hits.between(blocks.position(first), end)):
                    rows.add(row)
        if rows != text.ticks:
            text.ticks = frozenset(rows)
            text.redraw()

    def summary(self) -> str:
        """What n and N walk in a few words, for the status line; else the filter that the next search has."""
        session, chosen, only = self.session, self.screen.chosen, self.filter_summary()
        if session is None or not session.kept or session.query is None or chosen.leads:
            return chosen.summary or (f"filter: {only}" if only and session is None else "")
        return f"{session.count()} {f'· {only}: ' if only else ''}“{session.query.text}”"

    # -- the filter ----------------------------------------------------------------------------------------------

    def filter_name(self) -> str:
        """Whose words are searched, and where."""
        names = self.screen.names
        who = "anyone" if self.by is None else names.get(self.by, self.by) if self.by else "the report's voice"
        return who if self.only is None else f"{who}, in “{self.screen.blocks.sections[self.only[0]].heading}”"

    def filter_summary(self) -> str:
        """The filter in a few cells, for the status line; nothing while anyone is searched anywhere."""
        screen, parts = self.screen, []
        if self.by is not None:
            parts.append(crop(screen.text.speaker_names.get(self.by, self.by), _FEW_CELLS) if self.by else "report")
        if self.only is not None:
            parts.append("in " + crop(screen.blocks.sections[self.only[0]].heading, _FEW_CELLS))
        return ", ".join(parts)

    def choose_filter(self) -> None:
        """Choose whose words, or which section, is searched."""
        from tui_reader.ui.screens.dialog import ListDialog

        screen = self.screen
        section = screen.text.place.section
        end = screen.article.section_end(section) if screen.stream.article else section + 1
        speakers = [person for person in screen.article.people if screen.facts.words.get(person.id)]
        choices: list[tuple[str | None, tuple[int, int] | None, str]] = [
            (None, None, "anyone, anywhere"),
            ("", None, "the report's own voice"),
            *((person.id, None, f"what {person.name} says") for person in speakers),
            (self.by, (section, end), f"only in this section: {screen.blocks.sections[section].heading}"),
        ]

        def chosen(number: int | None) -> None:
            if number is None:
                return
            self.by, self.only = choices[number][:2]
            query = self.session.query if self.session is not None else None
            if query is not None:
                screen.chosen.leads = False
                self.edit(query.text, query.case, query.word, query.regex)
            screen.notice(f"searching: {self.filter_name()}")

        screen.app.push_screen(ListDialog("SEARCH ONLY", [Entry(text) for *_, text in choices]), chosen)
