from __future__ import annotations

import os
import signal
import threading

import pytest

from tui_reader.ui.signals import LEAVE, Signals


@pytest.mark.parametrize("leave", LEAVE)
@pytest.mark.parametrize("at_once", [True, False])
def test_a_signal_to_leave_that_came_while_stopped_goes_before_the_continuation(leave: int, at_once: bool) -> None:
    """Whichever the kernel tells first, or the reader would take the terminal once more."""
    told: list[int] = []
    all_told = threading.Event()
    left = threading.Event()

    def on_continue() -> None:
        told.append(signal.SIGCONT)
        all_told.set()

    with Signals(
        on_leave=told.append, on_overdue=lambda _: left.set(), on_stop=left.set, on_continue=on_continue, grace=60.0
    ) as signals:
        if at_once:
            os.write(signals._waker, bytes([signal.SIGCONT, leave]))
        else:
            os.write(signals._waker, bytes([signal.SIGCONT]))
            os.write(signals._waker, bytes([leave]))
        assert all_told.wait(60.0)
    assert told == [leave, signal.SIGCONT]
    assert not left.is_set()


def test_a_continuation_alone_is_told() -> None:
    told = threading.Event()
    with Signals(
        on_leave=lambda _: None, on_overdue=lambda _: None, on_stop=lambda: None, on_continue=told.set, grace=60.0
    ) as signals:
        os.kill(os.getpid(), signal.SIGCONT)
        assert told.wait(60.0)
        assert signals.received is None
