"""A Dask scheduler and workers in processes of their own, over TCP on this machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from data import ROOT

if TYPE_CHECKING:
    from pathlib import Path

HOST = "127.0.0.1"
START_SECONDS = 60
DASK = [sys.executable, "-m", "distributed.cli"]


class Cluster:
    """A scheduler and workers; `kill` ends one of them at once."""

    def __init__(self, folder: Path, workers: int = 2, port: int = 0) -> None:
        with socket.socket() as probe:
            probe.bind((HOST, port))
            self.port = int(probe.getsockname()[1])
        self._folder = folder
        self.scheduler = self._start_scheduler()
        self.workers = [self.start_worker() for _ in range(workers)]

    @property
    def address(self) -> str:
        return f"tcp://{HOST}:{self.port}"

    def _start_scheduler(self) -> subprocess.Popen[bytes]:
        return self._start(
            "scheduler", "dask_scheduler", "--host", HOST, "--port", str(self.port),
            "--no-dashboard", "--no-show",
        )  # fmt: skip

    def start_scheduler(self) -> None:
        self.scheduler = self._start_scheduler()

    def start_worker(self, *, cwd: Path = ROOT) -> subprocess.Popen[bytes]:
        return self._start(
            f"worker-{time.monotonic_ns()}", "dask_worker", self.address, "--nthreads", "1",
            "--no-nanny", "--no-dashboard", "--host", HOST, "--local-directory", str(self._folder),
            "--preload", "data.shards.worker",
            cwd=cwd,
        )  # fmt: skip

    def _start(
        self, name: str, module: str, *args: str, cwd: Path = ROOT
    ) -> subprocess.Popen[bytes]:
        with (self._folder / f"{name}.log").open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.{module}", *args],
                cwd=cwd,
                env=os.environ | {"PYTHONPATH": str(cwd), "PYTHONWARNINGS": "ignore"},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def stop(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()
