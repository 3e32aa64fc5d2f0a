"""ios: the individueel opleidingsschema (IOS) of the Dutch GP training, computed to the day."""

__version__ = "0.1.0"
