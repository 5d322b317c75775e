"""One function put to many things in several processes, in their order; for the commands, which alone start any."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any

from ebb.relief.learn import Spreader

CHUNK = 10
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

        def spread(function: Callable[[Any], Any], things: Sequence[Any]) -> Iterable[Any]:
            return pool.map(function, things, chunksize=CHUNK)

        try:
            yield spread
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _begin() -> None:
    """In a new process: an interrupt is the first one's to answer, and its end is the end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_first, daemon=True).start()


def _end_with_the_first() -> None:
    first = multiprocessing.parent_process()
    if first is not None:
        first.join()
        os._exit(1)


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
