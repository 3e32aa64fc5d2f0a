"""TOML files into records: read, judged strictly, with the line of everything that is wrong.

`reader` gives tables, `records` makes dataclasses of them by the descriptions of their fields, and
`schema` makes the JSON Schema of the same descriptions. The rest is loaded only where a file has
something wrong: `encoding` and `recovery` (texts that are no UTF-8 or no TOML), `complaints` and
`wording` (what to say), `positions` (on which line).
"""
