"""Present: the tour of what is chosen, for a shared screen."""

from __future__ import annotations

from components.campaign_cache import current_campaign
from components.entry import enter_by_app
from components.presenting.present import show_presentation
from components.taking_away.take_away import show_take_away

enter_by_app()

show_presentation(current_campaign(), show_take_away)
