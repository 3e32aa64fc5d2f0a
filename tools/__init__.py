"""Programs for who works on the project; each runs as `python -m tools.NAME`."""
