"""Days of cursorisch onderwijs owed and done per opleidingsjaar. Source: LOP 2024, 3.1.2; rekenregels 10."""

from datetime import date

from ios_cli.domain.dossier import Dossier
from ios_cli.domain.ios import IOS
from ios_cli.domain.onderwijs import Onderwijsjaar
from ios_cli.regels.model import Regels


def bepaal_onderwijs(ios: IOS, dossier: Dossier, regels: Regels, *, as_of: date) -> tuple[Onderwijsjaar, ...]:
    """The opleidingsjaren of the training as it stands, in order.

    `ios` was planned from `dossier` under `regels`; days recorded after `as_of` are planned.
    """
    raise NotImplementedError
