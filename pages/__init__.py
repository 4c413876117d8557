"""One screen each, composed of widgets; nothing is computed here."""
