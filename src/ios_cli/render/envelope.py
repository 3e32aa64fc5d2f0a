"""The envelope of machine output: one document with its receipt, and one object for every aios.

    schema    "ios/generate/1": what kind of document this is, and its version
    tool      naam, versie
    regels    the rules that hold for every object without `regels` of its own
    as_of     day of reference
    findings  what there is to say about the input
    data      one object per aios

Built of plain values (str, int, bool, date, None, list, dict): json and toml only write them down.
Exact numbers are strings (`1.5`, `13/3`), dates are inclusive. Keys may be added, not renamed or
dropped; another meaning is another schema version. Source: contract.md, "JSON".
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import chain
from typing import Any

from ios_cli.domain.finding import Finding
from ios_cli.domain.ios import IOS, Rij, Segment, Toegepast
from ios_cli.domain.numbers import format_exact, format_rounded
from ios_cli.render.values import FACTOR_PLACES, encodable, joined_segments, own_unit

GENERATE_SCHEMA = "ios/generate/1"
TOOL = "ios-cli"

Record = dict[str, Any]


def generate_document(
    items: Iterable[IOS],
    *,
    findings: Sequence[Finding],
    as_of: date,
    version: str,
    segmenten: bool = False,
) -> tuple[Record, Iterator[Record]]:
    """Everything before `data`, and the objects of `data` one by one.

    `regels` is what the first item was made with ({} where there is none); an item that was made
    otherwise carries its own.
    """
    stream = iter(items)
    first = next(stream, None)
    regels = regels_record(first.toegepast) if first else {}
    head = envelope_head(GENERATE_SCHEMA, findings=findings, as_of=as_of, version=version, regels=regels)
    rest = chain((first,), stream) if first else stream
    return head, (ios_record(ios, regels=regels, segmenten=segmenten) for ios in rest)


def envelope_head(
    schema: str, *, findings: Sequence[Finding], as_of: date, version: str, regels: Record
) -> Record:
    """The envelope without its `data`, in the order of the contract."""
    return {
        "schema": schema,
        "tool": {"naam": TOOL, "versie": version},
        "regels": regels,
        "as_of": as_of,
        "findings": [finding_record(f) for f in findings],
    }


def finding_record(finding: Finding) -> Record:
    """One finding under the names of the csv of `check`; None where there is nothing to say."""
    return {
        "code": finding.code,
        "naam": finding.name,
        "ernst": finding.ernst.value,
        "melding": encodable(finding.message),
        "verwacht": encodable(finding.expected) or None,
        "gevonden": encodable(finding.found) or None,
        "verschil": encodable(finding.difference) or None,
        "hint": encodable(finding.hint) or None,
        "bron": finding.source or None,
        "geaccepteerd": encodable(finding.accepted) or None,
        "aios_id": finding.aios_id or None,
        "bestand": encodable(finding.file) or None,
        "regelnummer": finding.line,
    }


def regels_record(toegepast: Toegepast) -> Record:
    """Edition, profile and choices, with the hashes that pin them down."""
    return {
        "regeling": toegepast.regeling,
        "regeling_sha256": toegepast.regeling_sha256 or None,
        "profiel": None if toegepast.profiel is None else encodable(toegepast.profiel),
        "profiel_sha256": toegepast.profiel_sha256 or None,
        "methode": toegepast.methode,
        "keuzes": dict(toegepast.keuzes),
    }


def ios_record(ios: IOS, *, regels: Record, segmenten: bool = False) -> Record:
    """One aios: who, which IOS, which rules, the totals and the onderdelen.

    `eind` is the last day of the training as it stands, `einde` the day on which it was cut. Where it
    was cut, `zonder_einde` has the onderdelen as they would have been. Totals are in full-time months,
    weken counted as 3/13 of a month.
    """
    own = regels_record(ios.toegepast)
    record: Record = {
        "aios_id": ios.aios_id,
        "naam": ios.naam,
        "instituut": ios.instituut,
        "groep": ios.groep,
        "instroom": ios.instroom,
        "ios_status": ios.status.value,
        "vastgesteld_op": ios.vastgesteld_op,
        "revisie": ios.revisie,
        "opleiding_status": ios.opleiding_status,
        "begin": ios.start,
        "eind": ios.laatste_dag,
        "einde": ios.einde,
        "lopende_onderbreking": ios.lopende_onderbreking,
        "vrijstellingen": ios.vrijstellingen,
        "regeling": own["regeling"],
        "profiel": own["profiel"],
        "methode": own["methode"],
        "keuzes": own["keuzes"],
    }
    if own != regels:
        record["regels"] = own
    record["totalen"] = {
        "praktijkmaanden": format_exact(ios.som(praktijk=True)),
        "externe_maanden": format_exact(ios.som(praktijk=False)),
        "totaal": format_exact(ios.som()),
        "vrijgesteld": format_exact(ios.som_vrijgesteld()),
        "verlengd": format_exact(_months(rij.verlengd.als_maanden for rij in ios.rijen)),
        "gedaan": format_exact(_months(rij.gedaan.als_maanden for rij in ios.rijen)),
    }
    record["onderdelen"] = [rij_record(rij, segmenten=segmenten) for rij in ios.rijen]
    record["zonder_einde"] = (
        None if ios.einde is None else [rij_record(rij, segmenten=segmenten) for rij in ios.zonder_einde]
    )
    return record


def _months(values: Iterable[Fraction]) -> Fraction:
    return sum(values, Fraction(0))


def rij_record(rij: Rij, *, segmenten: bool = False) -> Record:
    """One onderdeel: the columns of the csv, then what they rest on.

    `eenheid` is the unit of `eigen`, `verlengd`, `verschoven` and `gedaan`.
    """
    gepland = rij.periode is not None
    inhoud = own_unit(rij, rij.inhoud)
    record: Record = {
        "volgnummer": rij.volgnummer,
        "onderdeel": rij.onderdeel,
        "soort": rij.soort,
        "begin": rij.begin,
        "eind": rij.eind,
        "voltijdsmaanden": format_exact(inhoud) if rij.in_maanden else None,
        "dagen": None if rij.in_maanden else _whole(inhoud),
        "vrijgesteld": format_exact(rij.vrijgesteld.als_maanden),
        "gedaan": format_exact(own_unit(rij, rij.gedaan)) if gepland else None,
        "factor": format_rounded(rij.factor, FACTOR_PLACES) if gepland else None,
        "wachtdagen": rij.wachtdagen if gepland else None,
        "plaats": rij.plaats,
        "status": rij.status.value,
        "opleider": rij.opleider,
        "eenheid": "maanden" if rij.in_maanden else "dagen",
        "eigen": format_exact(own_unit(rij, rij.eigen)),
        "verlengd": format_exact(own_unit(rij, rij.verlengd)),
        "verschoven": format_exact(own_unit(rij, rij.verschoven)),
        "stilstand_dagen": rij.stilstand_dagen if gepland else None,
        "berekend_begin": rij.berekend_begin,
        "berekend_eind": rij.berekend_eind,
        "anker": rij.anker.datum if rij.anker else None,
        "anker_reden": rij.anker.reden.value if rij.anker else None,
        "afgebroken": rij.afgebroken,
    }
    if segmenten:
        record["segmenten"] = [segment_record(rij, segment) for segment in joined_segments(rij)]
    return record


def _whole(value: Fraction) -> int | str:
    """Whole days are a number; the rules know no other, but nothing is rounded away here."""
    return value.numerator if value.denominator == 1 else format_exact(value)


def segment_record(rij: Rij, segment: Segment) -> Record:
    """One segment under the names of its csv; `omvang_telt` is the part over the allowance."""
    return {
        "begin": segment.periode.begin,
        "eind": segment.periode.laatste_dag,
        "factor": format_exact(segment.factor),
        "onderbreking": list(segment.soorten),
        "omvang": format_exact(segment.afwezig) if segment.soorten else None,
        "omvang_telt": format_exact(segment.omvang) if segment.soorten else None,
        "toestand": segment.toestand.value,
        "tempo": format_exact(segment.tempo),
        "gedaan": format_exact(own_unit(rij, segment.gedaan)),
    }
