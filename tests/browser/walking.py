"""Walking through a visit as a nurse does: by what stands on the page, with one hand."""

from datetime import datetime, timedelta

from playwright.sync_api import Locator, Page, expect


class Ward:
    """A page at the chair. Every method is one thing the nurse does, and ends when the page has taken it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def step(self, title: str) -> Locator:
        """A line of the preparation, unfolded."""
        line = self.page.locator("details.step", has=self.page.get_by_text(title, exact=True))
        if line.get_attribute("open") is None:
            line.locator("summary").first.click()
        return line

    def record(self, title: str, button: str, **fields: str | bool) -> None:
        """Fill in a line of the preparation and record it."""
        line = self.step(title)
        fill(line, fields)
        press(self.page, line.get_by_role("button", name=button))
        expect(
            self.page.locator("details.step[data-done]", has=self.page.get_by_text(title, exact=True))
        ).to_be_visible()

    def score(self, scale: str, value: int) -> None:
        """Tap one number of the charting sheet."""
        sheet = self.page.get_by_role("form", name=scale)
        sheet.locator(f'.choice[value="{value}"]').click()
        expect(sheet.locator("[data-last]")).to_have_attribute("value", str(value))

    def press(self, name: str) -> None:
        press(self.page, self.page.get_by_role("button", name=name, exact=True).first)

    def unfold(self, name: str) -> Locator:
        """A question asked in place, such as Stop…"""
        fold = self.page.locator("details.confirm", has=self.page.locator("summary", has_text=name)).first
        if fold.get_attribute("open") is None:
            fold.locator("summary").first.click()
        return fold

    def told(self, text: str) -> None:
        """The timeline tells it."""
        expect(self.page.locator("#timeline")).to_contain_text(text)


def fill(place: Locator, fields: dict[str, str | bool]) -> None:
    """Fields by the name their form gives them."""
    for name, value in fields.items():
        field = place.locator(f'[name="{name}"]').first
        if isinstance(value, bool):
            field.set_checked(value)
        elif field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        elif field.get_attribute("type") == "radio":
            place.locator(f'[name="{name}"][value="{value}"]').check()
        else:
            field.fill(value)


def press(page: Page, button: Locator) -> None:
    """Press what records, and wait for the page that answers."""
    with page.expect_navigation(wait_until="load"):
        button.click()


def ago(hours: float) -> str:
    """A clock time so many hours back, as a time field takes it."""
    return f"{_moment(hours):%H:%M}"


def day_ago(hours: float) -> str:
    """The day of that moment, as the form asks for it."""
    return "today" if _moment(hours).date() == _moment(0).date() else "yesterday"


def _moment(hours_ago: float) -> datetime:
    return datetime.now().astimezone() - timedelta(hours=hours_ago)
