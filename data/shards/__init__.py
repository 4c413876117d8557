"""Campaigns of many million rows: cut into shards on disk, answered by one machine or a cluster."""
