from datetime import UTC, datetime

from ebb.devices.compose import compose_query
from ebb.devices.hl7 import parse
from ebb.devices.readings import read
from ebb.devices.tests.messages import BPM, HR, PERCENT, SPO2, obx, reading, reading_of, reasons

PCD_04 = (
    "MSH|^~\\&|PSN^0012AB^EUI-64|CLINIC|||20260714093016+0000||ORU^R40^ORU_R40|A-7|P|2.6|||AL|NE||UNICODE UTF-8\n"
    "PV1||I|^^Chair 4\n"
    "OBR|1|A-7|A-7|196616^MDC_EVT_ALARM^MDC|||20260714093015+0000\n"
    "OBX|1||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|1.0.0.0|||||||X\n"
    "OBX|2|ST|196674^MDC_EVT_LO_VAL_LT_LIM^MDC|1.1.0.1.1|SPO2 LOW|||L~PH~SP|||R\n"
    "OBX|3|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|1.1.0.1.2|84|262688^MDC_DIM_PERCENT^MDC|>90||||R\n"
    "OBX|4|ST|68481^MDC_ATTR_EVENT_PHASE^MDC|1.1.0.1.3|start||||||R\n"
)


def test_a_pcd_04_alarm_is_an_alert_whose_facts_are_texts_and_not_charted() -> None:
    taken = reading_of(PCD_04)

    assert taken.kind == "alert"
    assert taken.bed == "Chair 4"
    assert taken.taken_at == datetime(2026, 7, 14, 9, 30, 15, tzinfo=UTC)
    assert taken.values == {}
    assert taken.texts == (
        "MDC_EVT_LO_VAL_LT_LIM SPO2 LOW",
        "MDC_PULS_OXIM_SAT_O2 84 MDC_DIM_PERCENT",
        "MDC_ATTR_EVENT_PHASE start",
    )


def test_a_pcd_04_alarm_is_known_by_its_trigger_alone() -> None:
    taken = reading_of(PCD_04.replace("196616^MDC_EVT_ALARM^MDC", "182777000^monitoring of patient^SCT"))

    assert taken.kind == "alert"
    assert taken.values == {}


def test_a_philips_alarm_alone_is_an_alert() -> None:
    taken = reading(
        obx("2^Yellow Alarm^MDIL-ALERT", "** HR 132 > 120", kind="TX"),
        request="OBR||||ALARM|||20260714093015+0000",
    )

    assert taken.kind == "alert"
    assert taken.texts == ("** HR 132 > 120",)


def test_a_group_of_vitals_after_an_alarm_group_is_charted() -> None:
    taken = reading(
        obx(SPO2, "84", PERCENT),
        "OBR|2|||182777000^monitoring of patient^SCT|||20260714093015+0000",
        obx(HR, "72", BPM),
        request="OBR|1|||196616^MDC_EVT_ALARM^MDC|||20260714093015+0000",
    )

    assert taken.kind == "vitals"
    assert taken.values == {"hr_per_min": 72}
    assert taken.texts == ("MDC_PULS_OXIM_SAT_O2 84 MDC_DIM_PERCENT",)


def test_a_query_is_never_vitals() -> None:
    payload = compose_query(bed="Chair 4", sent_at=datetime(2026, 7, 14, 9, 30, tzinfo=UTC), control_id="Q-1")

    message = parse(payload)
    taken = read(message, assume_tz=UTC)

    assert message.header.control_id == "Q-1"
    assert taken.kind == "query"
    assert taken.values == {}


def test_a_query_of_the_older_kind_is_one_too_even_with_observations() -> None:
    taken = reading(obx(HR, "72", BPM), message_type="QRY^A19")

    assert (taken.kind, taken.values) == ("query", {})


def test_any_other_message_is_other() -> None:
    taken = reading(obx(HR, "72", BPM), message_type="ADT^A01")

    assert (taken.kind, taken.values) == ("other", {})


def test_a_waveform_is_not_charted_and_says_so() -> None:
    taken = reading(
        obx(
            "131330^MDC_ECG_ELEC_POTL_II^MDC", "^".join(["12", "-7"] * 500), "266418^MDC_DIM_MILLI_VOLT^MDC", kind="NA"
        ),
        obx("0^MDC_ATTR_SAMP_RATE^MDC", "500", "264608^MDC_DIM_PER_SEC^MDC", sub_id="1.1.1.1"),
        obx(HR, "70^71^72", BPM, kind="NA"),
    )

    assert taken.values == {}
    assert reasons(taken) == [
        "a waveform; curves are not charted",
        "describes another observation",
        "a waveform; curves are not charted",
    ]
