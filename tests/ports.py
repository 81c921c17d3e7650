"""Ports nobody listens on."""

import socket


def a_free_port() -> int:
    """A port that was free just now, on this machine."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])
