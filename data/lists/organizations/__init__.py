"""Names of organizations: lists in cells, abbreviations, spelling variants."""
