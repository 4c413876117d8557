"""Run the tasks of a step in processes of this machine or on a Dask cluster, and resume them.

A task that is complete has left its result in a file: a build that was stopped skips it.
"""

from __future__ import annotations

import json
import multiprocessing
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent import futures as local
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from threading import Thread
from typing import Any

from data.cluster.survey import write_facts
from data.columnar.memory import prepare_process
from data.model.errors import CampaignUnreadableError, msgid

Task = Any
"""A picklable value that is the only argument of a step's function."""
Facts = dict[str, Any]
"""The result of a task: a few values that JSON can hold."""
Run = Callable[[Callable[[Task], Facts], Mapping[int, Task]], Iterator[tuple[int, Facts]]]
"""Runs a function on numbered tasks and yields each result as it comes."""


def run_step(
    function: Callable[[Task], Facts],
    tasks: Sequence[Task],
    results: Path,
    run: Run,
    report: Callable[[int], None],
) -> list[Facts]:
    """Run a function on each task whose result is not there yet.

    Args:
        function: Of a module that other processes can import.
        tasks: In the order of the results.
        results: Folder of the results; its name is that of the step.
        run: Where to run them.
        report: Called with the number of complete tasks whenever it grows.

    Returns:
        The result of each task.
    """
    results.mkdir(parents=True, exist_ok=True)
    files = [results / f"{number:05}.json" for number in range(len(tasks))]
    missing = {number: tasks[number] for number, file in enumerate(files) if not file.is_file()}
    count = len(tasks) - len(missing)
    report(count)
    for number, facts in run(function, missing):
        write_facts(facts, files[number])
        count += 1
        report(count)
    return [json.loads(file.read_text(encoding="utf-8")) for file in files]


def in_processes(count: int | None = None) -> Run:
    """Run tasks in processes of this machine: by default as many as it has cores."""

    def run(
        function: Callable[[Task], Facts], tasks: Mapping[int, Task]
    ) -> Iterator[tuple[int, Facts]]:
        if not tasks:
            return
        with ProcessPoolExecutor(
            min(count or os.cpu_count() or 1, len(tasks)),
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_prepare_task_process,
        ) as pool:
            futures = {pool.submit(function, task): number for number, task in tasks.items()}
            try:
                for future in local.as_completed(futures):
                    yield futures[future], future.result()
            except BaseException:
                # Let running tasks end; the others would take minutes.
                pool.shutdown(wait=False, cancel_futures=True)
                raise

    return run


def _prepare_task_process() -> None:
    """Prepare this process, and end it when the one that started it is gone, even within a task."""
    prepare_process()
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    Thread(target=watch, daemon=True, name="parent").start()


def on_dask(scheduler: str, security: Any = None) -> Run:
    """Run tasks on the workers of a Dask cluster, which see the same folders.

    A worker that is lost is replaced by another; what it was making begins again.

    Raises:
        CampaignUnreadableError: The scheduler doesn't answer.
    """

    def run(
        function: Callable[[Task], Facts], tasks: Mapping[int, Task]
    ) -> Iterator[tuple[int, Facts]]:
        from distributed import Client, as_completed

        connect: Any = Client
        completed: Any = as_completed

        if not tasks:
            return
        try:
            reached = connect(scheduler, set_as_default=False, security=security)
        except OSError as error:
            raise CampaignUnreadableError(
                msgid("The scheduler {address} doesn't answer."),
                msgid("Start it, or correct its address and certificates."), address=scheduler,
            ) from error  # fmt: skip
        with reached as client:
            futures = {
                client.submit(function, task, pure=False, retries=2): number
                for number, task in tasks.items()
            }
            for future in completed(futures, loop=client.loop):
                yield futures[future], future.result()
                future.release()

    return run
