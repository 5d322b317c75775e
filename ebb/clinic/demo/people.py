"""Who works in the invented clinic, and what its patients are called: names nobody could take for a real person's."""

from dataclasses import dataclass

from ebb.clinic.people.models import Credential, Role, Sex
from ebb.clinic.setup.practice import InventedHistory

PASSWORD = "practice makes perfect"
"""Of everyone here. The sign-in page of a demonstration shows it."""

Kind = Credential.Kind
NURSING = (Kind.REGISTERED_NURSE, Kind.ACLS, Kind.SEDATION_TRAINED)
DOCTORING = (Kind.PHYSICIAN, Kind.ACLS, Kind.ANAESTHESIA_TRAINED)


@dataclass(frozen=True)
class StaffMember:
    """Someone of the staff. `pin` opens a locked tablet."""

    username: str
    name: str
    pin: str
    roles: tuple[Role, ...]
    credentials: tuple[str, ...] = ()


STAFF = (
    StaffMember("nora", "Nora Nurse", "1111", (Role.NURSE,), NURSING),
    StaffMember("sam", "Sam Second", "2222", (Role.NURSE,), NURSING),
    StaffMember("tess", "Tess Third", "3333", (Role.NURSE,), NURSING),
    StaffMember("uma", "Uma Fourth", "1234", (Role.NURSE,), NURSING),
    StaffMember("vera", "Vera Fifth", "5678", (Role.NURSE,), NURSING),
    StaffMember("pia", "Pia Prescriber", "4444", (Role.PRESCRIBER,), DOCTORING),
    StaffMember("fay", "Fay Front", "5555", (Role.FRONT_DESK,)),
    StaffMember("cora", "Cora Custodian", "6666", (Role.CUSTODIAN,)),
    StaffMember("max", "Max Manager", "7777", (Role.MANAGER,)),
    StaffMember("ari", "Ari Auditor", "8888", (Role.AUDITOR,)),
    StaffMember("ada", "Ada Admin", "9999", (Role.ADMINISTRATOR,)),
)
BY_USERNAME = {person.username: person for person in STAFF}


@dataclass(frozen=True)
class InventedPatient:
    """Who a patient of the demonstration is. The order weight is the one signed for."""

    given_name: str
    family_name: str
    sex: Sex
    born: int
    weight_kg: str
    evidence: str

    @property
    def history(self) -> InventedHistory:
        """What an assessment finds, with what they want to be able to do again."""
        return InventedHistory(self.weight_kg, self.evidence, GOALS[self.evidence])


# Keys of `assessment.evidence.EVIDENCE`.
CRPS, NEUROPATHIC, FIBROMYALGIA, MIGRAINE, BACK = "crps", "neuropathic", "fibromyalgia", "headache", "back"
GOALS = {
    CRPS: "Hold a cup and write by hand",
    NEUROPATHIC: "Sleep through, with the blanket over my feet",
    FIBROMYALGIA: "Play with the children for an hour",
    MIGRAINE: "Work three days a week",
    BACK: "Walk to the shop and back",
}

# The first nine make the first day; the tenth and on come on later days.
PATIENTS = (
    InventedPatient("Ines", "Invented", Sex.FEMALE, 1971, "74.0", CRPS),
    InventedPatient("Emil", "Example", Sex.MALE, 1964, "82.0", NEUROPATHIC),
    InventedPatient("Sofia", "Sample", Sex.FEMALE, 1959, "68.0", BACK),
    InventedPatient("Piotr", "Practice", Sex.MALE, 1980, "60.0", MIGRAINE),
    InventedPatient("Petra", "Pretend", Sex.FEMALE, 1969, "70.0", CRPS),
    InventedPatient("Felix", "Fictional", Sex.MALE, 1975, "90.0", NEUROPATHIC),
    InventedPatient("Magda", "Madeup", Sex.FEMALE, 1955, "64.0", FIBROMYALGIA),
    InventedPatient("Ilan", "Imaginary", Sex.MALE, 1986, "77.0", CRPS),
    InventedPatient("Maria", "Makebelieve", Sex.FEMALE, 1962, "71.0", BACK),
    InventedPatient("Sven", "Specimen", Sex.MALE, 1968, "85.0", NEUROPATHIC),
    InventedPatient("Paula", "Placeholder", Sex.FEMALE, 1957, "66.0", CRPS),
    InventedPatient("Theo", "Testcase", Sex.MALE, 1979, "79.0", MIGRAINE),
    InventedPatient("Nadia", "Nobody", Sex.FEMALE, 1973, "62.0", FIBROMYALGIA),
    InventedPatient("Anton", "Anyone", Sex.MALE, 1961, "88.0", BACK),
    InventedPatient("Dora", "Demo", Sex.FEMALE, 1966, "73.0", CRPS),
    InventedPatient("Hugo", "Hypothetical", Sex.MALE, 1983, "81.0", NEUROPATHIC),
    InventedPatient("Una", "Unreal", Sex.FEMALE, 1952, "59.0", FIBROMYALGIA),
    InventedPatient("Viktor", "Virtual", Sex.MALE, 1977, "92.0", CRPS),
    InventedPatient("Rosa", "Rehearsal", Sex.FEMALE, 1965, "69.0", MIGRAINE),
    InventedPatient("Fred", "Fable", Sex.MALE, 1958, "84.0", BACK),
    InventedPatient("Stella", "Story", Sex.FEMALE, 1981, "63.0", CRPS),
    InventedPatient("Nils", "Novel", Sex.MALE, 1970, "76.0", NEUROPATHIC),
)


NUMBER_BEGINS = "P-"


def patient_number(place: int) -> str:
    """The number of the file of the person at this place of the list; the list goes round with a new number."""
    return f"{NUMBER_BEGINS}{place + 1:04}"


def invented(place: int) -> InventedPatient:
    return PATIENTS[place % len(PATIENTS)]
