"""Editable slides for PowerPoint."""
