"""What holds for a run and where from: an option, the environment, an `ios.toml`, else the default.

Every command that reads dossiers passes through `pas_toe` before it begins: language, rule folder, capacity
file and dialect of `ios.toml` then stand in its parameters as if they had been given. The profile is another
matter: it holds for the dossiers that name none, so `compute_cohort` looks it up with each of them.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ios_cli.cli.exit_codes import ExitCode
from ios_cli.cli.usage import UsageProblem
from ios_cli.text import LANGUAGES, LOCALE_VARIABLES, _, choose_language, current_language, use_language

if TYPE_CHECKING:
    from ios_cli.cli.context import Context
    from ios_cli.domain.finding import Finding
    from ios_cli.io.instellingen import GelezenInstellingen

LANGUAGE_VARIABLE = "IOS_LANG"
NAAM = "ios.toml"
ALS_GEHEEL = ("regels", "capaciteit", "taal", "dialect")
"""Settings of which a whole run has one; the profile goes by dossier."""
# Results rest on these: a path without one contradicts a path that has one.
_REKENT = frozenset(("regels",))


class UitBestand(str):
    """A value that stands in an `ios.toml`: it holds where it fits, and contradicts no other option."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohortstandaard:
    """What an `ios.toml` means for one dossier that names no profile."""

    path: Path
    file: str
    profiel: str | None = None
    line: int | None = None
    """Where `profiel` stands."""

    @property
    def folder(self) -> Path:
        """What a path in it is relative to."""
        return self.path.parent


def standaard_van(gelezen: "GelezenInstellingen") -> Cohortstandaard:
    return Cohortstandaard(
        path=gelezen.path,
        file=gelezen.file,
        profiel=gelezen.instellingen.profiel,
        line=gelezen.line_of("profiel"),
    )


def eigen_taal(environ: Mapping[str, str]) -> str | None:
    """The language that the user chose for ios, wherever; None where only the locale says one."""
    own = environ.get(LANGUAGE_VARIABLE, "").strip().lower()[:2]
    return own if own in LANGUAGES else None


def paths_of(params: Mapping[str, Any]) -> list[str]:
    """What a command reads dossiers from, by the names that all commands use; nothing for another one."""
    if "paths" in params:
        return [str(path) for path in params["paths"] or ()]
    dossier = params.get("dossier")
    return [] if dossier is None else [str(dossier)]


def pas_toe(params: dict[str, Any], environ: Mapping[str, str] | None = None) -> None:
    """Put what `ios.toml` says into the parameters of a command that did not get it as an option.

    Where one cannot be read that is told, and the run ends: another result than the cohort's own would be
    wrong. Raises `UsageProblem` where the paths do not agree.
    """
    paths = paths_of(params)
    if not paths:
        return
    env = os.environ if environ is None else environ
    if not _ergens(paths):
        _spreek(None, env)
        return
    from ios_cli.io.instellingen import Instellingenboek

    boek = Instellingenboek()
    per_path = [(path, boek.voor_argument(path)) for path in paths]
    talen = (g.instellingen.taal for _p, g in per_path if g is not None)
    _spreek(next((taal for taal in talen if taal), None), env)  # before anything is said
    stop_bij_fouten(f for g in boek.gelezen for f in g.findings)
    for key in ALS_GEHEEL:
        vrij = eigen_taal(env) is None if key == "taal" else key in params and params[key] is None
        if not vrij:
            continue
        gelezen = _eensgezind(key, per_path)
        if gelezen is None or key == "taal":
            continue
        waarde = getattr(gelezen.instellingen, key)
        if key in ("regels", "capaciteit"):
            stop_bij_fouten(pad_bezwaren(gelezen, key))
            waarde = str(gelezen.pad(waarde))
        params[key] = UitBestand(waarde)


def stop_bij_fouten(findings: "Iterable[Finding]") -> None:
    """Tell the findings; raises `typer.Exit` where one is a fout."""
    from ios_cli.cli.output import say
    from ios_cli.domain.finding import has_fout
    from ios_cli.render.findings import render_finding

    findings = list(findings)
    for finding in findings:
        say(render_finding(finding))
    if has_fout(findings):
        import typer

        raise typer.Exit(ExitCode.USAGE)


def _spreek(taal: str | None, env: Mapping[str, str]) -> None:
    """The language of `ios.toml` where the user chose none; `kies_taal` may have taken another one for it."""
    taal = eigen_taal(env) or taal or choose_language(env)
    if taal != current_language():
        use_language(taal)


def kies_taal(args: Sequence[str]) -> None:
    """The language of the cohort that a command line seems to be about, for its help and what is wrong with
    it: that of a path on it, else that of the current folder."""
    if eigen_taal(os.environ) is not None:
        return
    own = os.environ.get(LANGUAGE_VARIABLE, "").strip()
    if own:
        from ios_cli.toml.wording import one_of

        raise UsageProblem(
            _("`{variable}` is `{value}`").format(variable=LANGUAGE_VARIABLE, value=own),
            expected=one_of(LANGUAGES),
        )
    words = [arg for arg in args if arg and not arg.startswith("-")]
    paths = [word for word in words if _bestaat(word)]
    # else what may be written: `ios init cohort/new.toml`
    paths = paths or [word for word in words if "/" in word.replace(os.sep, "/")] or ["-"]
    if not _ergens(paths):
        return
    from ios_cli.io.instellingen import Instellingenboek

    boek = Instellingenboek()
    for path in paths:
        gelezen = boek.voor_argument(path)
        if gelezen is not None and gelezen.instellingen.taal is not None:
            use_language(gelezen.instellingen.taal)
            return


def _bestaat(path: str) -> bool:
    try:
        return os.path.exists(path)  # noqa: PTH110
    except ValueError:
        return False


def _ergens(paths: Iterable[str]) -> bool:
    """Whether any `ios.toml` lies above; the reader of TOML is loaded only then."""
    for path in {"" if p == "-" else p for p in paths}:
        try:
            here = Path(os.path.abspath(path))  # noqa: PTH100
            if any(os.path.lexists(folder / NAAM) for folder in (here, *here.parents)):
                return True
        except (OSError, ValueError):
            continue
    return False


def _eensgezind(
    key: str, per_path: "Sequence[tuple[str, GelezenInstellingen | None]]"
) -> "GelezenInstellingen | None":
    """The one `ios.toml` whose `key` holds for all paths; None where there is none. Raises `UsageProblem`."""
    eerste: dict[str | None, tuple[str, GelezenInstellingen | None]] = {}
    for path, gelezen in per_path:
        waarde = getattr(gelezen.instellingen, key) if gelezen is not None else None
        if waarde is not None and gelezen is not None and key in ("regels", "capaciteit"):
            waarde = _werkelijk(gelezen.path.parent / waarde)
        eerste.setdefault(waarde, (path, gelezen))
    zonder = eerste.pop(None, None)
    if len(eerste) > 1 or (eerste and zonder is not None and key in _REKENT):
        genoemd = [*eerste.values(), *([zonder] if zonder is not None else [])][:2]
        raise UsageProblem(
            _("`{key}` is not the same for all paths: {places}").format(
                key=key, places=_(" and ").join(_zegt(key, path, gelezen) for path, gelezen in genoemd)
            ),
            expected=_("one for the whole run"),
            hint=_("run them one by one, or set `{variable}`").format(variable=LANGUAGE_VARIABLE)
            if key == "taal"
            else _("run them one by one, or say it with `--{option}`").format(option=key),
        )
    return next((gelezen for _path, gelezen in eerste.values()), None)


def _werkelijk(path: Path) -> str:
    """Where it leads; as it is where no system would take the name."""
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return str(path)


def _zegt(key: str, path: str, gelezen: "GelezenInstellingen | None") -> str:
    waarde = getattr(gelezen.instellingen, key) if gelezen is not None else None
    if gelezen is None or waarde is None:
        return _("nothing for `{path}`").format(path=path)
    return _("`{value}` in `{place}`").format(value=waarde, place=gelezen.plek(key))


def pad_bezwaren(gelezen: "GelezenInstellingen", key: str) -> "list[Finding]":
    """Where a folder or file that `ios.toml` names is not there: what to say, at its line."""
    from ios_cli.domain.finding import Finding

    waarde = getattr(gelezen.instellingen, key)
    if waarde is None:
        return []
    pad = gelezen.pad(waarde)
    is_er: Callable[[Path], bool] = Path.is_dir if key == "regels" else Path.is_file
    try:
        if is_er(pad):
            return []
    except (OSError, ValueError):
        pass
    message = _("there is no folder `{folder}`") if key == "regels" else _("there is no file `{file}`")
    return [
        Finding(
            code="IOS001",
            message=message.format(folder=pad.as_posix(), file=pad.as_posix()),
            expected=_("a path relative to the folder of this file"),
            file=gelezen.file,
            line=gelezen.line_of(key),
            path=("cohort", key),
        )
    ]


def zeg_wat_geldt(gelezen: "GelezenInstellingen") -> str:
    """One line on what an `ios.toml` sets."""
    gezet = [
        f"{key} `{waarde}`"
        for key in ("profiel", *ALS_GEHEEL)
        if (waarde := getattr(gelezen.instellingen, key)) is not None
    ]
    return _("settings from `{file}`: {settings}").format(
        file=gelezen.file, settings=", ".join(gezet) or _("none")
    )


# --- for compute_cohort ---


class Standaarden:
    """Which `ios.toml` holds for each dossier, and what is to be said of those that cannot be used."""

    def __init__(self, paths: Iterable[str], *, regels: str | None) -> None:
        from ios_cli.io.instellingen import Instellingenboek

        self._boek: Instellingenboek = Instellingenboek()
        self._regels = regels
        self._eigen = {id(g) for path in paths if (g := self._boek.voor_argument(path)) is not None}
        self._per_bestand: dict[int, tuple[Cohortstandaard | None, list[Finding]]] = {}

    def voor(self, path: Path | None) -> "tuple[Cohortstandaard | None, list[Finding]]":
        """For a dossier (None: standard input); with a fout among the findings it cannot be computed."""
        gelezen = self._boek.voor(path)
        if gelezen is None:
            return None, []
        found = self._per_bestand.get(id(gelezen))
        if found is None:
            findings = [*gelezen.findings, *self._andere_regels(gelezen)]
            found = self._per_bestand[id(gelezen)] = (standaard_van(gelezen), findings)
        return found

    def _andere_regels(self, gelezen: "GelezenInstellingen") -> "list[Finding]":
        """Of an `ios.toml` below the path that was given: rules that this run does not use."""
        regels = gelezen.instellingen.regels
        if id(gelezen) in self._eigen or regels is None:
            return []
        if self._regels is not None and not isinstance(self._regels, UitBestand):
            return []
        pad = gelezen.path.parent / regels
        if self._regels is not None and _werkelijk(Path(self._regels)) == _werkelijk(pad):
            return []
        from ios_cli.domain.finding import Finding

        return [
            Finding(
                code="IOS043",
                message=_("this folder has rules of its own, which this run does not use: `{folder}`").format(
                    folder=regels
                ),
                hint=_("run this folder by itself, or say with `--regels` which rules hold for all"),
                file=gelezen.file,
                line=gelezen.line_of("regels"),
                path=("cohort", "regels"),
            )
        ]

    @property
    def gebruikt(self) -> "list[GelezenInstellingen]":
        return self._boek.gelezen


def profiel_bezwaar(f: "Finding", standaard: Cohortstandaard) -> "Finding":
    """A finding about the profile, told where `ios.toml` names it."""
    from dataclasses import replace

    expected = (
        _("a built-in name, or a path relative to the folder of this file") if f.code == "IOS061" else ""
    )
    return replace(
        f, path=(), file=standaard.file, line=standaard.line, aios_id="", expected=expected or f.expected
    )


# --- for `ios config` ---

NAMEN = ("profiel", "regels", "capaciteit", "taal", "dialect", "as-of", "workers", "color")
"""Of all settings, in the order in which they are shown."""


class Herkomst(StrEnum):
    """Where the value of a setting comes from."""

    OPTIE = "optie"
    OMGEVING = "omgeving"
    BESTAND = "bestand"
    DOSSIER = "dossier"
    STANDAARD = "standaard"


@dataclass(frozen=True, slots=True, kw_only=True)
class Instelling:
    """One setting as it holds. `waarde` is None where nothing is set and there is no fixed default."""

    naam: str
    waarde: str | None = None
    pad: str | None = None
    """What `waarde` means seen from here, where it is a path relative to a file."""
    uitleg: str = ""
    """What holds where `waarde` is None, or what the value means, in the language of the run."""
    herkomst: Herkomst = Herkomst.STANDAARD
    file: str = ""
    line: int | None = None
    variable: str = ""

    @property
    def is_gezet(self) -> bool:
        return self.herkomst is not Herkomst.STANDAARD

    @property
    def bruikbaar(self) -> str | None:
        """What it is as an option, here."""
        return self.pad if self.pad is not None else self.waarde

    def toon(self) -> str:
        if self.bruikbaar is None:
            return self.uitleg
        return f"{self.bruikbaar} ({self.uitleg})" if self.uitleg else self.bruikbaar

    def vandaan(self) -> str:
        match self.herkomst:
            case Herkomst.OPTIE:
                return _("option `{option}`").format(option=self.variable)
            case Herkomst.OMGEVING:
                return _("environment {variable}").format(variable=self.variable)
            case Herkomst.BESTAND | Herkomst.DOSSIER:
                return self.file if self.line is None else f"{self.file}:{self.line}"
        return _("default")


def geldend(
    path: str, gelezen: "GelezenInstellingen | None", context: "Context", *, as_of_given: bool, color: str
) -> "tuple[list[Instelling], list[Finding]]":
    """Every setting for `path` with its value and origin, and what is wrong with those of `ios.toml`."""
    env = context.environ
    findings = list(gelezen.findings) if gelezen is not None else []
    if gelezen is not None:
        findings += [*pad_bezwaren(gelezen, "regels"), *pad_bezwaren(gelezen, "capaciteit")]
        findings += _inhoud_bezwaren(gelezen, context)
    uit_bestand = {
        "profiel": _("none: each dossier says it, or has none"),
        "regels": _("the shipped ones"),
        "capaciteit": _("none"),
    }
    instellingen = [_van_bestand(gelezen, naam, leeg) for naam, leeg in uit_bestand.items()]
    eigen = _van_dossier(path)
    if eigen is not None:
        instellingen[0] = eigen
    instellingen.append(_taal(gelezen, env))
    dialect = _van_bestand(gelezen, "dialect", "")
    instellingen.append(dialect if dialect.is_gezet else Instelling(naam="dialect", waarde="standard"))
    instellingen.append(_as_of(context, as_of_given=as_of_given))
    instellingen.append(_werkers(env))
    instellingen.append(_kleur(context, color))
    return instellingen, findings


def _van_bestand(gelezen: "GelezenInstellingen | None", naam: str, leeg: str) -> Instelling:
    waarde = getattr(gelezen.instellingen, naam) if gelezen is not None else None
    if gelezen is None or waarde is None:
        return Instelling(naam=naam, uitleg=leeg)
    is_pad = naam in ("regels", "capaciteit")
    return Instelling(
        naam=naam,
        waarde=waarde,
        pad=gelezen.pad(waarde).as_posix()
        if is_pad
        else _profielpad(waarde, gelezen.file)
        if naam == "profiel"
        else None,
        herkomst=Herkomst.BESTAND,
        file=gelezen.file,
        line=gelezen.line_of(naam),
    )


def _profielpad(profiel: str, file: str) -> str | None:
    """Where the profile lies that `file` names by a path; None for a name."""
    from ios_cli.cli.guard import profile_files

    return next((path.as_posix() for path in profile_files(profiel, Path(file).parent)), None)


def _van_dossier(path: str) -> Instelling | None:
    """The profile that the dossier at `path` names itself."""
    from ios_cli.io.dossiers import load_dossier
    from ios_cli.io.sources import find_sources

    if path == "-" or os.path.isdir(path):  # noqa: PTH112
        return None
    source = next(iter(find_sources([path])))
    data = source.read()
    if isinstance(data, bytes):
        loaded = load_dossier(data, source.file)
        profiel = loaded.dossier.opleiding.profiel if loaded.dossier is not None else None
        if profiel is not None:
            return Instelling(
                naam="profiel",
                waarde=profiel,
                pad=_profielpad(profiel, source.file),
                herkomst=Herkomst.DOSSIER,
                file=source.file,
                line=loaded.document.line_of(("opleiding", "profiel")),
            )
    return None


def dieper(folder: str) -> "list[GelezenInstellingen]":
    """The `ios.toml` of folders below it, each of which holds for the dossiers around it."""
    from ios_cli.io.instellingen import Instellingenboek
    from ios_cli.io.sources import find_sources

    boek = Instellingenboek()
    hier = boek.voor_argument(folder)
    for source in find_sources([folder]):
        boek.voor(source.path)
    return [gelezen for gelezen in boek.gelezen if gelezen is not hier]


def _taal(gelezen: "GelezenInstellingen | None", env: Mapping[str, str]) -> Instelling:
    eigen = eigen_taal(env)
    if eigen is not None:
        return Instelling(naam="taal", waarde=eigen, herkomst=Herkomst.OMGEVING, variable=LANGUAGE_VARIABLE)
    uit_bestand = _van_bestand(gelezen, "taal", "")
    if uit_bestand.is_gezet:
        return uit_bestand
    taal = choose_language(env)
    variable = next((key for key in LOCALE_VARIABLES if env.get(key)), "")
    return Instelling(
        naam="taal",
        waarde=taal,
        herkomst=Herkomst.OMGEVING if variable else Herkomst.STANDAARD,
        variable=variable,
    )


def _as_of(context: "Context", *, as_of_given: bool) -> Instelling:
    from ios_cli.cli.context import AS_OF_VARIABLE

    if as_of_given:
        herkomst, variable = Herkomst.OPTIE, "--as-of"
    elif context.environ.get(AS_OF_VARIABLE):
        herkomst, variable = Herkomst.OMGEVING, AS_OF_VARIABLE
    else:
        herkomst, variable = Herkomst.STANDAARD, ""
    uitleg = "" if variable else _("today")
    return Instelling(
        naam="as-of", waarde=context.as_of.isoformat(), uitleg=uitleg, herkomst=herkomst, variable=variable
    )


def _werkers(env: Mapping[str, str]) -> Instelling:
    from ios_cli.werk.werkers import WORKERS_VARIABLE, number_of_workers

    if env.get(WORKERS_VARIABLE):
        return Instelling(
            naam="workers",
            waarde=str(number_of_workers(env, 10**9)),
            herkomst=Herkomst.OMGEVING,
            variable=WORKERS_VARIABLE,
        )
    return Instelling(naam="workers", uitleg=_("one process for each core, where there is enough to do"))


def _kleur(context: "Context", color: str) -> Instelling:
    env = context.environ
    waarde = "always" if context.colour else "never"
    if color != "auto":
        return Instelling(naam="color", waarde=color, herkomst=Herkomst.OPTIE, variable="--color")
    for variable in ("NO_COLOR", "TERM"):
        if env.get(variable) and (variable == "NO_COLOR" or env[variable] == "dumb"):
            return Instelling(naam="color", waarde="never", herkomst=Herkomst.OMGEVING, variable=variable)
    uitleg = _("auto: this is a terminal") if context.terminal else _("auto: this is no terminal")
    return Instelling(naam="color", waarde=waarde, uitleg=uitleg)


def _inhoud_bezwaren(gelezen: "GelezenInstellingen", context: "Context") -> "list[Finding]":
    """What is wrong in the profile, the rules and the capacity file that it names."""
    from ios_cli.domain.finding import has_fout
    from ios_cli.regels.load import PROFIEL_PAD, RegelBoek
    from ios_cli.werk.capaciteit import lees_capaciteitbestand

    findings: list[Finding] = []
    gezet = gelezen.instellingen
    if gezet.capaciteit is not None and not pad_bezwaren(gelezen, "capaciteit"):
        findings += lees_capaciteitbestand(str(gelezen.pad(gezet.capaciteit))).findings
    if gezet.regels is not None and pad_bezwaren(gelezen, "regels"):
        return findings
    boek, more = RegelBoek.load(gelezen.pad(gezet.regels) if gezet.regels is not None else None)
    findings += more
    if gezet.profiel is not None and not has_fout(more):
        _regels, about = boek.regels_voor(
            start=context.as_of, profiel=gezet.profiel, basis=gelezen.path.parent
        )
        standaard = standaard_van(gelezen)
        findings += [
            profiel_bezwaar(f, standaard) if f.path == PROFIEL_PAD else f
            for f in about
            if f.file or f.path == PROFIEL_PAD
        ]
    return findings
