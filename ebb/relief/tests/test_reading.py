"""CSV text and lists of days: what is read, and what is refused with its row."""

import pytest

from ebb.relief.diary import Diary, DiaryError, InfusionError, read_diary, read_infusions


def test_rows_are_read_in_any_order_with_gaps_and_other_columns() -> None:
    diary = read_diary("\ufeffPain, Day,mood\r\n5,2,fine\r\n\r\n,3,\r\n7.5,-1,bad\r\n", read_infusions(" 7, -0.5 ,0"))

    assert diary == Diary.of([-1, 2], [7.5, 5], [-0.5, 0, 7])
    assert diary.baseline_days == 1
    assert diary.day_zero == -0.5


@pytest.mark.parametrize(
    ("text", "says", "row"),
    [
        ("day,pain\n1,5\n2,11\n", "pain must be a number from 0 to 10, not 11", 2),
        ("day,pain\n1,-0.1\n", "from 0 to 10, not -0.1", 1),
        ("day,pain\n1,nan\n", "from 0 to 10, not nan", 1),
        ("day,pain\n1,inf\n", "from 0 to 10, not inf", 1),
        ("day,pain\n1,1e400\n", "from 0 to 10, not 1e400", 1),
        ("day,pain\n1,1_0\n", "from 0 to 10, not '1_0'", 1),
        ("day,pain\n1,5\n2,bad\n", "from 0 to 10, not 'bad'", 2),
        ("day,pain\n1,0x5\n", "not '0x5'", 1),
        ("day,pain\n1,5\n\n1,6\n", "day 1 stands in row 1 already", 3),
        ("day,pain\n1,5\n1,\n", "day 1 stands in row 1 already", 2),
        ("day,pain\n1,5\n1.0,6\n", "day 1 stands in row 1 already", 2),
        ("day,pain\n1.5,5\n", "the day must be a whole number", 1),
        ("day,pain\nMonday,5\n", "the day must be a whole number, not 'Monday'", 1),
        ("day,pain\nnan,5\n", "the day must be a whole number", 1),
        ("day,pain\n1e400,5\n", "the day must be a whole number within 100,000 days", 1),
        ("day,pain\n100001,5\n", "within 100,000 days", 1),
        ("day,pain\n,5\n", "the day must be a whole number, not ''", 1),
        ("day,pain\n1,5,6\n", "3 values under 2 columns", 1),
        ("day,pain\n1\n", "1 values under 2 columns", 1),
        ("day,pain\n", "at least one", None),
        ("day,pain\n1,\n", "at least one", None),
        ("", "the heading must name day once; it reads nothing", None),
        ("1,5\n2,6\n", "the heading must name day once; it reads 1,5", None),
        ("day,score\n1,5\n", "the heading must name pain once", None),
        ("day,pain,pain\n1,5,6\n", "the heading must name pain once", None),
        ("day;pain\n1;5\n", "the heading must name day once", None),
    ],
)
def test_a_row_that_cannot_be_is_refused_by_its_number(text: str, says: str, row: int | None) -> None:
    with pytest.raises(DiaryError) as refusal:
        read_diary(text)

    assert says in str(refusal.value)
    assert refusal.value.row == row
    assert row is None or str(refusal.value).startswith(f"row {row}: ")


@pytest.mark.parametrize(
    ("days", "doses", "says"),
    [
        ("0,seven", None, "must be numbers parted by commas, such as 0,7,14; not '0,seven'"),
        ("0,,7", None, "must be numbers parted by commas"),
        ("0,7,", None, "must be numbers parted by commas"),
        ("1_0", None, "must be numbers"),
        ("nan", None, "an infusion's day must be a number within 100,000 days, not nan"),
        ("1e400", None, "not inf"),
        ("-100001", None, "within 100,000 days"),
        ("0,7", "35", "2 infusions with 1 doses"),
        ("0", "0", "must be more than 0 mg"),
        ("0", "nan", "must be more than 0 mg, not nan"),
        ("0", "inf", "must be more than 0 mg"),
        ("0", "35 mg", "the doses must be numbers"),
    ],
)
def test_infusions_that_cannot_be_are_refused(days: str, doses: str | None, says: str) -> None:
    with pytest.raises(InfusionError, match=says):
        read_infusions(days, doses)
