"""The page Demands: filters, list, thread and figures, one per file."""
