"""Runs scripts of the map and the exported page in Deno: pure functions need no browser."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

from data import ROOT
from data.model import colors_and_shapes

_HOST = """
globalThis.window = globalThis;
globalThis.matchMedia = () => ({ matches: false });
class Node {
  attributes = {};
  setAttribute(name, value) { this.attributes[name] = String(value); }
  getAttribute(name) { return this.attributes[name] ?? null; }
}
globalThis.document = { createElementNS: () => new Node() };

async function* lines() {
  let rest = "";
  for await (const text of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
    const parts = (rest + text).split("\\n");
    rest = parts.pop();
    yield* parts;
  }
}

for await (const line of lines()) {
  let answer;
  try {
    const [source, argument] = JSON.parse(line);
    const value = (0, eval)(source);
    answer = { value: (typeof value === "function" ? value(argument) : null) ?? null };
  } catch (error) {
    answer = { error: error.stack };
  }
  console.log(JSON.stringify(answer));
}
"""
"""What a script asks a browser for as it starts, and a loop that answers each line with a line."""


class Deno:
    """A process with the scripts loaded."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def evaluate(self, source: str, argument: object = None) -> Any:
        """Run a script; if it is a function, return what it answers to the argument.

        Raises:
            AssertionError: The script threw an error, or the process has ended.
        """
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps([source, argument]), file=self._process.stdin, flush=True)
        answer = json.loads(self._process.stdout.readline() or '{"error": "Deno has ended"}')
        assert "error" not in answer, answer["error"]
        return answer["value"]


@contextmanager
def deno(*scripts: str) -> Iterator[Deno]:
    """Start Deno, which may read no file and ask no network, with the named scripts."""
    host = f"data:application/javascript,{quote(_HOST)}"
    command = [sys.executable, "-m", "deno", "run", "--quiet", "--no-config", "--no-remote", host]
    quiet = {"DENO_NO_UPDATE_CHECK": "1", "NO_COLOR": "1"}
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=os.environ | quiet,
    ) as process:
        started = Deno(process)
        started.evaluate(colors_and_shapes.script())
        for script in scripts:
            started.evaluate((ROOT / script).read_text(encoding="utf-8"))
        yield started
