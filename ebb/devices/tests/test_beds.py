import pytest

from ebb.devices.hl7 import parse
from ebb.devices.observations import bed
from ebb.devices.tests.messages import reading


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("^^Chair 4", "Chair 4"),
        ("WARD^ROOM 2^Chair 4", "Chair 4"),
        ("DAY/UNIT^^Chair 4&0&0", "Chair 4"),
        ("^^&7&0", "7"),
        ("WARD^ROOM 2", "ROOM 2"),
        ("WARD^ROOM 2^", "ROOM 2"),
        ("Chair_4", "Chair_4"),
        ('Chair 4^""^""', "Chair 4"),
        ("WARD^^Chair 4^SITE", "Chair 4"),
        ("^^Chair   4 ", "Chair 4"),
        ("^^Chair \\T\\ Couch", "Chair & Couch"),
        ("^^Chair 4~^^Chair 5", "Chair 4"),
        ("^^", ""),
        ("^^-", ""),
        ("", ""),
    ],
)
def test_the_narrowest_filled_place_is_the_bed(place: str, expected: str) -> None:
    assert reading(place=place).bed == expected


def test_a_message_without_a_visit_names_no_bed() -> None:
    assert bed(parse(b"MSH|^~\\&|||||||ORU^R01|1|P|2.3\r")) == ""


def test_one_place_under_other_separators_is_another_bed() -> None:
    payload = b"MSH|^~\\&|||||||ORU^R01|1|P|2.3\rPV1||I|Ward^^Bed+4\r"

    under_standard = bed(parse(payload))
    under_other = bed(parse(payload.replace(b"^~\\&", b"+~\\&").replace(b"ORU^", b"ORU+")))

    assert (under_standard, under_other) == ("Bed+4", "4")
