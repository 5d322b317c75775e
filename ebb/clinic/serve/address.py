"""Where the clinic may be reached: on this machine alone, unless what goes over the network is protected."""

import ipaddress

from django.core.management.base import CommandError


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
