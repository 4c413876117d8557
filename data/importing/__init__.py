"""From any list of events to a `Campaign`."""
