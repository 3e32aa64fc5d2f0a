"""Why a date or a number is what it is: the steps, from the results that carry what they rest on.

Nothing is computed a second time here by another formula: the parts of this room only tell. Source:
architecture.md, "Why"; anchors 22-26.
"""
