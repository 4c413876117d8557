"""The cluster that answers questions: its address in the environment, its details in `[engine]`."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any, NamedTuple

from data.model.errors import CampaignUnreadableError, msgid
from data.model.settings import FILE, read_campaign_toml
from data.model.settings_table import settings_of

SCHEDULER = "CONSULTATION_SCHEDULER"
"""Environment variable: the addresses of the schedulers that may be asked, separated by spaces.

A campaign may name one of them; without that the first is asked. Whoever runs a scheduler can run
programs on those that ask it, so a campaign alone must not decide.
"""

_ADDRESS = re.compile(r"(tcp|tls)://[A-Za-z0-9.\[\]:_-]+:[0-9]{1,5}")
_TIMEOUT = 30.0


class ClusterSettings(NamedTuple):
    """How to reach a Dask cluster.

    Attributes:
        scheduler: Its address, `tcp://host:8786` or `tls://host:8786`.
        shards: The campaign's folder as workers see it; "" if it is the same there.
        timeout: Seconds to wait for a connection or an answer.
        ca_file: Certificate of the authority, for TLS.
        cert: Certificate of this server, for TLS.
        key: Its private key.
    """

    scheduler: str
    shards: str = ""
    timeout: float = _TIMEOUT
    ca_file: str = ""
    cert: str = ""
    key: str = ""


def cluster_settings(folder: Path) -> ClusterSettings | None:
    """Read the settings of the cluster; None without one.

    Raises:
        CampaignUnreadableError: A value is wrong: guessing would ask another machine. Or the folder
            names a scheduler, and the environment none.
    """
    raw = _engine(folder)
    values: dict[str, Any] = {
        name: raw[name] for name in ClusterSettings._fields if raw.get(name) not in (None, "")
    }
    listed = os.environ.get(SCHEDULER, "").split()
    if not listed:
        if "scheduler" in values:
            raise CampaignUnreadableError(
                msgid("{file} names a cluster that this server may not ask."),
                msgid(
                    "If you trust it, put its address into the environment variable {variable}. "
                    "Otherwise remove scheduler under [engine]."
                ),
                file=str(folder / FILE), variable=SCHEDULER,
            )  # fmt: skip
        return None
    if values.get("scheduler") not in listed:
        values["scheduler"] = listed[0]
    known = settings_of("engine")
    is_right = all(known[name].accepts(value) for name, value in values.items())
    settings = ClusterSettings(**values) if is_right else ClusterSettings("")
    return checked(settings, str(folder / FILE))


def settings_of_build(folder: Path, scheduler: str) -> ClusterSettings:
    """Return how a build reaches a scheduler: files for TLS are those of the campaign's folder.

    Raises:
        CampaignUnreadableError: The address is wrong, or a file for TLS is missing.
    """
    raw = _engine(folder)
    ca_file, cert, key = (str(raw.get(name, "")) for name in ("ca_file", "cert", "key"))
    settings = ClusterSettings(scheduler, ca_file=ca_file, cert=cert, key=key)
    return checked(settings, str(folder / FILE))


def checked(settings: ClusterSettings, file: str = "--scheduler") -> ClusterSettings:
    """Return settings unchanged.

    Raises:
        CampaignUnreadableError: The address is none, the timeout is not positive, or a file for TLS
            is missing.
    """
    is_whole = all((settings.ca_file, settings.cert, settings.key))
    is_safe = is_whole or not settings.scheduler.startswith("tls:")
    if not (is_safe and settings.timeout > 0 and _ADDRESS.fullmatch(settings.scheduler)):
        raise CampaignUnreadableError(
            msgid("The address of the cluster in {file} or {variable} is wrong."),
            msgid(
                "Under [engine] name the scheduler with its port, and a timeout in seconds. "
                "For TLS also name ca_file, cert and key."
            ),
            file=file, variable=SCHEDULER,
        )  # fmt: skip
    return settings


def _engine(folder: Path) -> dict[str, Any]:
    raw = read_campaign_toml(folder).get("engine")
    return raw if isinstance(raw, dict) else {}
