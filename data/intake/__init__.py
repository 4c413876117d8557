"""From any list of events to the tables of a campaign: read, matched, understood, reported."""
