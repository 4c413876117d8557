"""The model: a campaign's tables, schema, settings, regions, roles, follow-ups and errors."""
