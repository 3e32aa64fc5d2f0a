"""A command as Typer makes it, but speaking our words: help, errors, examples, both languages."""

import inspect
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from ios_cli.cli.typer_inside import NoSuchOption, TyperChoice, UsageError
from ios_cli.cli.usage import UsageProblem, guess, one_of, see_help
from ios_cli.text import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ios_cli.cli.typer_inside import Command, Parameter
    from ios_cli.cli.typer_inside import Context as TyperContext

Example = tuple[str, str]
"""A command line that runs in the root of the repository, and what it shows (marked with N_)."""

SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _App(typer.Typer):
    """The Typer of one command's module. A parameter that is a group of options (a dataclass of them) stands
    for all of them: typer sees each, the command gets the group."""

    def command(  # type: ignore[override]
        self, *args: Any, **settings: Any
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        register = super().command(*args, **{"cls": IosCommand, "context_settings": SETTINGS, **settings})
        return lambda function: register(_spread(function))


def command_app() -> typer.Typer:
    """The Typer of one command's module; the group builds it when the command is asked for."""
    return _App(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@dataclass(frozen=True, slots=True)
class Na:
    """In the annotation of an option: in the help it stands after that one, which is in a group."""

    name: str


def _spread(function: Callable[..., Any]) -> Callable[..., Any]:
    """`function` with every group of options among its parameters written out."""
    groups: dict[str, tuple[Any, list[str]]] = {}
    written: list[inspect.Parameter] = []
    late: list[tuple[str, inspect.Parameter]] = []
    for param in inspect.signature(function).parameters.values():
        if not is_dataclass(param.annotation):
            after = [one.name for one in getattr(param.annotation, "__metadata__", ()) if isinstance(one, Na)]
            late += [(name, param) for name in after]
            written += [] if after else [param]
            continue
        own = fields(param.annotation)
        groups[param.name] = (param.annotation, [field.name for field in own])
        for field in own:
            default = inspect.Parameter.empty if field.default is MISSING else field.default
            written.append(param.replace(name=field.name, annotation=field.type, default=default))
    for name, param in reversed(late):
        written.insert([one.name for one in written].index(name) + 1, param)

    def called(**given: Any) -> Any:
        made = {
            name: kind(**{one: given.pop(one) for one in names}) for name, (kind, names) in groups.items()
        }
        return function(**made, **given)

    called.__name__, called.__module__ = function.__name__, function.__module__
    called.__annotations__ = {one.name: one.annotation for one in written}
    called.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in written]
    )
    return called


class Choice(TyperChoice[str]):
    """One of a few words. Completes them in a shell, and names the nearest one in an error."""

    def convert(self, value: Any, param: "Parameter | None", ctx: "TyperContext | None") -> str:
        if value in self.choices:
            return str(value)
        raise UsageProblem(
            _("`{value}` is no choice for `{option}`").format(
                value=value, option=max(param.opts, key=len) if param is not None else ""
            ),
            expected=one_of(self.choices),
            hint=guess(str(value), self.choices),
        )


def _help_option() -> TyperOption:
    from ios_cli.cli.output import write_stdout

    def show(ctx: "TyperContext", param: "Parameter", value: bool) -> None:
        if value and not ctx.resilient_parsing:
            write_stdout([ctx.get_help() + "\n"])
            ctx.exit()

    return TyperOption(
        param_decls=list(SETTINGS["help_option_names"]),  # type: ignore[call-overload]
        is_flag=True,
        expose_value=False,
        is_eager=True,
        help=_(N_("show this help and stop")),
        callback=show,
    )


class _OwnWords:
    """What command and group have in common."""

    examples: "Sequence[Example]" = ()
    _help_option: TyperOption | None

    def get_help_option(self, ctx: "TyperContext") -> TyperOption | None:
        if self._help_option is None:
            self._help_option = _help_option()
        return self._help_option

    def get_help(self, ctx: "TyperContext") -> str:
        from ios_cli.cli.help import command_help

        return command_help(ctx, self.examples)

    def parse_args(self, ctx: "TyperContext", args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)  # type: ignore[misc, no-any-return]
        except UsageError as error:  # the parser does not always know whose words it reads
            error.ctx = error.ctx or ctx
            raise


class IosCommand(_OwnWords, TyperCommand):
    """One command. Surplus words are reported with what they may have been meant for."""

    allow_extra_args = True  # we say it ourselves, below

    def invoke(self, ctx: "TyperContext") -> Any:
        from ios_cli.werk.instellingen import pas_toe

        pas_toe(ctx.params)
        return super().invoke(ctx)

    def parse_args(self, ctx: "TyperContext", args: list[str]) -> list[str]:
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            from ios_cli.toml.wording import code_list

            raise UsageProblem(
                _("`{command}` does not know what to do with {words}").format(
                    command=ctx.command_path, words=code_list(rest)
                ),
                hint=see_help(ctx),
            )
        return rest


class IosGroup(_OwnWords, TyperGroup):
    """`ios` itself: knows its commands by name and summary, imports one when it is asked for."""

    def list_commands(self, ctx: "TyperContext") -> list[str]:
        from ios_cli.cli.app import COMMANDS

        return list(COMMANDS)

    def get_command(self, ctx: "TyperContext", cmd_name: str) -> "Command | None":
        from ios_cli.cli.app import load_command

        return load_command(cmd_name)

    def resolve_command(
        self, ctx: "TyperContext", args: list[str]
    ) -> "tuple[str | None, Command | None, list[str]]":
        name = args[0]
        command = self.get_command(ctx, name)
        if command is None and not ctx.resilient_parsing:
            if name.startswith("-") and name != "-":
                raise NoSuchOption(name, ctx=ctx)
            raise UsageProblem(
                _("`ios` has no command `{name}`").format(name=name),
                hint=guess(name, self.list_commands(ctx)) or see_help(ctx),
            )
        return (name if command is not None else None), command, args[1:]

    def shell_complete(self, ctx: "TyperContext", incomplete: str) -> "list[Any]":
        from ios_cli.cli.app import COMMANDS
        from ios_cli.cli.typer_inside import Command as PlainCommand
        from ios_cli.cli.typer_inside import CompletionItem

        found = [
            CompletionItem(name, help=_(summary))
            for name, summary in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return found + PlainCommand.shell_complete(self, ctx, incomplete)


def translate(command: "Command") -> None:
    """Put the texts of a freshly built command into the language of this run."""
    if command.help:
        command.help = _(command.help)
    for param in command.params:
        text = getattr(param, "help", None)
        if text:
            param.help = _(text)  # type: ignore[attr-defined]
        if param.metavar:
            param.metavar = _(param.metavar)
