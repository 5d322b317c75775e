"""The questions of `ebb setup` for someone at a keyboard; an empty answer takes what stands in brackets."""

from collections.abc import Callable

from ebb.clinic.environment import is_time_zone

Ask = Callable[[str], str]
Answers = dict[str, object]

PERSON = "Someone of the staff: username, name, roles, credentials (empty when all are named)"
EXAMPLES = """
  nora, Nora Nurse, nurse, registered nurse; ACLS until 2027-06-30
  pia, Pia Physician, prescriber; manager, physician; ACLS until 2027-06-30
  cora, Cora Keys, custodian
Roles: front desk, nurse, prescriber, custodian, manager, auditor, administrator.
"""


def converse(ask: Ask, show: Callable[[str], None], *, machine_zone: str | None) -> Answers:
    """The same answers that the options give, by the options' names. `machine_zone` is taken for an empty answer."""
    answers: Answers = {
        "name": _until_given(ask, "The clinic's name: "),
        "address": ask("Its address: "),
        "emergency_phone": ask("The emergency number to call from there: "),
        "time_zone": _time_zone(ask, machine_zone),
        "chair": _chairs(ask),
    }
    show(EXAMPLES)
    answers["person"] = _several(ask, f"{PERSON}: ")
    answers |= _vials(ask)
    answers["patients"] = ask("A CSV file of patients (empty for none): ").strip() or None
    answers["programme"] = (
        ask("Programme for practice, A (40 to 60 min) or B (2 to 4 h) [A]: ").strip() or "A"
    ).upper()
    answers["practice"] = ask("Make three invented patients to practise on? [Y/n] ").strip().lower() != "n"
    return answers


def _time_zone(ask: Ask, machine_zone: str | None) -> str:
    """One that is known; without a default the question is asked until it has an answer."""
    default = f" [{machine_zone}]" if machine_zone else ""
    question = f"Its time zone, such as America/Chicago or Europe/Berlin{default}: "
    while not is_time_zone(answer := ask(question).strip() or machine_zone or ""):
        continue
    return answer


def _chairs(ask: Ask) -> list[str]:
    return _several(ask, "A chair, as 1, or 2=BED where its monitor calls itself BED (empty when all are named): ")


def _vials(ask: Ask) -> Answers:
    counted = ask(
        "Vials in the cabinet, as lot,mg/mL,mL,number, such as K123,50,10,20 (empty to count later): "
    ).strip()
    if not counted:
        return {"vials": None, "counted_by": "", "witness": ""}
    return {"vials": counted, "counted_by": ask("Counted by (username): "), "witness": ask("Seen by (username): ")}


def _until_given(ask: Ask, question: str) -> str:
    while not (answer := ask(question).strip()):
        continue
    return answer


def _several(ask: Ask, question: str) -> list[str]:
    given = []
    while answer := ask(question).strip():
        given.append(answer)
    return given
