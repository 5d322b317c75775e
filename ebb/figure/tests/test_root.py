"""What the drawing says of itself to the page around it."""

from xml.etree import ElementTree

from ebb.figure.tests.cast import INFUSION


def test_its_class_names_its_paints_and_no_part_of_a_page() -> None:
    root = ElementTree.fromstring(INFUSION.svg())

    assert root.get("class") == "figure theme-page"
