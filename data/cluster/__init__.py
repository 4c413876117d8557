"""Campaigns in shards: their builder, and the engines that send them questions."""
