"""A few monitors that say a given number of messages, for `trace_acks.py`."""

import threading

from bench.producers import monitors


def talk(port: int, messages: int, connections: int) -> list[str]:
    """Say them over that many connections at once, each waiting for its answer; the control ids that were taken."""
    taken: list[str] = []

    def say(monitor: object) -> None:
        for _ in range(messages // connections):
            before = monitor.taken
            monitor.send()
            monitor.hear()
            if monitor.taken > before:
                taken.append(f"{monitor.prefix}{monitor.sent:06d}")

    threads = [threading.Thread(target=say, args=[monitor]) for monitor in monitors(port, connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken
