"""A user's own keys, from `keys.yaml` in the configuration folder."""

from __future__ import annotations

from pathlib import Path

from tui_reader.text.sanitising import sanitise
from tui_reader.ui.keys import KEYS


def keymap_path() -> Path:
    """Where a user's keys are looked for (XDG_CONFIG_HOME is obeyed). Raises RuntimeError without a home."""
    from platformdirs import user_config_path

    return user_config_path("tui_reader", appauthor=False) / "keys.yaml"


def read_keymap(path: Path) -> tuple[dict[str, str], str]:
    """Keys by the ids of the table, and what is wrong with the file ("" when nothing is, or there is none)."""
    from tui_reader.article.pyyaml import yaml

    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}, ""
    except (OSError, ValueError) as error:
        return {}, f"your keys in {sanitise(str(path))} cannot be read: {type(error).__name__}"
    try:
        found = yaml.load(text[:100_000], Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return {}, f"your keys in {sanitise(str(path))} are not YAML"
    if found is None or found == "":
        return {}, ""
    if not isinstance(found, dict):
        return {}, f"your keys in {sanitise(str(path))} must be lines of `id: keys`"
    known = {key.id for key in KEYS}
    good = {id: keys for id, keys in found.items() if id in known and isinstance(keys, str) and keys.strip()}
    bad = [str(id) for id in found if id not in good]
    return good, f"your keys: there is no {sanitise(', '.join(bad)[:60])}" if bad else ""
