"""One invented message in each of the manners met with, read whole."""

from datetime import UTC, datetime

from ebb.devices.tests.messages import reading_of, reasons


def test_mdil_with_an_inop_a_mode_and_no_observation_times() -> None:
    taken = reading_of(
        "MSH|^~\\&|||||||ORU^R01|PH20260714093015771|P|2.3||||||8859/1\n"
        "PID|||CASE-9^^^^MR||Invented^Ines\n"
        "PV1||I|DAY/UNIT^^Chair 2&0&0\n"
        "OBR|||||||20260714093015\n"
        "OBX||ST|0402-f8f5^sMode^MDIL|0|MONITORING||||||F||SETTING\n"
        "OBX||TX|5^HardInop^MDIL-ALERT||NBP  Cuff Leak||||||F\n"
        "OBX||NM|0002-4182^HR^MDIL|0|71|0004-0aa0^bpm^MDIL|50-120||||F\n"
        "OBX||NM|0002-4bb8^SpO2^MDIL|0|96|0004-0220^%^MDIL|||||F\n"
        "OBX||NM|0002-4822^Pulse^MDIL|0|70|0004-0aa0^bpm^MDIL|||||F\n"
        "OBX||NM|0002-500a^RR^MDIL|0|15|0004-0ae0^rpm^MDIL|8-30||||F\n"
        "OBX||NM|0002-4a05^NBPs^MDIL|0|131|0004-0f20^mmHg^MDIL|||||F\n"
        "OBX||NM|0002-4b48^Temp^MDIL|0|36.9|0004-17a0^°C^MDIL|||||F\n"
        "OBX||NM|0002-4261^PVC^MDIL|0|0|0004-09e0^/min^MDIL|||||F\n"
    )

    assert taken.kind == "vitals"
    assert taken.bed == "Chair 2"
    assert taken.taken_at == datetime(2026, 7, 14, 9, 30, 15, tzinfo=UTC)
    assert taken.values == {
        "hr_per_min": 71,
        "spo2_percent": 96,
        "pulse_per_min": 70,
        "rr_per_min": 15,
        "nibp_sys_mmhg": 131,
        "temp_c": 36.9,
    }
    assert taken.doubtful == {"nibp_sys_mmhg"}
    assert taken.texts == ("NBP Cuff Leak",)
    assert [(unmapped.name, unmapped.value) for unmapped in taken.unmapped] == [("sMode", "MONITORING"), ("PVC", "0")]
    assert taken.remarks == ("MSH-18 declares 8859/1; the bytes were read as UTF-8",)


def test_mdc_with_device_rows_two_temperatures_and_the_time_in_the_request() -> None:
    taken = reading_of(
        "MSH|^~\\&|B-SERIES^080019FFFE0B4020^EUI-64|HALL|||20260714093016.250-0500||ORU^R01^ORU_R01|G-5|P|2.6\n"
        "PV1||E|HALL^R1^BED-7\n"
        "OBR|1|G-5|G-5|69837^MDC_DEV_METER_PHYSIO_MULTI_PARAM_MDS^MDC|||20260714093015-0500\n"
        "OBX|1||69798^MDC_DEV_ECG_VMD^MDC|1.5.0.0|||||||X\n"
        "OBX|2|NM|147842^MDC_ECG_HEART_RATE^MDC|1.5.1.1|64|264864^MDC_DIM_BEAT_PER_MIN^MDC|||||R\n"
        "OBX|3||69855^MDC_DEV_METER_PRESS_BLD_CHAN^MDC|1.13.1.0|||||||X\n"
        "OBX|4|NM|150033^MDC_PRESS_BLD_ART_SYS^MDC|1.13.1.1|118|266016^MDC_DIM_MMHG^MDC|||||R\n"
        "OBX|5|NM|149522^MDC_BLD_PULS_RATE_INV^MDC|1.13.1.4|64|264864^MDC_DIM_BEAT_PER_MIN^MDC|||||R\n"
        "OBX|6|NM|150087^MDC_PRESS_BLD_VEN_CENT_MEAN^MDC|1.13.2.1|8|266016^MDC_DIM_MMHG^MDC|||||R\n"
        "OBX|7|NM|150344^MDC_TEMP^MDC|1.26.1.1|36.8|268192^MDC_DIM_DEGC^MDC|||||R\n"
        "OBX|8|NM|150344^MDC_TEMP^MDC|1.26.2.1|36.9|268192^MDC_DIM_DEGC^MDC|||||R\n"
    )

    assert taken.bed == "BED-7"
    assert taken.taken_at == datetime(2026, 7, 14, 14, 30, 15, tzinfo=UTC)
    assert taken.values == {"hr_per_min": 64, "abp_sys_mmhg": 118, "pulse_per_min": 64, "temp_c": 36.8}
    assert reasons(taken) == [
        "150087 (MDC) is none of the readings charted",
        "temp_c is charted as 36.8 from MDC_TEMP 1.26.1.1",
    ]
    assert taken.probe_off == frozenset()


def test_pcd_01_with_loinc_first_and_ucum_units() -> None:
    taken = reading_of(
        "MSH|^~\\&#|DOR^0012AB^EUI-64|CLINIC|||20260714093016+0200||ORU^R01^ORU_R01|D-5|P|2.7|||NE|AL||UNICODE UTF-8\n"
        "PV1||I|^^Chair 1\n"
        "OBR|1||D-5|182777000^monitoring of patient^SCT|||20260714093000+0200\n"
        "OBX|1|NM|8867-4^Heart rate^LN^147842^MDC_ECG_HEART_RATE^MDC|1.1|88|{beats}/min^{beats}/min^UCUM|||||F\n"
        "OBX|2|NM|59408-5^SpO₂^LN|1.2|98|%^%^UCUM|||||F|||20260714093012+0200\n"
        "OBX|3|NM|8480-6^Systolic blood pressure^LN|1.3|18.0|kPa^kPa^UCUM|||||F|||20260714092800+0200\n"
        "OBX|4|NM|8310-5^Body temperature^LN|1.4|98.6|[degF]^[degF]^UCUM|||||F\n"
    )

    assert taken.values == {"hr_per_min": 88, "spo2_percent": 98, "nibp_sys_mmhg": 135.0, "temp_c": 37.0}
    assert taken.taken_at == datetime(2026, 7, 14, 7, 30, 12, tzinfo=UTC)
    assert taken.own_taken_at["nibp_sys_mmhg"] == datetime(2026, 7, 14, 7, 28, tzinfo=UTC)
    assert taken.unmapped == ()


def test_mdc_with_the_cuff_on_its_own_time_and_sentinels_for_a_missing_probe() -> None:
    taken = reading_of(
        "MSH|^~\\&|XH^00A037009B000000^EUI-64|MAKER|||20260714093016500+0800||ORU^R01^ORU_R01|42|P|2.4|||AL|NE\n"
        "PV1||I|^^WARD2&1&3\n"
        "OBR|1||42^XH^00A0^EUI-64|182777000^monitoring of patient^SCT|||20260714093016\n"
        "OBX||NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|1.3.1.150456|-100|262688^MDC_DIM_PERCENT^MDC|||||F\n"
        "OBX||NM|149530^MDC_PULS_OXIM_PULS_RATE^MDC|1.3.1.149530|8388607|264864^MDC_DIM_BEAT_PER_MIN^MDC|||||X\n"
        "OBX||NM|150301^MDC_PRESS_CUFF_SYS^MDC|1.1.9.150301|142|266016^MDC_DIM_MMHG^MDC|||||F||APERIODIC|20260714090000\n"
        "OBX||NM|151578^MDC_TTHOR_RESP_RATE^MDC|1.7.1|17|264928^MDC_DIM_RESP_PER_MIN^MDC|||||F|||20260714093016\n"
        "OBX||NM|150344^MDC_TEMP^MDC|1.2.2|384.5|268192^MDC_DIM_DEGC^MDC|||||F\n"
    )

    assert taken.bed == "WARD2"
    assert taken.values == {"nibp_sys_mmhg": 142, "rr_per_min": 17}
    assert taken.probe_off == {"spo2_percent", "pulse_per_min"}
    assert taken.own_taken_at == {"nibp_sys_mmhg": datetime(2026, 7, 14, 9, 0, tzinfo=UTC)}
    assert reasons(taken) == ["384.5 is impossible for temp_c; possible is 20 to 45"]
