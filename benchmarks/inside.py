"""Times inside the process, per MB of text, so that a regression can be found: parse, fold, wrap, search.

`python benchmarks/inside.py FILE.yaml` prints one JSON object; each part is the best of three.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path


def best(work: Callable[[], object], times: int = 3) -> float:
    """Seconds of the quickest of some runs."""
    found = []
    for _ in range(times):
        gc.collect()
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return min(found)


def measure(path: Path) -> dict[str, float]:
    """Milliseconds per MB of the file for each part, and the ratio of parsing to libyaml's bare events."""
    import yaml

    from tui_reader.article.blocks import Blocks
    from tui_reader.article.loading import load_article
    from tui_reader.text.finding import Query, Search
    from tui_reader.text.folding import fold
    from tui_reader.text.indexing import Index
    from tui_reader.text.wrapping import wrap

    data = path.read_bytes()
    size = len(data) / 1e6
    article = load_article(data).article
    assert article is not None
    blocks = Blocks()
    blocks.extend(article.sections)
    texts = list(blocks.texts)
    index = Index(article.sections)
    for _ in index.fold_steps():
        pass

    for words in ("2", "Silicon", "NEEDLE-OMEGA", "world's"):
        # Every hit at every size, against a search that is as simple as can be.
        slow, needle = [], fold(words).text
        for number, text in enumerate(texts):
            if not blocks.is_heading(number):
                folded, at = fold(text), -1
                while (at := folded.text.find(needle, at + 1)) >= 0:
                    slow.append((*blocks.position(number)[:2], *folded.original(at, at + len(needle))))
        if [tuple(hit) for hit in Search(index, Query(words, case=False)).run()] != slow:
            raise AssertionError(f"the hits of {words!r} are not right")

    def events() -> None:
        for _ in yaml.parse(data, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            pass

    parse = best(lambda: load_article(data))
    times = {
        "parse": parse,
        "fold": best(lambda: [fold(text) for text in texts]),
        "wrap": best(lambda: [wrap(text, 70) for text in texts]),
        "search, no hit": best(lambda: Search(index, Query("no such words")).run()),
        "search, many hits": best(lambda: Search(index, Query("2")).run()),
    }
    found = {name: seconds / size * 1e3 for name, seconds in times.items()}
    found["parse / libyaml's events"] = parse / best(events)
    return found


def measure_apart(path: Path) -> dict[str, float]:
    """The same, in a process of its own."""
    done = subprocess.run([sys.executable, __file__, str(path)], capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


COMMANDS_EVENTS = """
import sys
from importlib import import_module
sys.path.insert(0, {src!r})
import tui_reader.cli, tui_reader.usage
import_module("tui_reader.commands." + sys.argv[1])
import tui_reader.article.loading, tui_reader.text.indexing
import yaml
with open(sys.argv[2], "rb") as file:
    data = file.read()
for _ in yaml.parse(data, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    pass
"""


def command_and_yardstick(name: str, words: list[str], path: Path) -> tuple[list[str], list[str]]:
    """The words that run a subcommand on a file, and those that only read its events with the same imports."""
    src = str(Path(__file__).resolve().parents[1] / "src")
    yardstick = [sys.executable, "-c", COMMANDS_EVENTS.format(src=src), name, str(path)]
    return [sys.executable, "-m", "tui_reader", name, *words, str(path)], yardstick


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
