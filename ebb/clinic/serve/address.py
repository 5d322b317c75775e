"""Where the clinic may be reached: on this machine alone, unless what goes over the network is protected."""

import ipaddress
import socket
import ssl

from django.core.management.base import CommandError

from ebb.clinic.lib.models import Installation


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def require_protected(host: str, *, tls: bool, behind_proxy: bool) -> None:
    """Refuse another address than loopback without TLS here or at a declared proxy."""
    if not is_loopback(host) and not tls and not behind_proxy:
        raise CommandError(
            f"{host} can be reached from other machines: give --tls-cert and --tls-key, or set EBB_PROXY=1 where a "
            "proxy ends TLS before Ebb",
            returncode=2,
        )


def require_loopback_for_demo(host: str, *, behind_proxy: bool) -> None:
    """Refuse to show a demonstration to other machines: anyone may come in there without a password. One query."""
    if (behind_proxy or not is_loopback(host)) and Installation.is_demo():
        raise CommandError(
            "this database is a demonstration, where anyone may come in: it is served on 127.0.0.1 only, and behind no "
            "proxy",
            returncode=2,
        )


def require_certificate(cert: str, key: str) -> None:
    """Refuse one of the two files alone, and files that no browser could be answered with."""
    if not cert and not key:
        return
    if not cert or not key:
        raise CommandError("--tls-cert and --tls-key belong together: give both files", returncode=2)
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(cert, key, password="")
    except OSError as error:
        raise CommandError(
            f"{cert} and {key} must be a PEM certificate and its key, without a passphrase ({error.strerror})",
            returncode=2,
        ) from error


def require_free(host: str, *ports: int) -> None:
    """Refuse to start where another program listens already, or where one port is given twice."""
    if len(set(ports)) < len(ports):
        raise CommandError(f"port {ports[0]} cannot serve pages and monitors both; give another", returncode=2)
    for port in ports:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host.strip("[]"), port))
            except OSError as error:
                raise CommandError(
                    f"{host}:{port} is taken or cannot be had ({error.strerror}); give another"
                ) from error
