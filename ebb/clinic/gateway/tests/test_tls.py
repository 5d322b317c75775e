"""Where the line is protected, a monitor must speak TLS, and may have to show who it is."""

import asyncio
import ssl
from datetime import UTC, datetime
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ebb.clinic.gateway.limits import Limits, tls_from_environment
from ebb.clinic.gateway.server import Gateway
from ebb.clinic.gateway.tests.monitor import Monitor, vitals

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def certificate(tmp_path):
    """A certificate for this machine that vouches for itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "gateway")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime(2000, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2100, 1, 1, tzinfo=UTC))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    cert_file, key_file = tmp_path / "gateway.pem", tmp_path / "gateway.key"
    cert_file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return str(cert_file), str(key_file)


@pytest.fixture
def protected(certificate, monkeypatch):
    monkeypatch.setenv("EBB_MLLP_TLS_CERT", certificate[0])
    monkeypatch.setenv("EBB_MLLP_TLS_KEY", certificate[1])


def trusting(certificate, *, showing: bool = False) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=certificate[0])
    if showing:
        context.load_cert_chain(*certificate)
    return context


def codes_heard(*contexts: ssl.SSLContext | None) -> list[str]:
    """What each of these monitors is answered; the name of the error when it gets no answer."""

    async def one(port: int, context: ssl.SSLContext | None) -> str:
        try:
            monitor = Monitor(*await asyncio.open_connection("127.0.0.1", port, ssl=context))
            return (await monitor.ask(vitals("1"))).code
        except (OSError, AssertionError):
            return "no answer"

    async def talk() -> list[str]:
        house = Gateway(Limits(), tls=tls_from_environment())
        port = await house.start("127.0.0.1", 0)
        heard = [await one(port, context) for context in contexts]
        await house.drain()
        return heard

    return asyncio.run(talk())


def test_it_speaks_tls_and_nothing_else(protected, certificate):
    assert codes_heard(trusting(certificate), None) == ["AA", "no answer"]


def test_it_asks_a_monitor_who_it_is(protected, certificate, monkeypatch):
    monkeypatch.setenv("EBB_MLLP_TLS_CA", certificate[0])

    assert codes_heard(trusting(certificate, showing=True), trusting(certificate)) == ["AA", "no answer"]
