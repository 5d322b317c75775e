"""Invented messages in the manner of several makers."""

from datetime import UTC

from ebb.devices.hl7 import parse
from ebb.devices.readings import MonitorReading, read

HR = "147842^MDC_ECG_HEART_RATE^MDC"
PULSE = "149530^MDC_PULS_OXIM_PULS_RATE^MDC"
CUFF_PULSE = "149546^MDC_PULS_RATE_NON_INV^MDC"
SPO2 = "150456^MDC_PULS_OXIM_SAT_O2^MDC"
RR = "151562^MDC_RESP_RATE^MDC"
SYS = "150021^MDC_PRESS_BLD_NONINV_SYS^MDC"
TEMP = "150344^MDC_TEMP^MDC"
ETCO2 = "151708^MDC_CONC_AWAY_CO2_ET^MDC"
BPM = "264864^MDC_DIM_BEAT_PER_MIN^MDC"
BREATHS = "264928^MDC_DIM_RESP_PER_MIN^MDC"
PERCENT = "262688^MDC_DIM_PERCENT^MDC"
MMHG = "266016^MDC_DIM_MMHG^MDC"
CELSIUS = "268192^MDC_DIM_DEGC^MDC"


def obx(
    identifier: str,
    value: str,
    unit: str = "",
    *,
    kind: str = "NM",
    sub_id: str = "1.1.1",
    flags: str = "",
    status: str = "R",
    at: str = "",
) -> str:
    return f"OBX|1|{kind}|{identifier}|{sub_id}|{value}|{unit}||{flags}|||{status}|||{at}"


def message(
    *segments: str,
    message_type: str = "ORU^R01^ORU_R01",
    sent_at: str = "20260714093020+0000",
    place: str = "^^Chair 4",
    request: str = "OBR|1|||182777000^monitoring of patient^SCT|||20260714093015+0000",
    charset: str = "UNICODE UTF-8",
) -> bytes:
    head = f"MSH|^~\\&|MONITOR|CLINIC|||{sent_at}||{message_type}|M-1|P|2.6||||||{charset}"
    return "\r".join([head, "PID|||", f"PV1||I|{place}", request, *segments, ""]).encode()


def reading(*segments: str, **changes: str) -> MonitorReading:
    return read(parse(message(*segments, **changes)), assume_tz=UTC)


def reading_of(payload: str) -> MonitorReading:
    return read(parse(payload.replace("\n", "\r").encode()), assume_tz=UTC)


def reasons(taken: MonitorReading) -> list[str]:
    return [unmapped.reason for unmapped in taken.unmapped]
