"""Articles of any size for the benchmarks, as YAML and as plain text for programs that read that."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
SIZES = {"5 KB": 5_000, "1 MB": 1_000_000, "20 MB": 20_000_000}
READY = "READY-ALPHA"
"""Stands in the first paragraph only."""
NEEDLE = "NEEDLE-OMEGA"
"""Stands in the last paragraph only."""
SCRIPTS = {
    "Korean": "바오터우시는 2023년 5월 24일 상하이에서 “세계 녹색 실리콘 수도” 칭호를 받았다. "
    "시장은 태양광 산업의 생산액이 천억 위안을 넘었다고 말했다. ",
    "Chinese": "包头市于2023年5月24日在上海获得“世界绿色硅都”称号。"
    "市长说，光伏产业产值超过一千亿元，到2025年将占全国的一半，占世界的百分之四十五。",
}
_WIDTH = 100


def shipped_paragraphs() -> list[str]:
    """The paragraphs of the article that comes with the reader."""
    from tui_reader.article.loading import load_article

    article = load_article(ROOT / "data" / "article.yaml").article
    assert article is not None
    return [paragraph.text for section in article.sections for paragraph in section.paragraphs]


def article(paragraphs: list[str], size: int) -> dict[str, Any]:
    """An article of about so many bytes: these paragraphs again and again, a section each time."""
    copies = max(1, size // sum(len(text.encode()) for text in paragraphs))
    sections = []
    for number in range(1, copies + 1):
        texts = [*paragraphs[:-1], f"{paragraphs[-1]} Marker zqx{number:05d}k."]
        sections.append({"id": f"s{number:05d}", "heading": f"Section {number:05d}", "paragraphs": texts})
    sections[0]["paragraphs"][0] = f"{READY} {sections[0]['paragraphs'][0]}"  # type: ignore[index]
    sections[-1]["paragraphs"][-1] += f" {NEEDLE} ends here."  # type: ignore[index]
    people = [
        {"id": "ding-xiufeng", "name": "Ding Xiufeng", "role": "Secretary of the Municipal Party Committee"},
        {"id": "martin-green", "name": "Martin Green", "role": "Professor, University of New South Wales"},
    ]
    figure = {
        "id": "output-2022",
        "label": "Photovoltaic industry output value",
        "as_stated": "exceeding 100 billion yuan",
        "min_value": 100_000_000_000,
        "currency": "CNY",
        "date": "2022",
        "evidence": "a photovoltaic industry output value exceeding 100 billion yuan",
    }
    return {
        "format": 1,
        "headline": "World Green Silicon Capital",
        "date_published": "2023-05-24",
        "people": people,
        "figures": [figure],
        "sections": sections,
    }


def write(folder: Path, name: str, document: dict[str, Any]) -> None:
    """Write NAME.yaml and NAME.txt."""
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    with (folder / f"{name}.yaml").open("w", encoding="utf-8") as file:
        yaml.dump(document, file, Dumper=dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)
    with (folder / f"{name}.txt").open("w", encoding="utf-8") as file:
        for section in document["sections"]:
            file.write(f"{section['heading']}\n\n")
            for text in section["paragraphs"]:
                file.write(textwrap.fill(text, _WIDTH, break_on_hyphens=False) + "\n\n")


def make_inputs(folder: Path, sizes: list[str]) -> None:
    """Write the articles of these sizes, and 1 MB of each other script, unless they are there."""
    folder.mkdir(parents=True, exist_ok=True)
    for size in sizes:
        if not (folder / f"{name_of(size)}.txt").exists():
            write(folder, name_of(size), article(shipped_paragraphs(), SIZES[size]))
    for script, text in SCRIPTS.items():
        if not (folder / f"{script}.txt").exists():
            write(folder, script, article([text * 8, text * 3, text], SIZES["1 MB"]))


def name_of(size: str) -> str:
    """The file name of a size, without what follows the dot."""
    return re.sub(r"\W", "", size)
