"""With TLS, scheduler, workers and web server answer to each other only; builds run there too."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from distributed import LocalCluster, Security

from data.cluster.build import Source, build_shards
from data.cluster.cluster import Cluster as ShardsEngine
from data.cluster.connection import security_of
from data.cluster.load import read_small
from data.cluster.manifest import read_manifest
from data.cluster.on_dask import OnDask
from data.cluster.opening import open_campaign
from data.cluster.parts import parts_in
from data.cluster.settings import ClusterSettings, settings_of_build
from data.cluster.tasks import on_dask
from data.figures.totals import figures
from data.filters.choice import ALL_KINDS, Choice
from data.filters.question import EngineGone
from data.filters.select import select
from tests.builders import SAMPLE_TOML
from tests.data.cluster.cluster import HOST, Cluster
from tests.data.cluster.test_build import assert_together, ignore, in_this_process, write_sample
from tests.data.cluster.test_on_dask import PATIENT, wait_until

pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning"),
    pytest.mark.skipif(not shutil.which("openssl"), reason="openssl makes the certificates"),
]

ALL = Choice(kinds=(ALL_KINDS,))


def certificates(folder: Path) -> tuple[str, str, str]:
    """Make an authority and a certificate that it signs: files of `ca_file`, `cert` and `key`."""
    folder.mkdir()
    ca, ca_key, key, request, cert = (
        str(folder / name) for name in ("ca.pem", "ca.key", "key.pem", "cert.csr", "cert.pem")
    )
    new = ["req", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    for command in (
        [*new, "-x509", "-keyout", ca_key, "-out", ca, "-subj", "/CN=authority"],
        [*new, "-keyout", key, "-out", request, "-subj", "/CN=map"],
        ["x509", "-req", "-in", request, "-CA", ca, "-CAkey", ca_key, "-CAcreateserial",
         "-days", "2", "-out", cert],
    ):  # fmt: skip
        subprocess.run(["openssl", *command], check=True, capture_output=True)  # noqa: S607
    return ca, cert, key


def test_a_server_with_a_certificate_is_answered_and_a_stranger_is_not(tmp_path: Path) -> None:
    ours, strange = certificates(tmp_path / "ours"), certificates(tmp_path / "strange")
    source, shards = write_sample(tmp_path / "source"), tmp_path / "s"
    build_shards(Source(parts_in(source), source), shards, in_this_process, ignore, 3)
    manifest = read_manifest(shards)
    ca, cert, key = ours
    security = Security(
        require_encryption=True,
        tls_ca_file=ca,
        **{f"tls_{role}_cert": cert for role in ("client", "scheduler", "worker")},
        **{f"tls_{role}_key": key for role in ("client", "scheduler", "worker")},
    )
    # Scheduler and worker are threads here: to start processes takes longer than all else.
    with LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, protocol="tls://", host=HOST,
        security=security, dashboard_address=None,
    ) as cluster:  # fmt: skip
        address = cluster.scheduler_address
        assert address.startswith("tls:")
        us = OnDask(shards, manifest, ClusterSettings(address, "", PATIENT, *ours))
        answered = figures(select(ShardsEngine(read_small(shards, manifest), us).whole, ALL))
        assert answered == figures(select(open_campaign(source), ALL))
        us.close()
        stranger = OnDask(shards, manifest, ClusterSettings(address, "", 2, *strange))
        with pytest.raises(EngineGone):
            figures(select(ShardsEngine(read_small(shards, manifest), stranger).whole, ALL))
        stranger.close()


@pytest.mark.long
def test_a_cluster_with_tls_builds_and_answers_and_refuses_strangers(tmp_path: Path) -> None:
    ours, strange = certificates(tmp_path / "ours"), certificates(tmp_path / "strange")
    source = write_sample(tmp_path / "source")
    whole = open_campaign(source)
    (tmp_path / "logs").mkdir()
    cluster = Cluster(tmp_path / "logs", tls=ours)
    try:
        ca, cert, key = ours
        shards = tmp_path / "s"
        shards.mkdir()
        engine = f'\n[engine]\nca_file = "{ca}"\ncert = "{cert}"\nkey = "{key}"\n'
        (shards / "campaign.toml").write_text(SAMPLE_TOML + engine)
        wait_until(cluster.is_listening)
        settings = settings_of_build(shards, cluster.address)
        run = on_dask(settings.scheduler, security_of(settings))
        build_shards(Source(parts_in(source), source), shards, run, ignore, 3)
        assert_together(shards, whole)
        manifest = read_manifest(shards)
        ours_too = OnDask(shards, manifest, settings._replace(timeout=PATIENT))
        campaign = ShardsEngine(read_small(shards, manifest), ours_too).whole
        assert figures(select(campaign, ALL)) == figures(select(whole, ALL))
        ours_too.close()
        stranger = OnDask(shards, manifest, ClusterSettings(cluster.address, "", 8, *strange))
        with pytest.raises(EngineGone):
            figures(select(ShardsEngine(read_small(shards, manifest), stranger).whole, ALL))
        stranger.close()
    finally:
        cluster.stop()
