"""Help pages: laid out by Typer's formatter, worded by us in the language of the run."""

from typing import TYPE_CHECKING

from typer.core import TyperGroup

from ios_cli.text import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ios_cli.cli.command import Example
    from ios_cli.cli.typer_inside import Context as TyperContext
    from ios_cli.cli.typer_inside import HelpFormatter, Parameter


_NARROW = 52


def command_help(ctx: "TyperContext", examples: "Sequence[Example]") -> str:
    """The help page of the command (or group) of `ctx`."""
    command = ctx.command
    formatter = _formatter(ctx)
    formatter.write_usage(ctx.command_path, " ".join(_usage(ctx)), prefix=_("Usage:") + " ")
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(command.help or "")
    params = command.get_params(ctx)
    _section(formatter, _("Arguments"), [_row(p, ctx) for p in params if p.param_type_name == "argument"])
    _section(formatter, _("Options"), [_row(p, ctx) for p in params if p.param_type_name == "option"])
    if isinstance(command, TyperGroup):
        from ios_cli.cli.app import COMMANDS

        _section(formatter, _("Commands"), [(name, _(summary)) for name, summary in COMMANDS.items()])
    if examples:
        with formatter.section(_("Examples")):
            for line, shows in examples:
                formatter.write(f"  {line}\n")
                with formatter.indentation():
                    formatter.write_text(_(shows))
    return formatter.getvalue().rstrip("\n")


def _formatter(ctx: "TyperContext") -> "HelpFormatter":
    """Typer's, which is never narrower than 50 columns and breaks words; below that our own."""
    import shutil

    columns = shutil.get_terminal_size().columns
    if columns >= _NARROW:
        return ctx.make_formatter()
    from textwrap import fill

    from ios_cli.cli.typer_inside import HelpFormatter

    class Narrow(HelpFormatter):
        """Wraps at blanks only, and puts every explanation under what it explains."""

        def wrapped(self, text: str, indent: int, hang: int = 0) -> None:
            self.write(
                fill(
                    text,
                    self.width,
                    initial_indent=" " * indent,
                    subsequent_indent=" " * (indent + hang),
                    break_long_words=False,
                    break_on_hyphens=False,
                )
                + "\n"
            )

        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            self.wrapped(f"{prefix or ''}{prog} {args}", self.current_indent, 2)

        def write_text(self, text: str) -> None:
            self.wrapped(text, self.current_indent)

        def write_dl(
            self, rows: "Sequence[tuple[str, str]]", col_max: int = 30, col_spacing: int = 2
        ) -> None:
            for name, text in rows:
                self.wrapped(name, self.current_indent, 2)
                self.wrapped(text, self.current_indent + 4)

    return Narrow(width=max(columns - 1, 20))


def _usage(ctx: "TyperContext") -> list[str]:
    pieces = [_("[OPTIONS]")]
    for param in ctx.command.params:
        if param.param_type_name == "argument":
            name = param.human_readable_name
            pieces.append(name if param.required else f"[{name}]")
    if isinstance(ctx.command, TyperGroup):
        pieces.append(_("COMMAND ..."))
    return pieces


def _section(formatter: "HelpFormatter", title: str, rows: "list[tuple[str, str]]") -> None:
    if rows:
        with formatter.section(title):
            formatter.write_dl(rows)


def _row(param: "Parameter", ctx: "TyperContext") -> tuple[str, str]:
    text = getattr(param, "help", None) or ""
    if param.param_type_name == "argument":
        return param.human_readable_name, text
    name = ", ".join(sorted(param.opts, key=len))
    if not getattr(param, "is_flag", False):
        name += f" {param.make_metavar(ctx)}"
    extra = []
    if param.multiple:
        extra.append(_("may be given more than once"))
    if isinstance(param.default, str):
        extra.append(_("default: {value}").format(value=param.default))
    if param.required:
        extra.append(_("required"))
    return name, f"{text}  [{'; '.join(extra)}]" if extra else text
