"""The health check of probes and proxies: can this server show its campaign?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse
from starlette.routing import Route

from components.server.hosts import base_path
from components.shell.campaign_cache import is_loading, loaded_campaign

if TYPE_CHECKING:
    from starlette.requests import Request

_OK, _UNAVAILABLE = 200, 503


def health_routes() -> list[Route]:
    """Return the route, for GET and HEAD."""
    return [Route(f"{base_path()}/healthz", healthz, methods=["GET"])]


async def healthz(_request: Request) -> JSONResponse:
    """Return the status, and id and version of the campaign; 503 while it can't be shown.

    The first check begins to load the campaign. Why it fails is in the log and on the page: a
    message may name folders.
    """
    campaign = loaded_campaign()
    headers = {"cache-control": "no-store"}
    if campaign is None:
        status = "loading" if is_loading() else "failed"
        return JSONResponse({"status": status}, _UNAVAILABLE, headers)
    about = {"id": campaign.settings.id, "version": campaign.version}
    return JSONResponse({"status": "ok", "campaign": about}, _OK, headers)
