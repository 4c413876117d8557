"""One screen per file, composed of widgets. Nothing is computed here."""
