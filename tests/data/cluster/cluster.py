"""A Dask scheduler and workers in processes of their own, over TCP on this machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from data import ROOT

HOST = "127.0.0.1"
START_SECONDS = 60
DASK = [sys.executable, "-m", "distributed.cli"]


class Cluster:
    """A scheduler and workers; `kill` ends one of them at once.

    `tls` names the files of an authority, a certificate and its key.
    """

    def __init__(
        self,
        folder: Path,
        workers: int = 2,
        port: int = 0,
        tls: tuple[str, str, str] | None = None,
    ) -> None:
        with socket.socket() as probe:
            probe.bind((HOST, port))
            self.port = int(probe.getsockname()[1])
        self._folder, self._tls = folder, tls
        self.scheduler = self._start_scheduler()
        self.workers = [self.start_worker() for _ in range(workers)]

    @property
    def address(self) -> str:
        return f"{'tls' if self._tls else 'tcp'}://{HOST}:{self.port}"

    def _start_scheduler(self) -> subprocess.Popen[bytes]:
        host, _, port = self.address.rpartition(":")
        return self._start(
            "scheduler", "dask_scheduler", "--host", host, "--port", port,
            "--no-dashboard", "--no-show",
        )  # fmt: skip

    def is_listening(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex((HOST, self.port)) == 0

    def start_scheduler(self) -> None:
        self.scheduler = self._start_scheduler()

    def start_worker(self, *, cwd: Path = ROOT) -> subprocess.Popen[bytes]:
        return self._start(
            f"worker-{time.monotonic_ns()}", "dask_worker", self.address, "--nthreads", "1",
            "--no-nanny", "--no-dashboard", "--host", HOST, "--local-directory", str(self._folder),
            "--preload", "data.cluster.worker",
            cwd=cwd,
        )  # fmt: skip

    def _start(
        self, name: str, module: str, *args: str, cwd: Path = ROOT
    ) -> subprocess.Popen[bytes]:
        with (self._folder / f"{name}.log").open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.{module}", *args, *self._tls_options()],
                cwd=cwd,
                env=os.environ | {"PYTHONPATH": str(cwd), "PYTHONWARNINGS": "ignore"},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def _tls_options(self) -> list[str]:
        if self._tls is None:
            return []
        ca, cert, key = self._tls
        return ["--tls-ca-file", ca, "--tls-cert", cert, "--tls-key", key]

    def stop(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()
