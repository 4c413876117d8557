"""The files for operators: their paths exist, and their ports, users and names agree."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from http.server import BaseHTTPRequestHandler, HTTPServer
from inspect import signature
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import uvicorn
import yaml

from data import ROOT

DEPLOY = ROOT / "deploy"
PORT = 8501
SETTINGS = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
DOCKERFILE = (DEPLOY / "Dockerfile").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
KUBERNETES: dict[str, dict[str, Any]] = {
    thing["kind"]: thing for thing in yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text())
}
NGINX = (DEPLOY / "nginx.conf").read_text()
WORKFLOWS = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / "publish.md").read_text(), re.DOTALL)


def copied() -> list[str]:
    """Return what the image gets of the project's folder."""
    lines = re.findall(r"^COPY (?!--from)(.*) \S+$", DOCKERFILE, re.MULTILINE)
    return [path for line in lines for path in line.split()]


def test_an_image_gets_what_is_there_and_all_that_it_needs() -> None:
    assert [path for path in copied() if not (ROOT / path).exists()] == []
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines()
    let_in = [line[1:] for line in ignored if line.startswith("!")]
    assert [path for path in copied() if not any(p.startswith(path) for p in let_in)] == []
    rooms = {path.name for path in ROOT.iterdir() if (path / "__init__.py").exists()}
    assert rooms - {"tests", "tools"} <= set(copied())


def test_the_container_runs_without_root_on_a_read_only_system() -> None:
    user = re.search(r"^USER (\d+):(\d+)$", DOCKERFILE, re.MULTILINE)
    assert user
    assert user[1] != "0"
    pod = KUBERNETES["Deployment"]["spec"]["template"]["spec"]
    assert pod["securityContext"]["runAsNonRoot"]
    assert str(pod["securityContext"]["runAsUser"]) == user[1]
    (container,) = pod["containers"]
    assert container["securityContext"]["readOnlyRootFilesystem"]
    for service in COMPOSE["services"].values():
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]


def test_all_speak_of_the_same_port() -> None:
    assert f"STREAMLIT_SERVER_PORT={PORT}" in DOCKERFILE
    assert f"EXPOSE {PORT}" in DOCKERFILE
    (container,) = KUBERNETES["Deployment"]["spec"]["template"]["spec"]["containers"]
    assert [port["containerPort"] for port in container["ports"]] == [PORT]
    replicas = re.findall(r"server (\S+):(\d+) ", COMPOSE["configs"]["replicas"]["content"])
    assert {int(port) for _, port in replicas} == {PORT}
    assert {name for name, _ in replicas} == set(COMPOSE["services"]) - {"nginx"}
    assert set(COMPOSE["services"]["nginx"]["depends_on"]) == {name for name, _ in replicas}
    listens = re.search(r"listen (\d+);", NGINX)
    assert listens
    assert COMPOSE["services"]["nginx"]["ports"] == [f"${{PORT:-8080}}:{listens[1]}"]


def test_the_unit_serves_the_ports_of_the_proxy() -> None:
    unit = (DEPLOY / "consultation-map@.service").read_text()
    ports = re.findall(r"127\.0\.0\.1:(\d+)", (DEPLOY / "replicas.conf").read_text())
    assert all(f"consultation-map@{port}" in unit for port in ports)
    script = re.search(r"streamlit run (\S+) --server.address=127.0.0.1 --server.port=%i", unit)
    assert script
    assert (ROOT / script[1]).exists()
    assert script[1] in DOCKERFILE


def test_the_proxy_lets_pass_what_the_server_accepts() -> None:
    most = re.search(r"client_max_body_size (\d+)m", NGINX)
    assert most
    accepts = SETTINGS["server"]["maxUploadSize"]
    assert int(most[1]) > accepts
    notes = KUBERNETES["Ingress"]["metadata"]["annotations"]
    assert int(notes["nginx.ingress.kubernetes.io/proxy-body-size"].removesuffix("m")) > accepts


def test_the_proxy_asks_the_next_replica_for_a_window_that_one_does_not_know() -> None:
    files = re.search(r"location ~ (/\S+) \{[^}]*proxy_next_upstream ([^;]*);", NGINX)
    assert files
    for path in ("/_stcore/upload_file/session/file", "/map/media/a.csv"):
        assert re.search(files[1], path)
    notes = KUBERNETES["Ingress"]["metadata"]["annotations"]
    both = (files[2], notes["nginx.ingress.kubernetes.io/proxy-next-upstream"])
    # What `components/server/uploads.py` and Streamlit answer there.
    assert all("http_404" in answers.split() for answers in both)


def test_the_proxy_drops_idle_connections_before_the_server_does() -> None:
    idle = re.search(r"keepalive_timeout (\d+)s;", NGINX)
    assert idle
    assert int(idle[1]) < signature(uvicorn.Config).parameters["timeout_keep_alive"].default


def test_the_parts_of_a_cluster_name_each_other() -> None:
    labels = KUBERNETES["Deployment"]["spec"]["template"]["metadata"]["labels"]
    assert KUBERNETES["Deployment"]["spec"]["selector"]["matchLabels"] == labels
    assert KUBERNETES["Service"]["spec"]["selector"] == labels
    assert KUBERNETES["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"] == labels
    assert KUBERNETES["NetworkPolicy"]["spec"]["podSelector"]["matchLabels"] == labels
    (rule,) = KUBERNETES["Ingress"]["spec"]["rules"]
    (path,) = rule["http"]["paths"]
    assert path["backend"]["service"]["name"] == KUBERNETES["Service"]["metadata"]["name"]
    (port,) = KUBERNETES["Service"]["spec"]["ports"]
    assert path["backend"]["service"]["port"]["name"] == port["name"]
    (container,) = KUBERNETES["Deployment"]["spec"]["template"]["spec"]["containers"]
    assert port["targetPort"] in {each["name"] for each in container["ports"]}
    named = {each["name"]: each.get("value") for each in container["env"]}
    assert named["STREAMLIT_SERVER_ALLOWED_HOSTS"] == rule["host"]


@pytest.mark.parametrize("text", WORKFLOWS)
def test_a_workflow_makes_what_the_makefile_knows(text: str) -> None:
    workflow = yaml.safe_load(text)
    commands = re.findall(r"(?<!--yes )make (\w+)", yaml.safe_dump(workflow))
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert [name for name in commands if name not in targets] == []
    assert "publish" in commands


def test_a_cloud_installs_the_fonts_of_the_image() -> None:
    packages = (ROOT / "packages.txt").read_text().split()
    assert all(package in DOCKERFILE for package in packages)


@pytest.mark.skipif(not shutil.which("nginx"), reason="needs nginx")
def test_nginx_accepts_its_file(tmp_path: Path) -> None:
    # In a folder of its own: another one on this machine may use the usual places.
    for name in ("nginx.conf", "replicas.conf"):
        (tmp_path / name).write_text((DEPLOY / name).read_text().replace("/tmp/", f"{tmp_path}/"))  # noqa: S108
    done = subprocess.run(
        ["nginx", "-t", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf"), "-e", "stderr"],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("status", "base", "exit_status"), [(200, "", 0), (200, "/map", 0), (503, "", 1)]
)
def test_the_health_check_asks_whether_the_campaign_can_be_shown(
    status: int, base: str, exit_status: int
) -> None:
    paths: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.handle_request, daemon=True).start()
        settings = {
            "STREAMLIT_SERVER_PORT": str(server.server_port),
            "STREAMLIT_SERVER_BASE_URL_PATH": base,
        }
        command = [sys.executable, str(DEPLOY / "healthcheck.py")]
        done = subprocess.run(command, env=os.environ | settings, check=False)
    assert done.returncode == exit_status
    assert paths == [f"{base}/healthz"]
