"""One function put to many things in several processes, in their order; for the commands, which alone start any."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, wait
from contextlib import contextmanager
from multiprocessing import resource_tracker
from typing import Any

from ebb.relief.learn import Spreader

CHUNK = 5
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


@contextmanager
def spread_over(processes: int) -> Iterator[Spreader]:
    """Something like `map` over so many processes; `map` itself for one.

    Processes are started afresh, with one thread for linear algebra each, and end when this one does, however it does.
    """
    if processes == 1:
        yield map
        return
    with _one_thread_each():
        pool = ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), initializer=_begin)
        with _interrupts_held_back():
            started = [pool.submit(os.getpid) for _ in range(processes)]

        def spread(function: Callable[[Any], Any], things: Sequence[Any]) -> Iterable[Any]:
            return pool.map(function, things, chunksize=CHUNK)

        try:
            wait(started)
            yield spread
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _begin() -> None:
    """In a new process: its end comes with the first one's, at the latest."""
    threading.Thread(target=_end_with_the_first, daemon=True).start()


def _end_with_the_first() -> None:
    first = multiprocessing.parent_process()
    if first is not None:
        first.join()
        os._exit(1)


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """An interrupt comes after the block; processes begun in it never hear of one, not even while they load."""
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _one_thread_each() -> Iterator[None]:
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
