#!/usr/bin/env python3
"""Fail every single operation that a session does on its disk, one after the other, and look what is left.

    python tests/journal/fault_loop.py [STRIDE | sample [MODE ...]]

A session opens a journal, writes, changes, removes and takes in, and opens it again. It runs once for each operation
below SQLite (and each system call of ours) of each kind: with that one failing, with all from that one on, with every
n-th, with the program killed there, and with the power cut there. What the journal said was kept must be there
afterwards, what was there before too, and every failure must be the journal's own. Prints what was made to fail; exit
code 1 when anything was wrong.

With STRIDE, only every STRIDE-th operation, with "sample" a few of them; with MODE, only that of `MODES`.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.journal import opening
from tui_reader.journal.anchors import Anchor
from tui_reader.journal.annotations import annotations_json, take_in
from tui_reader.journal.kept import kept_of_all
from tui_reader.journal.model import JournalProblem, Mark, Note
from tui_reader.journal.store import Journal

if TYPE_CHECKING:
    from tests.journal.failing_disk import KINDS, Disk, failing_calls, failing_disk
    from tests.journal.power_cut import Synced
else:  # beside this script
    from failing_disk import KINDS, Disk, failing_calls, failing_disk
    from power_cut import Synced

MODES: dict[str, Callable[[int], Callable[[int], bool]]] = {
    "once": lambda n: lambda number: number == n,
    "from then on": lambda n: lambda number: number >= n,
    "every n-th": lambda n: lambda number: number % n == 0,
    "killed": lambda n: lambda number: number == n,
    "power cut": lambda n: lambda number: number == n,
}
Changes = dict[str, str | None]
"""What is kept under a name ("note 1", "mark a", "place"); None when nothing is."""


class Ledger:
    """What may be in the journal, by what was tried and what was said to be kept."""

    def __init__(self, before: Changes) -> None:
        self.may: dict[str, set[str | None]] = {name: {value} for name, value in before.items()}
        self.together: list[Changes] = []
        """What was tried as one."""
        self.strange: list[str] = []
        """Failures that are not the journal's own."""
        self.copy = -1
        """A file that gets all of it as it happens, for one who is not killed."""

    def note_down(self, what: str, changes: Changes) -> None:
        """Note that changes are "tried", or "kept", or that something "strange" came out."""
        if self.copy >= 0:
            os.write(self.copy, json.dumps([what, changes]).encode() + b"\n")
        if what == "strange":
            self.strange += changes
            return
        if what == "tried" and len(changes) > 1:
            self.together.append(changes)
        for name, value in changes.items():
            self.may[name] = {value} | (self.may.get(name, {None}) if what == "tried" else set())

    def attempt(self, changes: Changes, act: Callable[[], object]) -> bool:
        """Try changes; whether they were said to be kept."""
        self.note_down("tried", changes)
        try:
            act()
        except JournalProblem:
            return False
        except Exception as failure:
            self.note_down("strange", {repr(failure): None})
            return False
        self.note_down("kept", changes)
        return True


# -- the session -------------------------------------------------------------------------------------------------------


def note(number: int, body: str) -> Note:
    """A note that is told from others by its number."""
    name = f"00000000-0000-4000-8000-{number:012}"
    return Note(name, Anchor(number, number + 1, "w"), body, "2024-05-06", f"2024-05-06T{body}")


def names_of(journal: Journal) -> Changes:
    """All that is in a journal."""
    known = journal.find("", "f")
    if known is None:
        return {}
    place = journal.place(known.id)
    return {
        **{f"note {int(kept.id[-12:])}": kept.body for kept in journal.notes(known.id)},
        **{f"mark {mark.letter}": mark.created for mark in journal.marks(known.id)},
        **({"place": str(place.start)} if place is not None else {}),
    }


def session(path: Path, ledger: Ledger) -> None:
    """What a reader does: two starts, each with changes of all sorts; a failure does not end it."""
    for start in ("1", "2"):
        opened: list[Journal] = []
        if ledger.attempt({}, partial(_open, path, opened)):
            changes(opened[0], start, ledger)
            opened[0].close()


def _open(path: Path, opened: list[Journal]) -> None:
    opened.append(Journal.open(path))


def changes(journal: Journal, start: str, ledger: Ledger) -> None:
    """The changes of one start."""
    ids: list[int] = []
    if not ledger.attempt({}, lambda: ids.append(journal.article(None, "f", "h", "c").id)):
        return
    record = ids[0]

    def put(number: int, body: str) -> None:
        ledger.attempt({f"note {number}": body}, lambda: journal.put_note(record, note(number, body)))

    put(1, f"edited in start {start}")
    put(10, f"new in start {start}")
    put(11, f"long in start {start} " + "x" * 6000)
    anchor, letter = Anchor(int(start), int(start) + 1, "w"), "a"
    ledger.attempt({"mark a": start}, lambda: journal.set_mark(record, Mark(letter, anchor, start)))
    ledger.attempt({"place": start}, lambda: journal.keep_place(record, anchor))
    ledger.attempt({"note 10": None}, lambda: journal.remove_note(note(10, "").id))
    both: Changes = {f"note {20 + int(start)}": "taken in", f"note {30 + int(start)}": "taken in"}
    ledger.attempt(both, lambda: take_in(journal, json.dumps(_items(both))))
    ledger.attempt({}, lambda: annotations_json(kept_of_all(journal)))


def _items(notes: Changes) -> list[object]:
    return [
        {
            "id": f"urn:uuid:{note(int(name[5:]), '').id}",
            "created": "2024-05-06",
            "body": {"value": body},
            "target": {"source": "urn:tui-reader:text:f", "selector": {"type": "TextQuoteSelector", "exact": "w"}},
        }
        for name, body in notes.items()
    ]


# -- what is there before ----------------------------------------------------------------------------------------------


def _fill(path: Path, *, checkpoint: bool) -> None:
    """A journal with notes; without `checkpoint`, as a killed program leaves it, the last ones only in the -wal."""
    for first in (1, 4):
        journal = Journal.open(path)
        record = journal.article(None, "f", "h", "c").id
        for number in range(first, first + 3):
            journal.put_note(record, note(number, f"before {number} " + "y" * 3000))
        journal.set_mark(record, Mark("b", Anchor(1, 2, "w"), "before"))
        if first == 4 and not checkpoint:
            for ending in ("", "-wal"):
                shutil.copy(f"{path}{ending}", f"{path}{ending}.left")
        journal.close()
    if not checkpoint:
        for ending in ("", "-wal"):
            os.rename(f"{path}{ending}.left", f"{path}{ending}")


def _fill_and_damage(path: Path, *, checkpoint: bool) -> None:
    """Spoil the root of a table that is not in the -wal."""
    _fill(path, checkpoint=checkpoint)
    with sqlite3.connect(f"file:{path}?immutable=1", uri=True) as plain:
        (root,) = plain.execute("SELECT rootpage FROM sqlite_master WHERE name = 'paths'").fetchone()
    plain.close()
    with path.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xaa" * 4096)


def _write_no_database(path: Path) -> None:
    path.write_bytes(b"before 0 " * 999)


class Scene(NamedTuple):
    """What a session finds."""

    prepare: Callable[[Path], None]
    damaged: bool = False
    newer: bool = False
    """Whether the program knows one version more than the journal has."""
    shared: bool = False
    """Whether another reader has it open all the time."""


SCENES = {
    "no journal": Scene(lambda path: None),
    "a journal": Scene(lambda path: _fill(path, checkpoint=True)),
    "left by a kill": Scene(lambda path: _fill(path, checkpoint=False)),
    "two readers": Scene(lambda path: _fill(path, checkpoint=True), shared=True),
    "older version": Scene(lambda path: _fill(path, checkpoint=True), newer=True),
    "damaged": Scene(lambda path: _fill_and_damage(path, checkpoint=True), damaged=True),
    "damaged, left by a kill": Scene(lambda path: _fill_and_damage(path, checkpoint=False), damaged=True),
    "no database": Scene(_write_no_database, damaged=True),
}


@contextmanager
def _versions(more: bool) -> Iterator[None]:
    kept = opening._MIGRATIONS
    if more:
        opening._MIGRATIONS = (*kept, "CREATE TABLE added (thing); CREATE INDEX added_things ON added (thing)")  # type: ignore[assignment]
    try:
        yield
    finally:
        opening._MIGRATIONS = kept


# -- one run, and what it left -----------------------------------------------------------------------------------------


class Loop:
    """Runs of the session in a folder of its own, on a disk that fails."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self.folder = folder
        self.disk = disk
        self.failed: Counter[tuple[str, str]] = Counter()
        """How many operations failed, by kind and mode."""
        self.runs = 0
        self.wrong: list[str] = []
        self._before: dict[str, Changes] = {}

    def run(self, scene: str, kind: str, mode: str, n: int) -> bool:
        """Run the session with one operation failing; whether there is one of that number."""
        if mode == "power cut" and SCENES[scene].damaged:
            return False  # `Synced` knows nothing of renaming
        here = self._found(scene)
        path = here / "journal.sqlite"
        bodies = _bodies(here)
        before = self._before[scene]
        ledger = Ledger({} if SCENES[scene].damaged else before)
        with _versions(SCENES[scene].newer):
            other = Journal.open(path) if SCENES[scene].shared else None
            self.disk.fail(kind, MODES[mode](n))
            if mode in ("killed", "power cut"):
                failed = self._ended(path, ledger, power_cut=mode == "power cut")
            else:
                failed = self._failing(path, ledger)
            self.disk.heal()
            if other is not None:
                other.close()
            if failed:
                self.runs += 1
                self.failed[kind, mode] += failed
                found = _faults(path, ledger, bodies, set(before), SCENES[scene].damaged)
                self.wrong += [f"{scene}, {kind} {mode} {n}: {what}" for what in found]
        shutil.rmtree(here)
        return failed > 0

    def _found(self, scene: str) -> Path:
        template, here = self.folder / scene, self.folder / "here"
        if scene not in self._before:
            template.mkdir()
            SCENES[scene].prepare(template / "journal.sqlite")
            self._before[scene] = {}
            shutil.copytree(template, here)
            if not SCENES[scene].damaged:
                journal = Journal.open(here / "journal.sqlite")
                self._before[scene] = names_of(journal)
                journal.close()
            shutil.rmtree(here)
        shutil.copytree(template, here)
        return here

    def _failing(self, path: Path, ledger: Ledger) -> int:
        with failing_calls(self.disk):
            session(path, ledger)
        return self.disk.failed

    def _ended(self, path: Path, ledger: Ledger, *, power_cut: bool) -> int:
        """Let a process of its own end at the operation, without a word."""
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            synced = Synced()
            if power_cut:
                self.disk.done = synced.done

            def end() -> None:
                if power_cut:
                    synced.cut()
                os._exit(9)

            self.disk.instead = end
            ledger.copy = writing
            with suppress(BaseException), failing_calls(self.disk):
                session(path, ledger)
                os._exit(0)
            os._exit(1)
        os.close(writing)
        with os.fdopen(reading) as lines:
            for line in lines:
                ledger.note_down(*json.loads(line))
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if code not in (0, 9):
            ledger.strange.append(f"exit code {code}")
        return int(code == 9)


def _bodies(folder: Path) -> list[bytes]:
    """What notes say, wherever it stands in the files of a folder."""
    everything = b"".join(file.read_bytes() for file in folder.iterdir())
    return [body for number in range(10) if (body := b"before %d " % number) in everything]


def _faults(path: Path, ledger: Ledger, bodies: list[bytes], before: set[str], damaged: bool) -> list[str]:
    """What is wrong after a session, on a disk that is well again."""
    wrong = [f"not the journal's own: {what}" for what in ledger.strange]
    asides = [file.name for file in path.parent.iterdir() if ".bad-" in file.name]
    if asides and not damaged:
        wrong.append(f"a sound journal was set aside: {asides}")
    # Text that a change has replaced is in no file: it is looked for only where nothing changed it.
    if damaged:
        wrong += [f"gone from the disk: {body!r}" for body in bodies if body not in _bodies(path.parent)]
    try:
        journal = Journal.open(path)
        there = names_of(journal)
        journal.close()
    except Exception as failure:
        return [*wrong, f"cannot be opened: {failure!r}"]
    for name in ledger.may.keys() | there.keys():
        may = ledger.may.get(name, {None})
        if there.get(name) not in may:
            wrong.append(f"{name} is {str(there.get(name))[:40]!r}, not {[str(one)[:40] for one in may]}")
    for one in ledger.together:
        if len({there.get(name) == value for name, value in one.items()}) > 1:
            wrong.append(f"half of what belongs together: {one}")
    plain = sqlite3.connect(path)
    (said,) = plain.execute("PRAGMA integrity_check").fetchone()
    plain.close()
    return wrong if said == "ok" else [*wrong, f"integrity_check: {said}"]


def fault_loop(loop: Loop, stride: int, modes: Sequence[str]) -> None:
    """Run all scenes and kinds; of the operations every `stride`-th."""
    for scene in SCENES:
        for kind in KINDS:
            for mode in modes:
                n = 1
                while loop.run(scene, kind, mode, n):
                    n += stride


def sample(loop: Loop, modes: Sequence[str], seed: int) -> None:
    """Run every third pair of scene and kind once, at an operation and in a mode that chance chooses."""
    chance = random.Random(seed)
    for scene, kind in list(product(SCENES, KINDS))[::3]:
        mode, n = chance.choice(modes), chance.randint(1, 120)
        while n and not loop.run(scene, kind, mode, n):
            n //= 2


def main() -> int:
    """Run the loop as asked for."""
    words = sys.argv[1:]
    with tempfile.TemporaryDirectory() as name, failing_disk() as disk:
        loop, modes = Loop(Path(name), disk), words[1:] or list(MODES)
        if words[:1] == ["sample"]:
            sample(loop, modes, 1)
        else:
            fault_loop(loop, int((words or ["1"])[0]), modes)
    for kind in KINDS:
        print(f"{kind:12}", ", ".join(f"{mode}: {loop.failed[kind, mode]:,}" for mode in modes))
    print(f"{loop.runs:,} sessions, {sum(loop.failed.values()):,} faults, {len(loop.wrong)} wrong")
    print(*loop.wrong, sep="\n")
    return 1 if loop.wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
