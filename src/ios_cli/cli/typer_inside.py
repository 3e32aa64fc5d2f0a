"""The parts of typer that it has no public name for, in one place: a new typer is held against this list.

Typer loads all of them itself, so that importing them here costs nothing.
"""

from typer._click import Command, Context, HelpFormatter, Parameter
from typer._click.exceptions import (
    BadOptionUsage,
    BadParameter,
    ClickException,
    MissingParameter,
    NoSuchOption,
    UsageError,
)
from typer._click.shell_completion import CompletionItem, get_completion_class
from typer._types import TyperChoice

__all__ = [
    "BadOptionUsage",
    "BadParameter",
    "ClickException",
    "Command",
    "CompletionItem",
    "Context",
    "HelpFormatter",
    "MissingParameter",
    "NoSuchOption",
    "Parameter",
    "TyperChoice",
    "UsageError",
    "get_completion_class",
]
