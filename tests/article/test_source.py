from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from tui_reader.article import source
from tui_reader.article.source import (
    Unreadable,
    forbidden_bytes,
    lines_of,
    open_bytes,
    open_path,
    stamp_of,
    without_odd_breaks,
)


def refused(path: Path) -> str:
    with pytest.raises(Unreadable) as raised:
        open_path(path)
    problem = raised.value.problem
    assert problem.severity == "error"
    assert problem.mend
    return problem.message


def test_a_file_is_read_whole_with_its_stamp(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("headline: é\n".encode())
    opened = open_path(path)
    assert opened.data == "headline: é\n".encode()
    assert opened.name == str(path)
    assert opened.stamp == stamp_of(path)
    assert stamp_of(tmp_path / "none") is None


def test_missing_file_is_named(tmp_path: Path) -> None:
    assert "there is no file" in refused(tmp_path / "none.yaml")
    assert "none.yaml" in refused(tmp_path / "none.yaml")


def test_a_directory_a_fifo_a_socket_and_a_device_are_refused_without_waiting(tmp_path: Path) -> None:
    assert "a directory" in refused(tmp_path)
    os.mkfifo(tmp_path / "fifo")
    assert "a named pipe" in refused(tmp_path / "fifo")
    assert "a device" in refused(Path("/dev/zero"))
    # The path of a socket has a short limit: bind it from its directory.
    before = Path.cwd()
    os.chdir(tmp_path)
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind("s")
            assert "socket" in refused(Path("s"))
    finally:
        os.chdir(before)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("headline: x")
    path.chmod(0)
    assert "no permission" in refused(path)


def test_permission_is_told_from_the_error_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deny(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", deny)
    assert "no permission" in refused(tmp_path / "a.yaml")


def test_strange_names_are_refused_and_sanitised(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    assert "leads back to itself" in refused(loop)
    assert "too long" in refused(tmp_path / ("x" * 5000))
    assert "could not be read" in refused(Path("a\0b"))
    assert refused(tmp_path / "\x1b[31m\n.yaml").isprintable()
    assert refused(tmp_path / "\udcff.yaml").isprintable()
    (tmp_path / "file").write_text("x")
    assert "not a directory" in refused(tmp_path / "file" / "a.yaml")


def test_too_many_bytes_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_BYTES", 1024 * 1024)
    path = tmp_path / "big.yaml"
    path.write_bytes(b"a" * (1024 * 1024 + 1))
    assert "more than 1 MiB" in refused(path)
    with pytest.raises(Unreadable, match="more than 1 MiB"):
        open_bytes(path.read_bytes())


def test_a_file_that_says_it_is_empty_is_still_read_up_to_the_limit() -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("no /proc")
    assert open_path(Path("/proc/self/status")).data.startswith(b"Name:")


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff\x00 "])
def test_empty_input_is_said_to_be_empty(data: bytes) -> None:
    with pytest.raises(Unreadable, match="empty"):
        open_bytes(data)


def test_binary_is_told_by_its_nul() -> None:
    with pytest.raises(Unreadable, match="byte 3 is NUL"):
        open_bytes(b"abc\0def")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_with_byte_order_mark_becomes_utf8(encoding: str) -> None:
    text = "headline: Zürich “𝄞”\n"
    mark = "\ufeff" if encoding in ("utf-16-le", "utf-16-be") else ""
    assert open_bytes((mark + text).encode(encoding)).data == text.encode()


def test_utf32_and_broken_utf16_are_refused() -> None:
    with pytest.raises(Unreadable, match="UTF-32"):
        open_bytes("headline: x".encode("utf-32"))
    with pytest.raises(Unreadable, match=r"byte 8 is 0x00") as raised:
        open_bytes(b"\xff\xfe" + "a\nb".encode("utf-16-le") + b"\x00\xd8")
    assert (raised.value.problem.line, raised.value.problem.column) == (2, 2)


def test_a_byte_of_latin1_is_named_with_its_place() -> None:
    problem = forbidden_bytes(open_bytes(b"\xef\xbb\xbfheadline: x\nabstract: caf\xe9 au lait\n"))
    assert problem is not None
    assert (problem.line, problem.column) == (2, 14)
    assert "byte 28 is 0xE9" in problem.message
    assert "é" in problem.mend


@pytest.mark.parametrize("chunk", [1, 2, 3, 7, 1 << 20])
def test_a_bad_byte_is_found_wherever_the_chunks_are_cut(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "_CHUNK", chunk)
    for bad in (b"\xff", b"\xed\xa0\x80", b"\xc3", b"\x1b", b"\xc2\x80", b"\xef\xbf\xbf"):
        opened = open_bytes("a€\nü𝄞".encode() + bad)
        problem = forbidden_bytes(opened)
        assert problem is not None
        assert (problem.line, problem.column) == (2, 3)
        assert "byte 11 " in problem.message or "(byte 11)" in problem.message
    assert forbidden_bytes(open_bytes("a€\r\n\tü𝄞\x85".encode())) is None


def test_lines_are_counted_at_every_break_that_editors_know() -> None:
    data = "one\r\ntwo\nthree\rfour\x85five\u2028six\u2029se\x1bven".encode()
    assert lines_of(data, [1, 2, 3]) == {1: "one", 2: "two", 3: "three"}
    assert lines_of(data, [4])[4].isprintable()
    assert len(lines_of(data, [4])[4]) == len("four_five_six_se_ven")
    assert lines_of(data, [0, 5]) == {}
    assert lines_of(b"\xff", [1]) == {1: "\ufffd"}


def test_separators_that_only_yaml_11_takes_for_line_breaks_become_spaces() -> None:
    assert without_odd_breaks("a\x85b\u2028c\u2029d\ne€".encode()) == "a b c d\ne€".encode()
    plain = "a€\n".encode()
    assert without_odd_breaks(plain) is plain
