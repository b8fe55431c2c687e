"""Text as Markdown."""

from __future__ import annotations

import re


def escape(text: str) -> str:
    """Text as Markdown (CommonMark, GitHub's as well) that shows every character of it and nothing else."""
    text = re.sub(r"[\\`*_\[\]<#~$]|&(?=[\w#]+;)", r"\\\g<0>", text)
    return re.sub(r"^(\d*)([-+=>.)|])", r"\1\\\2", text)
