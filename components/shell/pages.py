"""The pages: the one table that the menu, the addresses and the heads of pages are made from."""

from __future__ import annotations

from typing import NamedTuple

from data.model.errors import msgid


class Page(NamedTuple):
    """A page: its name in the address and of its file, its label (a message id), if in the menu."""

    name: str
    label: str
    is_in_menu: bool = False

    @property
    def file(self) -> str:
        """The path of its file, as Streamlit names pages."""
        return f"pages/{self.name}.py"


# Translators: verb, name of the page with map and timeline
EXPLORE = Page("explore", msgid("Explore"), is_in_menu=True)
REGIONS = Page("regions", msgid("Regions"), is_in_menu=True)
ORGANIZATIONS = Page("organizations", msgid("Organizations"), is_in_menu=True)
# Translators: noun, what civil society asked for; in the menu of campaigns that have some
DEMANDS = Page("demands", msgid("Demands"), is_in_menu=True)
# Translators: verb, page where two regions, years or organizations stand side by side
COMPARE = Page("compare", msgid("Compare"), is_in_menu=True)
YOUR_DATA = Page("your_data", msgid("Your data"), is_in_menu=True)
ABOUT = Page("about", msgid("About"), is_in_menu=True)
# The following are reached by links on other pages; the menu stays short.
CONSULTATION = Page("consultation", msgid("Consultation"))
# Translators: verb, a button that starts the slides
PRESENT = Page("present", msgid("Present"))

PAGES = {
    page.name: page
    for page in (
        EXPLORE, REGIONS, ORGANIZATIONS, DEMANDS, COMPARE, YOUR_DATA, ABOUT, CONSULTATION, PRESENT,
    )
}  # fmt: skip
"""Name to page; the first is the start page."""
