"""Whether a weight and a height can be believed: by themselves, together, and beside the weight before.

Hazard H05: pounds typed for kilograms, or inches for centimetres, make a wrong dose that looks like any other.
"""

from decimal import Decimal

from ebb.pathway.findings import Finding, Level
from ebb.pathway.programmes import BMI_LIMITS, CLINIC, HEIGHT_LIMITS, WEIGHT_LIMITS, tightest
from ebb.pathway.quantities import Cm, Kg, KgPerM2, shown

CHANGE_TO_CONFIRM = Decimal("0.10")  # [D]
POUND_KG = Decimal("0.45359237")
INCH_CM = Decimal("2.54")
SUSPECT_BMI, USUAL_BMI = Decimal(35), (Decimal(16), Decimal(27))  # [D]: such a weight may be in pounds
TENTH = Decimal("0.1")

WEIGHT_CHANGED = Finding(
    "L-weight-changed",
    Level.OVERRIDE,
    "{weight} differs from the last weight, {last}, by {percent} %.",
    "Weigh again, or a physician confirms the change and says why.",
    source=CLINIC,
    mark="D",
)
LOOKS_LIKE_POUNDS = WEIGHT_CHANGED.variant(
    "{weight} would fit the last weight if it were pounds: {number} lb is {converted}.",
    "Enter the weight in kilograms.",
    id="L-weight-pounds",
    level=Level.CAUTION,
)
BMI_LIKE_POUNDS = LOOKS_LIKE_POUNDS.variant(
    "{weight} is a body mass index of {bmi}; {number} lb, {converted}, would be {bmi_of_pounds}.",
    "Make sure that the weight is in kilograms.",
    id="L-weight-pounds-bmi",
)
LOOKS_LIKE_INCHES = LOOKS_LIKE_POUNDS.variant(
    "{number} would be a height in inches: {number} in is {converted}.",
    "Enter the height in centimetres.",
    id="L-height-inches",
)


def judge_weight(weight_kg: Decimal, last_weight_kg: Decimal | None = None) -> list[Finding]:
    """Whether a weight can be believed, by itself and beside the last one."""
    weight = Kg.of(weight_kg)
    found = tightest(WEIGHT_LIMITS, [weight])
    if last_weight_kg is None:
        return found
    last = Kg.of(last_weight_kg)
    if _changed(weight, last):
        percent = f"{abs(weight.ratio(last) - 1) * 100:.0f}"
        found.append(WEIGHT_CHANGED.with_inputs(weight=weight, last=last, percent=percent))
        in_kg = weight.times(POUND_KG)
        if not _changed(in_kg, last):
            converted = f"{in_kg.value:.1f} kg"
            found.append(LOOKS_LIKE_POUNDS.with_inputs(weight=weight, number=shown(weight.value), converted=converted))
    return found


def judge_body(weight_kg: Decimal, height_cm: Decimal) -> list[Finding]:
    """Whether a height can be believed, and the weight beside it. Raises QuantityError."""
    weight, height = Kg.of(weight_kg), Cm.of(height_cm)
    if found := tightest(HEIGHT_LIMITS, [height]):
        in_cm = height.times(INCH_CM)
        if not tightest(HEIGHT_LIMITS, [in_cm]):
            converted = f"{in_cm.value:.0f} cm"
            found.append(LOOKS_LIKE_INCHES.with_inputs(number=shown(height.value), converted=converted))
        return found
    bmi, in_kg = _body_mass_index(weight, height), weight.times(POUND_KG)
    of_pounds = _body_mass_index(in_kg, height)
    found = tightest(BMI_LIMITS, [bmi])
    if bmi.value > SUSPECT_BMI and USUAL_BMI[0] <= of_pounds.value <= USUAL_BMI[1]:
        converted, number = f"{in_kg.value:.1f} kg", shown(weight.value)
        inputs = {"bmi": f"{bmi.value:.0f}", "bmi_of_pounds": f"{of_pounds.value:.0f}"}
        found.append(BMI_LIKE_POUNDS.with_inputs(weight=weight, number=number, converted=converted, **inputs))
    return found


def _body_mass_index(weight: Kg, height: Cm) -> KgPerM2:
    return KgPerM2((weight.value / (height.value / 100) ** 2).quantize(TENTH))


def _changed(weight: Kg, last: Kg) -> bool:
    return abs(weight.value - last.value) > CHANGE_TO_CONFIRM * last.value
