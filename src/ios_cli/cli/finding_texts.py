"""What each finding means, for `ios rule CODE`: when it is reported, and what to do about it."""

from ios_cli.text import N_, _

MEANINGS: dict[str, str] = {
    "IOS001": N_("A file or folder does not exist or cannot be read. Check the name and your rights to it."),
    "IOS002": N_("A file is not in UTF-8. Save it again in that encoding; every editor can."),
    "IOS003": N_("A line is not TOML. The message says what stands there and what belongs there."),
    "IOS004": N_("A date or time does not exist, such as 30 February."),
    "IOS005": N_("A file or folder holds no dossier: a dossier is a TOML file with an [aios] table."),
    "IOS006": N_(
        "Two files bear the same aios id. Neither is computed, since nobody can tell which one counts."
    ),
    "IOS007": N_("A file is no IOS that `ios generate` wrote as json or toml, or not a whole one."),
    "IOS008": N_("Git cannot give the dossier as it was: no git, no repository, no such revision or file."),
    "IOS010": N_(
        "A key or table that a dossier does not know, often a slip of the pen. It would otherwise be ignored."
    ),
    "IOS011": N_("A key that must stand in this table is missing."),
    "IOS012": N_("A value is of the wrong type, such as a text where a number belongs."),
    "IOS013": N_("A date stands between quotes, which makes it a text. Remove the quotes."),
    "IOS014": N_("A date has a time with it. The program counts in whole days: write the date alone."),
    "IOS015": N_("A value lies outside what is possible, such as a factor of 80 instead of 0.8."),
    "IOS016": N_("A value is none of the words that may stand there."),
    "IOS017": N_("A text has not the form it must have, such as an intake that is no year and month."),
    "IOS018": N_("Keys that exclude each other stand together, or none of them stands there."),
    "IOS019": N_("A table is written with single brackets where double ones belong, or the other way round."),
    "IOS030": N_("An entry refers to an onderdeel that is not in the schedule, by naam or by soort."),
    "IOS031": N_(
        "An entry refers to a soort that more than one onderdeel bears. Give those a naam and use it."
    ),
    "IOS032": N_("Two onderdelen bear the same naam, or one bears the soort of another as its naam."),
    "IOS033": N_("A soort occurs more than once, so each of those onderdelen needs a naam of its own."),
    "IOS034": N_("A last day lies before the first day."),
    "IOS035": N_("Two deeltijd entries begin on the same day, so nobody can tell which one holds."),
    "IOS036": N_("Absences overlap and are together more than a whole absence on the same day."),
    "IOS037": N_("The exemptions on an onderdeel are together longer than the onderdeel itself."),
    "IOS038": N_(
        "A length is given in another unit than that of its onderdeel (maanden, or weken and dagen)."
    ),
    "IOS039": N_("There is an einde while the training goes on, or a status that ends it without einde."),
    "IOS040": N_("A date lies before the start of the training, where nothing can have happened yet."),
    "IOS041": N_(
        "The dossier has errors, so its dates were not computed; there may be more to say about them."
    ),
    "IOS060": N_("The dossier names an edition of the rules that is not known here."),
    "IOS061": N_("A profile is not known, or its file cannot be read or bears another name."),
    "IOS062": N_("A rule file or profile names a rule that the program does not know."),
    "IOS063": N_("A rule has a value that does not fit it: another type, unit, or outside its bounds."),
    "IOS064": N_("The training started before the oldest known edition; it is computed with that edition."),
    "IOS065": N_("Two rule files bear the same edition."),
    "IOS066": N_("A profile lies over another edition of the rules than the dossier goes by."),
    "IOS067": N_("The newest known edition was no longer in force at the start; it is used all the same."),
    "IOS068": N_("A file or folder given as rules holds none."),
    "IOS069": N_("A rule file lacks a rule that the program needs."),
    "IOS070": N_(
        "The dossier changed on disk since it was read, so nothing was written. Run the command again."
    ),
    "IOS071": N_("The dossier could not be written. The file is as it was."),
    "IOS072": N_("Another program holds the dossier. Close it there and run the command again."),
    "IOS073": N_(
        "The change cannot be made in the text of this dossier without losing something. Make it by hand."
    ),
    "IOS080": N_("The options do not say the whole change; the message names what is missing."),
    "IOS081": N_("Options of the change contradict each other or the dossier."),
    "IOS082": N_("The onderdeel has an exemption already."),
    "IOS083": N_("A deeltijd entry begins on that day already."),
    "IOS084": N_("The new absence overlaps one that is recorded already."),
    "IOS085": N_("An exemption cannot go from this state to that one."),
    "IOS086": N_("More than one exemption can be meant; say which."),
    "IOS087": N_("There is no exemption that the change could be about."),
    "IOS088": N_("Content cannot be moved between these onderdelen in this way."),
    "IOS089": N_("A pregnancy leave with these dates is not possible under the rules."),
    "IOS090": N_("By the change, something that stood in the dossier is no longer true and falls away."),
    "IOS091": N_("A later deeltijd entry holds from its own first day on, also after the change."),
    "IOS092": N_("The change goes beyond what the rules or the profile allow."),
    "IOS093": N_("What was asked for cannot be reached, whatever the change."),
    "IOS094": N_("The change alters nothing."),
    "IOS201": N_(
        "The fixed begin of an onderdeel lies before the previous one ends. The message names the first "
        "free date."
    ),
    "IOS202": N_("The agreed eind of an onderdeel lies before its first day."),
    "IOS203": N_(
        "The agreed eind comes before the content is complete; what is missing moves to the last onderdeel."
    ),
    "IOS204": N_(
        "The agreed eind of the last onderdeel comes before the content is complete, which has nowhere to go."
    ),
    "IOS205": N_(
        "The agreed eind comes after the content is complete; what is done in the days between is lost."
    ),
    "IOS206": N_("An absence lies outside the training and does not count."),
    "IOS207": N_("An absence without a last day begins after the day of reference: it counts nothing yet."),
    "IOS208": N_("Every onderdeel is exempted in full, so nothing is left to plan."),
    "IOS209": N_(
        "The training would end centuries from now: look for a slip of the pen in a factor or an absence."
    ),
    "IOS210": N_("The einde lies after the computed end, so nothing is cut."),
    "IOS211": N_("The einde lies within a month of the besluit beeindigd; the term of notice is a month."),
    "IOS212": N_("A deeltijd entry covers no day of the training and changes nothing."),
}


def meaning_of(code: str) -> str:
    """The meaning in the chosen language; empty for a code that has none yet."""
    return _(MEANINGS[code]) if code in MEANINGS else ""
