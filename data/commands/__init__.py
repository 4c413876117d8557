"""The command line: one module per verb of `python -m data VERB`."""
