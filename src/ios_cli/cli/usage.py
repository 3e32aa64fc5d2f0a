"""Errors on the command line, in our own words and in the language of the user.

Typer raises its own English sentences; each of its exception classes is told again here.
"""

from typing import TYPE_CHECKING

from ios_cli.text import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ios_cli.cli.typer_inside import BadParameter, ClickException, Parameter
    from ios_cli.cli.typer_inside import Context as TyperContext


class UsageProblem(Exception):
    """What was asked cannot be done as asked: exit 2. All texts are translated already."""

    def __init__(self, message: str, *, expected: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.expected = expected
        self.hint = hint


def render_problem(message: str, *, expected: str = "", hint: str = "") -> str:
    """An error that belongs to no file, in the form that findings have."""
    from ios_cli.render.values import show_text

    lines = [_("error: {message}").format(message=show_text(message))]
    if expected:
        lines.append("  " + _("expected: {expected}").format(expected=show_text(expected)))
    if hint:
        lines.append("  " + _("hint: {hint}").format(hint=show_text(hint)))
    return "\n".join(lines)


def one_of(words: "Iterable[str]") -> str:
    from ios_cli.toml import wording

    return wording.one_of(words)


def guess(word: str, known: "Iterable[str]") -> str:
    """`did you mean ...?`, or nothing where no known word comes near."""
    from ios_cli.toml.wording import did_you_mean, nearest

    # Commands, options and forms are few and short: `cvs` is near enough to `csv`.
    return did_you_mean(nearest(word, known, 0.6))


def from_typer(error: "ClickException") -> UsageProblem:
    """Typer's exception as one of ours."""
    from ios_cli.cli import typer_inside

    ctx = getattr(error, "ctx", None)
    if isinstance(error, typer_inside.NoSuchOption):
        return _no_such_option(error.option_name, ctx)
    if isinstance(error, typer_inside.MissingParameter):
        return _missing(error.param, ctx)
    if isinstance(error, typer_inside.BadOptionUsage):
        return _bad_option_usage(error.option_name, ctx)
    if isinstance(error, typer_inside.BadParameter):
        return _bad_value(error, ctx)
    return UsageProblem(error.format_message(), hint=see_help(ctx))


def see_help(ctx: "TyperContext | None") -> str:
    command = ctx.command_path if ctx is not None else "ios"
    return _("`{command} --help` shows what can be given").format(command=command)


def _no_such_option(name: str, ctx: "TyperContext | None") -> UsageProblem:
    known = [o for p in ctx.command.get_params(ctx) for o in (*p.opts, *p.secondary_opts)] if ctx else []
    long_names = [o for o in known if o.startswith("--")]
    hint = guess(name, long_names) if name.startswith("--") else ""
    if not hint and ctx is not None and ctx.parent is None:
        hint = _("options stand after the command: `ios COMMAND {option}`").format(option=name)
    return UsageProblem(_("unknown option `{option}`").format(option=name), hint=hint or see_help(ctx))


def _missing(param: "Parameter | None", ctx: "TyperContext | None") -> UsageProblem:
    if param is None or ctx is None:
        return UsageProblem(_("something is missing on the command line"), hint=see_help(ctx))
    help_text = getattr(param, "help", None) or ""
    if param.param_type_name == "argument":
        message = _("`{command}` needs at least one {name}").format(
            command=ctx.command_path, name=param.human_readable_name.removesuffix("...")
        )
    else:
        message = _("`{command}` needs the option `{option}`").format(
            command=ctx.command_path, option=max(param.opts, key=len)
        )
    return UsageProblem(message, expected=help_text, hint=see_help(ctx))


def _bad_option_usage(name: str, ctx: "TyperContext | None") -> UsageProblem:
    param = next((p for p in ctx.command.get_params(ctx) if name in p.opts), None) if ctx else None
    if param is not None and getattr(param, "is_flag", False):
        return UsageProblem(_("the option `{option}` takes no value").format(option=name), hint=see_help(ctx))
    return UsageProblem(
        _("the option `{option}` needs a value").format(option=name),
        expected=(getattr(param, "help", None) or "") if param is not None else "",
        hint=see_help(ctx),
    )


def _bad_value(error: "BadParameter", ctx: "TyperContext | None") -> UsageProblem:
    param = error.param
    if param is None:
        return UsageProblem(error.message, hint=see_help(ctx))
    name = max(param.opts, key=len) if param.param_type_name == "option" else param.human_readable_name
    return UsageProblem(
        _("the value for `{option}` is no use: {reason}").format(option=name, reason=error.message),
        expected=getattr(param, "help", None) or "",
        hint=see_help(ctx),
    )
