"""The decision calendar: every termijn of one aios, from the rule file and the IOS. Source: rekenregels 9."""

from datetime import date

from ios_cli.domain.dossier import Dossier
from ios_cli.domain.ios import IOS
from ios_cli.domain.termijn import Termijn
from ios_cli.regels.model import Regels


def bepaal_termijnen(ios: IOS, dossier: Dossier, regels: Regels, *, as_of: date) -> tuple[Termijn, ...]:
    """The terms by uiterlijk, code, nummer, onderdeel and wie, with their state on `as_of`.

    `ios` was planned from `dossier` under `regels`. The dates do not depend on `as_of`, nor on the order
    of the
    entries of the dossier; only the state does.
    """
    raise NotImplementedError
