"""The health check of a container: ends with 1 unless the campaign can be shown."""  # noqa: INP001 (a script)

from __future__ import annotations

import os
import sys
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException

base = os.environ.get("STREAMLIT_SERVER_BASE_URL_PATH", "").strip("/")
port = int(os.environ.get("STREAMLIT_SERVER_PORT", "8501"))
connection = HTTPConnection("127.0.0.1", port, timeout=2)
try:
    connection.request("GET", f"/{base}/healthz" if base else "/healthz")
    sys.exit(connection.getresponse().status != HTTPStatus.OK)
except (HTTPException, OSError):
    sys.exit(1)
