"""What became of every recorded dienst: counted towards which quota, or why not. Source: rekenregels 7."""

from datetime import date

from ios_cli.domain.diensten import Dienstenoverzicht
from ios_cli.domain.dossier import Dossier
from ios_cli.domain.ios import IOS
from ios_cli.regels.model import Regels


def bepaal_diensten(ios: IOS, dossier: Dossier, regels: Regels, *, as_of: date) -> Dienstenoverzicht:
    """The quotas with what was done (up to and including `as_of`) and planned (after it).

    `ios` was planned from `dossier` under `regels`. Nothing is dropped: a dienst that does not count says
    why.
    """
    raise NotImplementedError
