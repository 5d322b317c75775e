"""A cuff and an arterial line that disagree are told with both numbers, on a chair that has both."""

from ebb.clinic.vitals.models import AlarmChange


def test_the_alarm_names_both_numbers_and_goes_on_after_a_restart(ward) -> None:
    ward.watching(1, 2, abp_sys_mmhg=100.0, nibp_sys_mmhg=140.0)
    ward.watching(3, 4, abp_sys_mmhg=100.0, nibp_sys_mmhg=142.0)
    ward.restart(5)
    ward.watching(5, 6, abp_sys_mmhg=100.0, nibp_sys_mmhg=142.0)
    ward.watching(7, 8, abp_sys_mmhg=122.0, nibp_sys_mmhg=126.0)

    told = AlarmChange.objects.filter(cause="two sources").order_by("id")

    assert [(change.state, change.priority, change.kind, change.text) for change in told] == [
        ("raised", "low", "technical", "Cuff 142, arterial line 100 mmHg: more than 25 % apart"),
        ("cleared", "low", "technical", "Cuff and arterial line: no longer apart"),
    ]
