"""What the gateway takes from whom. Values from the environment; a malformed one stops the start with a sentence."""

import ipaddress
import ssl
from dataclasses import dataclass, field
from pathlib import Path

from ebb.clinic import environment

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True)
class Limits:
    """`peers` may connect, each address on so many connections that others find one too. A connection is closed that
    says nothing for `idle_seconds`, leaves a frame unfinished for `unfinished_seconds`, or does not read its
    answers for `unread_seconds`."""

    peers: tuple[Network, ...] = field(default_factory=lambda: networks(["127.0.0.0/8", "::1/128"]))
    connections: int = 64
    connections_per_address: int = 32
    frame_bytes: int = 1_000_000
    idle_seconds: float = 600
    unfinished_seconds: float = 30
    unread_seconds: float = 10

    def lets_in(self, host: str) -> bool:
        """Whether this address may speak. An IPv4 address that comes in IPv6 clothes is judged as IPv4."""
        try:
            address = ipaddress.ip_address(host.partition("%")[0])
        except ValueError:
            return False
        address = getattr(address, "ipv4_mapped", None) or address
        return any(address in network for network in self.peers if network.version == address.version)


def from_environment() -> Limits:
    """EBB_MLLP_PEERS (addresses and networks), EBB_MLLP_CONNECTIONS and how many of them one address may hold in
    EBB_MLLP_CONNECTIONS_PER_ADDRESS (half of them), EBB_MLLP_IDLE_SECONDS."""
    usual = Limits()
    peers = environment.words("EBB_MLLP_PEERS")
    try:
        allowed = networks(peers) if peers else usual.peers
    except ValueError:
        wanted = "addresses or networks, such as 10.0.5.0/24 127.0.0.1"
        raise environment.Malformed("EBB_MLLP_PEERS", " ".join(peers), wanted) from None
    connections = environment.number("EBB_MLLP_CONNECTIONS", usual.connections)
    return Limits(
        peers=allowed,
        connections=connections,
        connections_per_address=environment.number("EBB_MLLP_CONNECTIONS_PER_ADDRESS", max(1, connections // 2)),
        idle_seconds=environment.number("EBB_MLLP_IDLE_SECONDS", int(usual.idle_seconds)),
    )


def tls_from_environment() -> ssl.SSLContext | None:
    """TLS with EBB_MLLP_TLS_CERT and EBB_MLLP_TLS_KEY; with EBB_MLLP_TLS_CA only monitors holding its certificates."""
    cert, key, ca = (environment.text(f"EBB_MLLP_TLS_{name}") for name in ("CERT", "KEY", "CA"))
    if not cert:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(cert, key or None)
        if ca:
            context.load_verify_locations(ca)
            context.verify_mode = ssl.CERT_REQUIRED
    except (OSError, ssl.SSLError):
        there = Path(cert).name
        raise environment.Malformed("EBB_MLLP_TLS_CERT", there, "a PEM file with its key in EBB_MLLP_TLS_KEY") from None
    return context


def networks(words: list[str]) -> tuple[Network, ...]:
    """Addresses and networks as written; ValueError for one that is none."""
    return tuple(ipaddress.ip_network(word) for word in words)
