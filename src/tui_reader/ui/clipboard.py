"""Copying as honestly as a terminal allows: which ways were tried, and whether any of them is known to have worked."""

from __future__ import annotations

import os
import sys
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass

_TIMEOUT = 2.0
"""Seconds that a clipboard tool is given to take the text."""
_OSC_LIMIT = 74_994
"""Bytes of base64 that xterm and others take at most in one OSC 52."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What was done: `tool` took the text (empty if none did), `osc` was sent to the terminal."""

    tool: str
    osc: bool

    def told(self, words: int) -> str:
        """The outcome in a sentence."""
        what = f"{words:,} word{'' if words == 1 else 's'}"
        if self.tool and self.osc:
            return f"copied {what} with their source (by {self.tool}, and OSC 52)"
        if self.tool:
            return f"copied {what} with their source (by {self.tool})"
        if self.osc:
            return f"{what} sent (OSC 52); if your terminal refuses that, W saves them to a file"
        return f"{what} NOT copied: too many for OSC 52, no clipboard tool; W saves them to a file"


def osc52(text: str, environment: Mapping[str, str]) -> str:
    """The sequence that asks a terminal to take text into its clipboard; empty if it is too long for that.

    Inside tmux and GNU screen it is wrapped so that it reaches the terminal they run in.
    """
    data = b64encode(text.encode("utf-8", "replace")).decode()
    if len(data) > _OSC_LIMIT:
        return ""
    plain = f"\x1b]52;c;{data}\x07"
    if environment.get("TMUX"):
        return plain + "\x1bPtmux;" + plain.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    if environment.get("STY"):
        # GNU screen passes on at most 768 bytes of a string at a time.
        return "".join(f"\x1bP{plain[at : at + 512]}\x1b\\" for at in range(0, len(plain), 512))
    return plain


def tools(environment: Mapping[str, str], platform: str = sys.platform) -> list[list[str]]:
    """The commands that could reach the clipboard of whoever sits at the screen, the likeliest first."""
    remote = bool(environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"))
    found: list[list[str]] = []
    if environment.get("WAYLAND_DISPLAY") and not remote:
        found.append(["wl-copy"])
    if environment.get("DISPLAY"):  # over ssh too: it is the display of the user then
        found += [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]]
    if platform == "darwin" and not remote:
        found.append(["pbcopy"])
    if not remote and environment.get("WSL_DISTRO_NAME"):
        found.append(["clip.exe"])
    if environment.get("TMUX"):
        found.append(["tmux", "load-buffer", "-w", "-"])
    return found


def give_to_tool(text: str, environment: Mapping[str, str] | None = None) -> str:
    """Hand text to the first clipboard tool that takes it; gives its name, or nothing. May wait some seconds."""
    import shutil
    import subprocess

    for command in tools(os.environ if environment is None else environment):
        path = shutil.which(command[0])
        if path is None:
            continue
        data = text.encode("utf-16-le" if command[0] == "clip.exe" else "utf-8", "replace")
        try:
            # xclip stays behind to serve the text: it must not hold our pipes.
            done = subprocess.run(
                [path, *command[1:]],
                input=data,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_TIMEOUT,
                check=False,
                start_new_session=True,
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0:
            return command[0]
    return ""
