"""Present: a tour of the selection, for a shared screen."""

from __future__ import annotations

from components.exporting.dialog import show_download
from components.presenting.present import show_presentation
from components.shell.campaign_cache import current_campaign
from components.shell.page import enter_by_app

enter_by_app()

show_presentation(current_campaign(), show_download)
