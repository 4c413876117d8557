"""Questions that pages ask of a campaign: functions of one shard, and how answers unite."""
