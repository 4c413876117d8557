"""From a folder of tables to a `Campaign`."""
