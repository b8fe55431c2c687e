"""Copying tells what it did: which tool, OSC 52, or neither."""

from __future__ import annotations

import base64
import os
from pathlib import Path

import pytest

from tui_reader.ui.clipboard import Copied, give_to_tool, osc52, tools


def test_osc_52_carries_the_text() -> None:
    sequence = osc52("包头 “x”", {})
    assert sequence.startswith("\x1b]52;c;")
    assert base64.b64decode(sequence[7:-1]).decode() == "包头 “x”"


def test_tmux_and_screen_pass_it_on() -> None:
    plain = osc52("x", {})
    tmux = osc52("x", {"TMUX": "/tmp/tmux"})
    assert tmux == plain + "\x1bPtmux;" + plain.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    screen = osc52("x" * 2000, {"STY": "1.x"})
    pieces = screen.split("\x1b\\")[:-1]
    assert all(piece.startswith("\x1bP") and len(piece) <= 768 for piece in pieces)
    assert "".join(piece[2:] for piece in pieces) == osc52("x" * 2000, {})


def test_what_is_too_long_is_not_sent() -> None:
    assert osc52("x" * 100_000, {}) == ""


def test_tools_are_those_of_the_screen_one_sits_at() -> None:
    def names(environment: dict[str, str], platform: str = "linux") -> list[str]:
        return [command[0] for command in tools(environment, platform)]

    assert names({}) == []
    assert names({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"})[:2] == ["wl-copy", "xclip"]
    assert names({}, "darwin") == ["pbcopy"]
    assert names({"SSH_CONNECTION": "a"}, "darwin") == []
    assert names({"WAYLAND_DISPLAY": "wayland-0", "SSH_TTY": "/dev/pts/1"}) == []
    assert names({"WSL_DISTRO_NAME": "Debian"}) == ["clip.exe"]
    assert names({"TMUX": "x"}) == ["tmux"]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    return tmp_path


def script(path: Path, name: str, text: str) -> None:
    (path / name).write_text(f"#!/bin/sh\n{text}\n")
    (path / name).chmod(0o755)


def test_a_tool_gets_the_text_and_one_that_fails_is_passed_over(path: Path) -> None:
    script(path, "wl-copy", "exit 1")
    script(path, "xclip", f'test "$1 $2" = "-selection clipboard" && cat > {path}/got')
    assert give_to_tool("包头", {"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"}) == "xclip"
    assert (path / "got").read_text(encoding="utf-8") == "包头"


def test_windows_gets_its_own_encoding(path: Path) -> None:
    script(path, "clip.exe", f"cat > {path}/got")
    assert give_to_tool("包“", {"WSL_DISTRO_NAME": "Debian"}) == "clip.exe"
    assert (path / "got").read_bytes().decode("utf-16-le") == "包“"


def test_no_tool_is_said() -> None:
    assert give_to_tool("x", {}) == ""


def test_the_outcome_is_honest() -> None:
    assert "by xclip" in Copied("xclip", True).told(3)
    assert "3 words sent (OSC 52); if" in Copied("", True).told(3)
    assert "1 word NOT copied" in Copied("", False).told(1)
