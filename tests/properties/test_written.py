"""A generated dossier, written as a TOML file and loaded again, is the same dossier."""

import tomllib
from decimal import Decimal

from hypothesis import given, settings

from ios_cli.domain.finding import has_fout
from ios_cli.io.dossiers import load_dossier
from tests.strategies import Geval, aantal, gevallen, tabellen


@settings(max_examples=aantal(100))
@given(gevallen(vaste_datums=False))
def test_written_and_loaded(geval: Geval) -> None:
    import tomli_w

    tekst = tomli_w.dumps(tabellen(geval.dossier))
    geladen = load_dossier(tekst.encode(), "a.toml")
    assert not has_fout(geladen.findings), (tekst, geladen.findings)
    assert geladen.complete
    assert geladen.dossier == geval.dossier
    assert tomllib.loads(tekst, parse_float=Decimal) == tabellen(geval.dossier)
