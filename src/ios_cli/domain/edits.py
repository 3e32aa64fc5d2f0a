"""Changes to a dossier file, as data: what a what-if means for the TOML text.

`planning` makes them, `io.edit` carries them out. Every path speaks of the file AS IT WAS READ: row 2
stays row 2 for a whole sequence of edits, also where an earlier one removed row 0. A row that an edit
adds has no path; give it all its values at once. Values are `str`, `bool`, `int`, `date`, `time`,
`datetime`, `Fraction`, `Decimal`, and lists, tuples and mappings of these; never a `float`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ios_cli.domain.finding import KeyPath


@dataclass(frozen=True, slots=True)
class Toevoegen:
    """A new row of the array of tables `tabel` (a name at the top of the file).

    It comes after the last row, or after row `na` of that array: `("onderdeel", 2)`. Its keys stand
    in the order of `waarden`. Where the array does not exist yet it is made.
    """

    tabel: str
    waarden: Mapping[str, object]
    na: KeyPath | None = None


@dataclass(frozen=True, slots=True)
class Veranderen:
    """The value of the key at `pad`; the key is added to its table where it does not stand yet.

    `pad` ends in the key: `("vrijstelling", 0, "status")`. The table around it must exist, except one
    at the top of the file, which is made.
    """

    pad: KeyPath
    waarde: object


@dataclass(frozen=True, slots=True)
class Verwijderen:
    """Takes away a key, or a whole row with everything in it: `("deeltijd", 1)`.

    A comment on the same line, and comments inside a row, go with it. Comment lines of the user above
    and below it stay, unless `met_opmerkingen`: then those that touch it (no blank line between) go too.
    """

    pad: KeyPath
    met_opmerkingen: bool = False


@dataclass(frozen=True, slots=True)
class Ordenen:
    """All rows of the array of tables `tabel` in another order: on place i comes row `volgorde[i]`.

    A row moves with the comments inside it and with the comment lines that touch it.
    """

    tabel: str
    volgorde: tuple[int, ...]


Edit = Toevoegen | Veranderen | Verwijderen | Ordenen
