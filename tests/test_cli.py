from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

import tui_reader
from tui_reader import cli
from tui_reader.usage import versions

PROGRAM = [sys.executable, "-m", "tui_reader"]


def run(
    *words: str, env: dict[str, str] | None = None, input: bytes = b"", shell: str = ""
) -> subprocess.CompletedProcess[bytes]:
    """Run the program without any terminal; `shell` is put behind its words, such as a redirection."""
    command = ["sh", "-c", f'exec "$@" {shell}', "sh", *PROGRAM, *words] if shell else [*PROGRAM, *words]
    return subprocess.run(
        command,
        input=input,
        capture_output=True,
        env={**os.environ, **(env or {})},
        timeout=60,
        start_new_session=True,
        check=False,
    )


def modules_of(*words: str) -> set[str]:
    """The names of all modules that a run of the program imports."""
    code = (
        "import sys; from tui_reader.cli import run; run(sys.argv[1:]); print(*sys.modules, sep='\\n', file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, timeout=60, check=True
    )
    return set(result.stderr.splitlines())


def test_version_names_what_the_program_runs_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--version"]) == 0
    told = capsys.readouterr().out
    assert told == versions() + "\n"
    assert told.startswith(f"tui-reader {tui_reader.__version__} (Python {sys.version.split()[0]}")
    assert "Textual 8" in told
    assert "libyaml" in told


def test_help_names_every_command_key_variable_and_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--help"]) == 0
    told = capsys.readouterr().out
    assert all(f"\n  {name} " in told for name in cli.COMMANDS)
    assert all(word in told for word in ("--search", "--section", "NO_COLOR", "XDG_STATE_HOME", "70", "143"))


@pytest.mark.parametrize("words", [["--help"], ["show", "--help"]], ids=" ".join)
def test_help_goes_through_a_pipe(words: list[str]) -> None:
    result = run(*words, env={"PYTHONUNBUFFERED": ""})
    assert (result.returncode, result.stderr) == (0, b"")
    assert result.stdout.startswith(b"usage: tui-reader")


@pytest.mark.parametrize("name", sorted(cli.COMMANDS))
def test_each_command_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([name, "--help"]) == 0
    assert capsys.readouterr().out.startswith(f"usage: tui-reader {name} ")


WRONG = [
    *(["--nonsense"], ["a", "b"], ["a", "b\nc"], ["a", "b" * 100_000], ["check"], ["search"], ["--sear", "x"]),
    *(["show", "--format", "nonsense"], ["show", "a", "b\n\x1b[31mc"], ["check", "a", "--nonsense"]),
    *(["show", "--width", "x\ny"], ["show", "--width", "0"], ["show", "--width", "9" * 5000]),
]


@pytest.mark.parametrize("words", WRONG, ids=lambda words: ascii(" ".join(words))[:40])
def test_wrong_words_are_exit_code_2_and_a_usage_and_one_line(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(words) == 2
    told = capsys.readouterr()
    assert told.out == ""
    command = f"tui-reader {words[0]}" if words[0] in cli.COMMANDS else "tui-reader"
    *usage, message = told.err.splitlines()
    assert usage[0].startswith(f"usage: {command} [")
    assert all(line.startswith(" ") for line in usage[1:])
    assert message.startswith(f"{command}: ")
    assert message.endswith(f" (see {command} --help)")
    assert len(message) < 600


@pytest.mark.parametrize(
    "words",
    ["search zzz --json a -- -b", "search --json zzz a -- -b", "search zzz a --json -- -b", "check a --json -- -b"],
)
def test_flags_stand_before_among_and_after_paths(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (Path("a"), Path("-b")):
        path.write_text("headline: x\nsections: [{heading: y, paragraphs: [zzz]}]\n")
    assert cli.run(words.split()) == 0
    assert [json.loads(line)["path"] for line in capsys.readouterr().out.splitlines()] == ["a", "-b"]


def test_words_that_are_repeated_in_a_message_are_harmless(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--\x1b[31mred\u202e", "x"]) == 2
    assert not set("\x1b\u202e") & set(capsys.readouterr().err)


def test_first_word_that_is_a_command_is_one(shipped: Path) -> None:
    assert run("check", str(shipped)).returncode == 0


def test_file_with_the_name_of_a_command_opens_by_its_path(tmp_path: Path, shipped: Path) -> None:
    (tmp_path / "check").write_bytes(shipped.read_bytes())
    result = subprocess.run(
        [*PROGRAM, "./check"], cwd=tmp_path, capture_output=True, stdin=subprocess.DEVNULL, timeout=60, check=False
    )
    assert result.returncode == 0
    assert "World Green Silicon Capital" in result.stdout.decode()


def test_reader_prints_what_show_prints_where_there_is_no_terminal(shipped: Path) -> None:
    shown = run("show", str(shipped))
    assert shown.returncode == 0
    assert shown.stdout
    for words, input in (([str(shipped)], b""), (["-"], shipped.read_bytes()), ([], shipped.read_bytes())):
        result = run(*words, input=input)
        assert (result.returncode, result.stdout, result.stderr) == (0, shown.stdout, b"")


def test_reader_without_a_path_and_without_input_shows_the_shipped_article(shipped: Path) -> None:
    result = run(shell="</dev/null")
    assert result.returncode == 0
    assert result.stdout == run("show", str(shipped)).stdout


def test_article_that_is_not_valid_is_exit_code_1(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("headline: [")
    result = run(str(path))
    assert result.returncode == 1
    assert result.stdout == b""
    assert b"bad.yaml" in result.stderr


@pytest.mark.parametrize("shell", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("words", [["check"], ["show"], [], ["--nonsense"]], ids=["check", "show", "read", "usage"])
def test_closed_streams_neither_hang_nor_show_a_traceback(words: list[str], shell: str, shipped: Path) -> None:
    named = [str(shipped)] if words != ["--nonsense"] else []
    result = run(*words, *named, shell=shell)
    assert result.returncode == (2 if words == ["--nonsense"] else 0)
    assert b"Traceback" not in result.stdout + result.stderr
    assert b"Exception" not in result.stdout + result.stderr


def test_closed_stdout_is_not_taken_by_another_file(tmp_path: Path, shipped: Path) -> None:
    journal = tmp_path / "journal"
    before = shipped.read_bytes()
    run("notes", str(shipped), env={"TUI_READER_JOURNAL": str(journal)}, shell=">&- 2>&-")
    assert shipped.read_bytes() == before
    assert not journal.exists() or not journal.stat().st_size or journal.read_bytes().startswith(b"SQLite")


def test_pipe_that_closes_early_is_quiet(shipped: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.Popen(
        [*PROGRAM, "show", str(shipped)], stdout=writing, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL
    )
    os.close(writing)
    _, told = process.communicate(timeout=60)
    assert (process.returncode, told) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("words", [["show"], ["show", "--help"], ["--help"], ["--version"]], ids=" ".join)
def test_output_that_cannot_be_written_is_told_in_one_line(words: list[str], unbuffered: str) -> None:
    result = run(*words, shell=">/dev/full", env={"PYTHONUNBUFFERED": unbuffered})
    assert result.returncode == 2
    assert result.stderr.startswith(b"tui-reader: the output could not be written")
    assert result.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    ("words", "code"), [(["show"], 1), (["search", "x"], 2), ([], 1)], ids=["show", "search", "read"]
)
def test_messages_that_nobody_can_read_do_not_change_the_exit_code(words: list[str], code: int) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.run([*PROGRAM, *words, "/nowhere"], stderr=writing, stdout=subprocess.PIPE, check=False)
    os.close(writing)
    assert (process.returncode, process.stdout) == (code, b"")


@pytest.mark.parametrize(
    ("words", "code"), [(["show", "-"], 1), (["search", "x", "-"], 2), (["-"], 1)], ids=["show", "search", "read"]
)
def test_standard_input_that_cannot_be_read_is_told_in_one_line(words: list[str], code: int) -> None:
    result = run(*words, shell="0>/dev/null")
    assert (result.returncode, result.stdout) == (code, b"")
    assert result.stderr.startswith(b"tui-reader: standard input could not be read (")
    assert result.stderr.count(b"\n") == 1


def test_pipes_that_do_not_wait_carry_the_whole_article() -> None:
    article = b"headline: x\nsections: [{heading: y, paragraphs: [" + b"word " * 200_000 + b"]}]\n"
    (keys, feed), (output, out) = os.pipe(), os.pipe()
    os.set_blocking(keys, False)
    os.set_blocking(out, False)
    process = subprocess.Popen([*PROGRAM, "show", "-"], stdin=keys, stdout=out, stderr=subprocess.PIPE)
    os.close(keys)
    os.close(out)
    with open(output, "rb") as printed:
        writer = threading.Thread(target=_feed, args=(feed, article))
        writer.start()
        text = printed.read()
        writer.join(60)
    assert process.communicate(timeout=60)[1] == b""
    assert process.returncode == 0
    assert text.count(b"word") == 200_000


@pytest.mark.parametrize(
    "env", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "latin-1"}, {"PYTHONUTF8": "0", "LC_ALL": "POSIX"}]
)
def test_output_is_utf8_whatever_the_locale(env: dict[str, str], shipped: Path) -> None:
    assert "“World Green Silicon Capital”" in run("show", str(shipped), env=env).stdout.decode("utf-8")


def test_interrupt_is_exit_code_130_and_quiet() -> None:
    pipe = subprocess.PIPE
    # What runs the tests may have been started with “&”, and ignore the signal itself.
    heed = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    process = subprocess.Popen([*PROGRAM, "check", "-"], stdin=pipe, stdout=pipe, stderr=pipe, preexec_fn=heed)
    # Once it reads standard input: a pipe's buffer is taken in only by then.
    assert process.stdin is not None
    writer = threading.Thread(target=_fill, args=(process.stdin,))
    writer.start()
    writer.join(60)
    process.send_signal(signal.SIGINT)
    out, told = process.communicate(timeout=60)
    assert (process.returncode, out, told) == (130, b"", b"")


def _feed(descriptor: int, data: bytes) -> None:
    with open(descriptor, "wb") as pipe, suppress(BrokenPipeError):
        pipe.write(data)


def _fill(pipe: object) -> None:
    os.write(pipe.fileno(), b"#" * 200_000)  # type: ignore[attr-defined]


def test_crash_of_a_command_is_exit_code_70_and_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr("tui_reader.commands.check.run", lambda _arguments: dict[str, int]()["what the user wrote"])
    assert cli.run(["check", "x"]) == 70
    told = capsys.readouterr()
    (log,) = tmp_path.rglob("crash-*.log")
    assert "dict[str, int]()" in log.read_text()
    assert told.out == ""
    assert told.err == f"tui-reader: crashed (KeyError); what happened is in {log}\n"
    assert log.stat().st_mode & 0o777 == 0o600


def test_notice_of_a_crash_is_harmless_whatever_its_folder_is_called(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", os.fsdecode(os.fsencode(tmp_path / "a\x1b[31m\u202e\nb") + b"\xff"))
    monkeypatch.setattr("tui_reader.commands.check.run", lambda _arguments: [][1])
    assert cli.run(["check", "x"]) == 70
    assert f"{tmp_path}/a␛[31m◌ b�/" in capsys.readouterr().err


def test_only_so_many_logs_of_crashes_are_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    folder = tmp_path / "tui-reader" / "log"
    folder.mkdir(parents=True)
    for day in range(10, 30):
        (folder / f"crash-202401{day}-000000-1.log").write_text("old")
    (folder / "something else").write_text("not ours to remove")
    monkeypatch.setattr("tui_reader.commands.check.run", lambda _arguments: [][1])
    assert cli.run(["check", "x"]) == 70
    assert len(list(folder.glob("crash-*.log"))) == 10
    assert (folder / "something else").exists()


@pytest.mark.parametrize("name", ["check", "show", "search"])
def test_commands_start_without_textual_and_without_each_other(name: str, shipped: Path) -> None:
    words = ["search", "silicon", str(shipped)] if name == "search" else [name, str(shipped)]
    imported = modules_of(*words)
    assert f"tui_reader.commands.{name}" in imported
    assert not {module for module in imported if module.partition(".")[0] in ("textual", "asyncio", "sqlite3")}
    others = {f"tui_reader.commands.{other}" for other in cli.COMMANDS if other != name}
    assert not imported & others
