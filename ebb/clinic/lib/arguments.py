"""Kinds of arguments that several commands take."""

from argparse import ArgumentTypeError

HIGHEST_PORT = 65535


def port_number(text: str) -> int:
    """A port as it is typed; 0 lets the machine choose one."""
    if not text.isascii() or not text.isdigit() or int(text) > HIGHEST_PORT:
        raise ArgumentTypeError(f"{text!r} is no port; it must be 1 to {HIGHEST_PORT}")
    return int(text)
