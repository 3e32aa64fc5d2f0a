"""One result, many forms: table, csv, json and toml. Pure: a result goes in, text comes out.

Nothing here prints, reads the clock or looks at the environment; the command line does.
"""
