"""What each finding means, for `ios rule CODE`: when it is reported, and what to do about it."""

from ios_cli.text import N_, _

TEXTS: dict[str, tuple[str, str]] = {
    "IOS001": (
        N_("A file or folder does not exist or cannot be read."),
        N_("Check the name and your rights to it."),
    ),
    "IOS002": (
        N_("A file is not in UTF-8."),
        N_("Save it again in that encoding; every editor can."),
    ),
    "IOS003": (
        N_("A line is not TOML."),
        N_("Mend the line that the message names; it says what stands there and what belongs there."),
    ),
    "IOS004": (
        N_("A date or time does not exist, such as 30 February."),
        N_("Write the day that is meant, as `2026-02-28`."),
    ),
    "IOS005": (
        N_("A file or folder holds no dossier: a dossier is a TOML file with an [aios] table."),
        N_("Name the dossier itself or its folder, or make one with `ios init`."),
    ),
    "IOS006": (
        N_("Two files bear the same aios id. Neither is computed, since nobody can tell which one counts."),
        N_("Give each aios an id of their own, or take the copy out of the folder."),
    ),
    "IOS007": (
        N_("A file is no IOS that `ios generate` wrote as json or toml, or not a whole one."),
        N_("Make it again with `ios generate`, with `-o` and a name that ends in `.json` or `.toml`."),
    ),
    "IOS008": (
        N_("Git cannot give the dossier as it was: no git, no repository, no such revision or file."),
        N_("Check the revision with `git log`, or compare with a copy of the older file."),
    ),
    "IOS010": (
        N_(
            "A key or table that a dossier does not know, often a slip of the pen. It would "
            "otherwise be ignored."
        ),
        N_(
            "Write it as the hint has it, or remove the line; `ios schema dossier` lists what a "
            "dossier knows."
        ),
    ),
    "IOS011": (
        N_("A key that must stand in this table is missing."),
        N_("Add the key that the message names."),
    ),
    "IOS012": (
        N_("A value is of the wrong type, such as a text where a number belongs."),
        N_("Write the value as the message expects it: a text between quotes, numbers and dates without."),
    ),
    "IOS013": (
        N_("A date stands between quotes, which makes it a text."),
        N_("Remove the quotes."),
    ),
    "IOS014": (
        N_("A date has a time with it. The program counts in whole days."),
        N_("Write the date alone."),
    ),
    "IOS015": (
        N_("A value lies outside what is possible, such as a factor of 80 instead of 0.8."),
        N_("Write a value within the bounds that the message gives."),
    ),
    "IOS016": (
        N_("A value is none of the words that may stand there."),
        N_("Choose one of the words that the message gives."),
    ),
    "IOS017": (
        N_("A text has not the form it must have, such as an intake that is no year and month."),
        N_("Write it in the form that the message expects, an intake as `2026-03`."),
    ),
    "IOS018": (
        N_("Keys that exclude each other stand together, or none of them stands there."),
        N_("Keep one of the keys that the message names."),
    ),
    "IOS019": (
        N_("A table is written with single brackets where double ones belong, or the other way round."),
        N_("Write the brackets as the message has them: `[[...]]` for what can occur more than once."),
    ),
    "IOS030": (
        N_("An entry refers to an onderdeel that is not in the schedule, by naam or by soort."),
        N_("Refer to an onderdeel that is there, or add it to the schedule."),
    ),
    "IOS031": (
        N_("An entry refers to a soort that more than one onderdeel bears."),
        N_("Give those onderdelen a naam and refer to that."),
    ),
    "IOS032": (
        N_("Two onderdelen bear the same naam, or one bears the soort of another as its naam."),
        N_("Give one of them another naam, also where entries refer to it."),
    ),
    "IOS033": (
        N_("A soort occurs more than once, so each of those onderdelen needs a naam of its own."),
        N_("Add a `naam` to each of them."),
    ),
    "IOS034": (
        N_("A last day lies before the first day."),
        N_("Check both dates; the last day is itself still part of the period."),
    ),
    "IOS035": (
        N_("Two deeltijd entries begin on the same day, so nobody can tell which one holds."),
        N_("Remove one of them, or give it another first day."),
    ),
    "IOS036": (
        N_("Absences overlap and are together more than a whole absence on the same day."),
        N_("Let one end before the other begins, or lower the `omvang` of one."),
    ),
    "IOS037": (
        N_("The exemptions on an onderdeel are together longer than the onderdeel itself."),
        N_("Shorten an exemption to what is left, or put the rest on another onderdeel."),
    ),
    "IOS038": (
        N_("A length is given in another unit than that of its onderdeel (maanden, or weken and dagen)."),
        N_("Write it in the unit of the onderdeel."),
    ),
    "IOS039": (
        N_("There is an einde while the training goes on, or a status that ends it without einde."),
        N_("Remove `einde`, or give `status` and `einde` both."),
    ),
    "IOS040": (
        N_("A date lies before the start of the training, where nothing can have happened yet."),
        N_("Check the date, and `start` in [opleiding]."),
    ),
    "IOS041": (
        N_("The dossier has errors, so its dates were not computed; there may be more to say about them."),
        N_("Mend the errors reported with it and run the command again."),
    ),
    "IOS042": (
        N_("Two entries of a capacity file for the same places begin on the same day."),
        N_("Keep the one that holds, or give the other its own first day."),
    ),
    "IOS043": (
        N_("A folder inside the one that is read names rules of its own in its `ios.toml`."),
        N_("Run that folder by itself, or give `--regels` for all."),
    ),
    "IOS044": (
        N_("A capacity file names a place that no dossier has, and that looks like one that they do have."),
        N_("Write the place as the dossiers write it; capitals and blanks count."),
    ),
    "IOS050": (
        N_(
            "A roster or presence list is no table: it is empty, its first line names no columns, or a "
            "column is missing."
        ),
        N_("Save it as csv with the names of the columns on the first line."),
    ),
    "IOS051": (
        N_("A column of a roster or presence list looks like a known one and is not used under this name."),
        N_("Give it the name that the message gives; or leave it, where it is for other eyes."),
    ),
    "IOS052": (
        N_("A row of a roster or presence list cannot be read, so it does not count. The other rows do."),
        N_("Mend the cell that the message names; it says what belongs there."),
    ),
    "IOS053": (
        N_("A row is about an aios of whom no dossier was read, so it does not count."),
        N_("Correct the aios_id, or name the dossier (or its folder) as well."),
    ),
    "IOS054": (
        N_(
            "The same thing stands in a list twice, in two lists, or in a list and in the dossier; it counts "
            "once."
        ),
        N_("Nothing needs doing; take one of the two away to be rid of the message."),
    ),
    "IOS055": (
        N_(
            "A presence list has another number of days on a date than the dossier, or than a list before "
            "it. What was read first counts."
        ),
        N_("Correct one of the two."),
    ),
    "IOS056": (
        N_(
            "A roster has other hours, another rol or another soort for a dienst than the dossier, or than a "
            "roster before it. What was read first counts, and it counts once."
        ),
        N_("Correct one of the two. Where they are two diensten, give both their `aanvang` and `einde`."),
    ),
    "IOS060": (
        N_("The dossier names an edition of the rules that is not known here."),
        N_("Correct `regeling`, or give the folder with that edition with `--regels`."),
    ),
    "IOS061": (
        N_("A profile is not known, or its file cannot be read or bears another name."),
        N_("Name a profile that is there, or the path of its file as seen from the dossier."),
    ),
    "IOS062": (
        N_("A rule file or profile names a rule that the program does not know."),
        N_("Correct the name; `ios rule` lists the rules."),
    ),
    "IOS063": (
        N_(
            "A rule has a value that does not fit it: another type, unit, or outside its bounds; or a term "
            "does not fit what it names."
        ),
        N_("Write a value as the message expects it; `ios rule NAME` shows the national one."),
    ),
    "IOS064": (
        N_("The training started before the oldest known edition; it is computed with that edition."),
        N_("Check the dates against the rules of that time, or give those with `--regels`."),
    ),
    "IOS065": (
        N_("Two rule files bear the same edition."),
        N_("Take one out of the folder, or give it an id of its own."),
    ),
    "IOS066": (
        N_("A profile lies over another edition of the rules than the dossier goes by."),
        N_("Choose the profile of this edition, or set `regeling` in the dossier."),
    ),
    "IOS067": (
        N_("The newest known edition was no longer in force at the start; it is used all the same."),
        N_("Give the newer edition with `--regels`, or update the program."),
    ),
    "IOS068": (
        N_("A file or folder given as rules holds none."),
        N_("Name the folder in which the rule files themselves stand."),
    ),
    "IOS069": (
        N_("A rule file lacks a rule or a term that the program needs."),
        N_("Add what the message names, with its source; `ios rule NAME` shows the shipped one."),
    ),
    "IOS070": (
        N_("The dossier changed on disk since it was read, so nothing was written."),
        N_("Run the command again."),
    ),
    "IOS071": (
        N_("The dossier could not be written. The file is as it was."),
        N_("Check your rights and the room on the disk, or write elsewhere with `-o`."),
    ),
    "IOS072": (
        N_("Another program holds the dossier."),
        N_("Close it there and run the command again."),
    ),
    "IOS073": (
        N_("The change cannot be made in the text of this dossier without losing something."),
        N_("Make it by hand."),
    ),
    "IOS080": (
        N_("The options do not say the whole change."),
        N_("Add what the message names; `--help` of the command has examples."),
    ),
    "IOS081": (
        N_("Options of the change contradict each other or the dossier."),
        N_("Leave out one of the options, or correct the one that the message names."),
    ),
    "IOS082": (
        N_("The onderdeel has an exemption already."),
        N_("Replace it with `--replace`, or leave it as it is."),
    ),
    "IOS083": (
        N_("A deeltijd entry begins on that day already."),
        N_("Replace it with `--replace`, or choose another day."),
    ),
    "IOS084": (
        N_("The new absence overlaps one that is recorded already."),
        N_("Choose other dates, or change the recorded one with `--replace`."),
    ),
    "IOS085": (
        N_("An exemption cannot go from this state to that one."),
        N_("Ask for a state that can follow, or correct `status` in the dossier."),
    ),
    "IOS086": (
        N_("More than one exemption can be meant."),
        N_("Say which, by the onderdeel it stands on."),
    ),
    "IOS087": (
        N_("There is no exemption that the change could be about."),
        N_("Check the onderdeel, or record the exemption first."),
    ),
    "IOS088": (
        N_("Content cannot be moved between these onderdelen in this way."),
        N_("Choose another onderdeel or less content; the message says what stands in the way."),
    ),
    "IOS089": (
        N_("A pregnancy leave with these dates is not possible under the rules."),
        N_("Choose a first day within the bounds that the message gives."),
    ),
    "IOS090": (
        N_("By the change, something that stood in the dossier is no longer true and falls away."),
        N_("Look whether it may go; if it may not, record it anew after the change."),
    ),
    "IOS091": (
        N_("A later deeltijd entry holds from its own first day on, also after the change."),
        N_("Change that entry too, if the new factor is to go on."),
    ),
    "IOS092": (
        N_("The change goes beyond what the rules or the profile allow."),
        N_(
            "Stay within the bound that the message gives. Where it is a warning, the change holds "
            "all the same: settle it with the institute."
        ),
    ),
    "IOS093": (
        N_("What was asked for cannot be reached, whatever the change."),
        N_("Ask for another date or number; the message says how far it can go."),
    ),
    "IOS094": (
        N_("The change alters nothing."),
        N_("Check the options, or leave it at this: the dossier says it already."),
    ),
    "IOS095": (
        N_("No order of the external stages, with the waiting allowed, gives everybody a place."),
        N_("Find more places in the months that the message names, or allow more waiting."),
    ),
    "IOS101": (
        N_("The onderdelen together are not as long as the training, before vrijstelling and verlenging."),
        N_("Check the lengths; what is exempted stays in the schedule, with a [[vrijstelling]]."),
    ),
    "IOS102": (
        N_("The practice periods together are shorter or longer than the rules allow."),
        N_("Check the lengths of both periods."),
    ),
    "IOS103": (
        N_("The external stages together are shorter or longer than the rules allow."),
        N_("Check the lengths of the stages."),
    ),
    "IOS104": (
        N_("The compulsory klinische stage is missing or too short, all its parts together."),
        N_(
            "Lengthen it; where part of it is exempted, leave its own length as it is and write a "
            "[[vrijstelling]]."
        ),
    ),
    "IOS105": (
        N_("The klinische stage does not take place in a hospital."),
        N_("Check `setting`; a stage elsewhere is another soort."),
    ),
    "IOS106": (
        N_("Too much of the external stages lies outside the practice and the hospital."),
        N_("Check `setting` and the lengths; a CCZ from the practice has the setting `praktijk`."),
    ),
    "IOS107": (
        N_("GGZ, CCZ or keuze is longer than the rules allow."),
        N_("Check the lengths; `ios rule keuzeblok-lezing` tells how the maximum is read."),
    ),
    "IOS108": (
        N_("A practice period is shorter or longer than the institute allows."),
        N_("Check its length, or ask the institute for an exception and accept the finding with the reason."),
    ),
    "IOS109": (
        N_("One of the two practice periods is not in the schedule."),
        N_("Add it as [[onderdeel]]. One that is exempted stays there, with a [[vrijstelling]]."),
    ),
    "IOS110": (
        N_("The training does not begin with a practice period."),
        N_("Put the first practice period first."),
    ),
    "IOS111": (
        N_("The training does not close with a practice period, as it normally does."),
        N_("Check the order; where it was agreed, accept the finding with the reason."),
    ),
    "IOS112": (
        N_("The schedule departs from the standard: another soort, another length, or something left out."),
        N_("Write on which earlier competences it rests, as `grond` on the onderdeel."),
    ),
    "IOS113": (
        N_("Alternative content that was refused or withdrawn still stands in the schedule."),
        N_("Put the standard onderdeel back, or record the new request."),
    ),
    "IOS114": (
        N_("A practice period is planned with an opleider who is not recognised."),
        N_("Choose another practice, or correct `erkend`."),
    ),
    "IOS115": (
        N_("A stage at a place that is not recognised lasts longer than is allowed."),
        N_("Shorten it, or choose a recognised place."),
    ),
    "IOS116": (
        N_("Nobody is responsible for a stage at a place that is not recognised."),
        N_("Have a recognised opleider appointed and record `verantwoordelijk_opleider`."),
    ),
    "IOS117": (
        N_("All extensions together are longer than the rules allow."),
        N_("Shorten them, or accept the finding with the decision it rests on."),
    ),
    "IOS118": (
        N_("The second practice period comes before the first, or before a part of it."),
        N_("Correct `soort` or the order; where it was agreed, accept the finding with the reason."),
    ),
    "IOS120": (
        N_("Differentiatie takes more full-time months than the rules allow."),
        N_("Check `begin`, `eind` and `dagen_per_week`."),
    ),
    "IOS121": (
        N_("Differentiatie lies wholly or partly outside the second practice period."),
        N_("Move it into that period; it comes beside the work in the practice."),
    ),
    "IOS122": (
        N_("An own plan for differentiatie has no recorded approval, or began before it was approved."),
        N_("Record `goedgekeurd_op` once the institute has approved it, or correct its dates."),
    ),
    "IOS125": (
        N_("An onderdeel begins before its leerwerkplan was approved."),
        N_("Correct `leerwerkplan_goedgekeurd`, or have the plan approved before the begin."),
    ),
    "IOS201": (
        N_("The fixed begin of an onderdeel lies before the previous one ends."),
        N_("Move `begin` to the first free date, which the message names, or leave it out."),
    ),
    "IOS202": (
        N_("The agreed eind of an onderdeel lies before its first day."),
        N_("Move `eind` to a later day, or leave it out."),
    ),
    "IOS203": (
        N_(
            "The agreed eind comes before the content is complete; what is missing moves to the last "
            "onderdeel."
        ),
        N_("Move `eind` to the computed last day, or leave it if this is what was agreed."),
    ),
    "IOS204": (
        N_(
            "The agreed eind of the last onderdeel comes before the content is complete, which has "
            "nowhere to go."
        ),
        N_(
            "Move `eind` to the computed last day or leave it out, or record the exemption that "
            "makes up for it."
        ),
    ),
    "IOS205": (
        N_("The agreed eind comes after the content is complete; what is done in the days between is lost."),
        N_("Move `eind` to the computed last day, or leave it if this is what was agreed."),
    ),
    "IOS206": (
        N_("An absence lies outside the training and does not count."),
        N_("Check its dates, or remove it."),
    ),
    "IOS207": (
        N_("An absence without a last day begins after the day of reference: it counts nothing yet."),
        N_("Add the last day if it is known, or give a later day with `--as-of`."),
    ),
    "IOS208": (
        N_("Every onderdeel is exempted in full, so nothing is left to plan."),
        N_("Check the exemptions; a whole training is never exempted."),
    ),
    "IOS209": (
        N_("The training would end centuries from now."),
        N_("Look for a slip of the pen in a factor or an absence."),
    ),
    "IOS210": (
        N_("The einde lies after the computed end, so nothing is cut."),
        N_("Check `einde`; leave it out where the training was completed."),
    ),
    "IOS211": (
        N_("The einde lies within a month of the besluit beeindigd; the term of notice is a month."),
        N_("Check `einde` and the date of the besluit, or move `einde` past the term."),
    ),
    "IOS212": (
        N_("A deeltijd entry covers no day of the training and changes nothing."),
        N_("Check `vanaf`, or remove the entry."),
    ),
    "IOS300": (
        N_(
            "A practice period is over and has fewer diensten than its minimum. It is a fout where both "
            "readings of the quota are missed (by content and by calendar months), a waarschuwing where "
            "only the one that the rules choose is, and an opmerking where only the other one is."
        ),
        N_(
            "Enter the diensten that are missing. If they were not done, settle how they are made up, and "
            "accept the finding with that decision."
        ),
    ),
    "IOS301": (
        N_(
            "In a practice period under way, what is done and planned does not reach the minimum, and at "
            "the pace so far it will not. Reported from a quarter of the period on; in its last month as "
            "a waarschuwing."
        ),
        N_("Plan the diensten that are still to be done."),
    ),
    "IOS302": (
        N_(
            "More diensten are done and planned in a practice period than its maximum: a fout in both "
            "readings, a waarschuwing in the one that the rules choose, an opmerking in the other one. In a "
            "period above 12 months, for which the LOP gives no maximum, it is an opmerking."
        ),
        N_("Take back what is planned beyond the maximum."),
    ),
    "IOS303": (
        N_(
            "More diensten are done and planned in a stage than its maximum: `max_diensten` of the "
            "onderdeel, or, where diensten are no fixed part of it, that of a practice period pro rata."
        ),
        N_("Take back what is planned beyond the maximum, or correct `max_diensten`."),
    ),
    "IOS304": (
        N_("Fewer diensten were done by a certain voortgangsgesprek than the profile asks for."),
        N_("Agree on a plan for those that remain."),
    ),
    "IOS310": (
        N_("Diensten shorter than 5 hours do not count towards the quota."),
        N_("Correct the hours where they are wrong; else nothing has to be done."),
    ),
    "IOS311": (
        N_("Diensten in a practice period do not say in which rol they were done. They count all the same."),
        N_("Enter `rol`."),
    ),
    "IOS312": (
        N_(
            "A dienst lies before the start or after the end of the training, or in waiting time. It does "
            "not count."
        ),
        N_("Correct the date, or remove the dienst."),
    ),
    "IOS313": (
        N_(
            "Diensten in a stage in which they are no fixed part (GGZ, CCZ, without acute character), "
            "while the dossier does not say that its leerwerkplan names them. They do not count."
        ),
        N_("Where the leerwerkplan names them, enter `anw_in_leerwerkplan = true` at the onderdeel."),
    ),
    "IOS314": (
        N_("A dienst lies on a day on which the aios was fully absent. It does not count."),
        N_("Correct the date of the dienst, or the days of the onderbreking."),
    ),
    "IOS315": (
        N_(
            "The same dienst stands there twice; it counts once. The same times in two roles are one dienst "
            "too."
        ),
        N_("Remove one. Where they are two diensten on one day, give both their `aanvang` and `einde`."),
    ),
    "IOS320": (
        N_(
            "A dienst in the first practice period is of a soort that the profile does not have there, "
            "such as a night. Where it has no `soort`, a night is seen by its times."
        ),
        N_("Plan another dienst, or accept the finding where it is an exception."),
    ),
    "IOS321": (
        N_(
            "Diensten with supervision from a distance in the first practice period, or before month 6 of "
            "the second. Later is usual, not compulsory."
        ),
        N_("See that opleider and aios agreed on it."),
    ),
    "IOS340": (
        N_(
            "A shift is longer than 12 hours. Diensten with less than 8 hours between them are one shift "
            "to the Act."
        ),
        N_(
            "Shorten it, or take it apart. Breaks are not recorded: accept the finding where they make it "
            "right."
        ),
    ),
    "IOS341": (
        N_(
            "In the 24 hours from the begin of work there are no 11 hours of rest in one piece; once in "
            "seven days 8 will do. Only diensten are looked at, no other work."
        ),
        N_("Move one of the diensten."),
    ),
    "IOS342": (
        N_("In a week from Monday to Sunday the diensten alone have more than 60 hours."),
        N_("Move diensten to another week. Other work of that week comes on top."),
    ),
    "IOS343": (
        N_("In four weeks in a row the diensten alone have more than 55 hours a week on average."),
        N_("Move diensten to other weeks."),
    ),
    "IOS344": (
        N_(
            "In sixteen weeks in a row the diensten alone have more than 48 hours a week on average; with "
            "16 night shifts or more, 40."
        ),
        N_("Move diensten to other weeks."),
    ),
    "IOS350": (
        N_(
            "A night shift is longer than 10 hours, while 5 in 14 days, or 22 in 52 weeks, were that long "
            "already."
        ),
        N_("Shorten it, or have another take it."),
    ),
    "IOS351": (
        N_(
            "After a night shift that ends after two o'clock there are no 14 hours of rest, once in seven "
            "days 8; after one of more than 10 hours no 12."
        ),
        N_("Let the next dienst begin later."),
    ),
    "IOS352": (
        N_("After three night shifts in a row, or more, there are no 46 hours of rest."),
        N_("Let the next dienst begin later."),
    ),
    "IOS353": (
        N_("There are more than 7 shifts in a row, a night shift among them. A rest of 36 hours ends a row."),
        N_("Leave more days without a dienst."),
    ),
    "IOS354": (
        N_("In sixteen weeks in a row there are more than 36 night shifts that end after two o'clock."),
        N_("Have others take some of them."),
    ),
    "IOS360": (
        N_(
            "Evening or night shifts at a time when they are not compulsory: from the third month of a "
            "pregnancy to six months after the birth. The dossier records the leave only; the longest "
            "time that fits it is taken."
        ),
        N_("Ask whether the aios wants to do them; accept the finding where that is so."),
    ),
    "IOS370": (
        N_("A dienst begins before another one has ended."),
        N_("Correct the date or the times of one of the two."),
    ),
    "IOS380": (
        N_("An opleidingsjaar that is over has fewer days of onderwijs than the LOP asks."),
        N_(
            "Record the days that are missing, or agree with the aios how they are made up. Pro rata for "
            "part time and absence is a choice; a profile may set `onderwijs-deeltijd`."
        ),
    ),
    "IOS381": (
        N_("An opleidingsjaar has more days of onderwijs, done and planned, than the LOP allows."),
        N_("Look for days that were entered twice; else nothing needs to be done."),
    ),
    "IOS382": (
        N_("A day of onderwijs lies before the start or after the end of the training. It does not count."),
        N_("Correct the date, or remove the entry."),
    ),
    "IOS383": (
        N_("A day of onderwijs lies on a day of full absence. It counts all the same."),
        N_("Correct the onderwijs or the onderbreking where one of them is not right."),
    ),
    "IOS384": (
        N_("Several entries of onderwijs on one date are together more than one day. All of it counts."),
        N_("Remove the entry that stands there twice, or give each its own date."),
    ),
    "IOS400": (
        N_("A term other than those below is past, and nothing in the dossier closes it."),
        N_(
            "Record what was done, tick it off with [[afgehandeld]], or write the date that was "
            "agreed as [[termijn]]."
        ),
    ),
    "IOS401": (
        N_("A progress talk was not held in its window of three to four months."),
        N_(
            "Record the talk as [[voortgangsgesprek]], or plan it soon; where another day was "
            "agreed, write that as [[termijn]]."
        ),
    ),
    "IOS402": (
        N_("Opleider or docent gave no advice after a progress talk."),
        N_("Record the advice as [[voortgangsadvies]], with who gave it."),
    ),
    "IOS403": (
        N_("An external stage is over without its stagebeoordeling by stageopleider and docent."),
        N_(
            "Record it as [[voortgangsadvies]] with `soort` `stagebeoordeling` and the onderdeel, "
            "one for each of them."
        ),
    ),
    "IOS404": (
        N_("The decision on going on was not taken by the end of its period."),
        N_(
            "Record it as [[besluit]] with `soort` `voortgangsbeslissing` and its `onderdeel`; `ios"
            " besluitlijst` shows what it needs."
        ),
    ),
    "IOS405": (
        N_("The decision to complete, extend or end the training was not taken three months before the end."),
        N_(
            "Record it as [[besluit]] with `soort` `voltooiingsbesluit`; `ios besluitlijst` shows "
            "what it needs."
        ),
    ),
    "IOS410": (
        N_("What a term asks was done, but after its last day."),
        N_("Nothing, where the date is right; where a later one was agreed, write that as [[termijn]]."),
    ),
    "IOS411": (
        N_(
            "A stage was judged, or a decision on going on was taken, before the last month of what"
            " it is about."
        ),
        N_("Correct the date if it is a slip; where it was agreed so, write that as [[termijn]]."),
    ),
    "IOS420": (
        N_("A [[termijn]] is about a term that this aios does not have, so it changes nothing."),
        N_("Correct `code`, `onderdeel` or `nummer`; `ios deadlines` lists all terms."),
    ),
    "IOS421": (
        N_("Two entries [[termijn]] are about the same term. Only the earlier last day holds."),
        N_("Remove the one that no longer holds."),
    ),
    "IOS422": (
        N_("A [[termijn]] has a first day after its last one. The first day is left out."),
        N_("Correct one of the two dates, or remove `vanaf`."),
    ),
    "IOS423": (
        N_(
            "A [[termijn]] gives a term a last day after the end of the training, or the voltooiingsbesluit "
            "one later than the rules allow. It holds, but the decision comes too late."
        ),
        N_("Correct `uiterlijk`, or decide earlier."),
    ),
    "IOS425": (
        N_("An [[afgehandeld]] ticks off a term that this aios does not have."),
        N_("Correct `code`, `onderdeel` or `nummer`; `ios deadlines` lists all terms."),
    ),
    "IOS426": (
        N_(
            "An [[afgehandeld]] ticks off a term that another entry of the dossier already closes, or is "
            "there to close: a talk, an advies, a decision."
        ),
        N_("Remove it where the other entry is right; record a talk, advies or decision in its own table."),
    ),
    "IOS450": (
        N_(
            "In a practice period the work is spread over fewer practice days a week than the rules"
            " ask, or the profile asks for these days and they are not recorded."
        ),
        N_("Spread the same hours over more days, agree on a higher factor, or write `praktijkdagen`."),
    ),
    "IOS451": (
        N_(
            "The deeltijdfactor is lower than the institute allows; within its exception that is "
            "only a remark."
        ),
        N_("Agree on a higher factor, or accept the finding with the `reden` of the institute."),
    ),
    "IOS452": (
        N_(
            "The deeltijdfactor changes within an onderdeel or an opleidingsjaar, where the "
            "institute does not allow that. A bounded entry with factor 1 is no change."
        ),
        N_(
            "Let the change begin on the first day of the next one, or accept the finding with the "
            "`reden` of the institute."
        ),
    ),
    "IOS453": (
        N_(
            "Deeltijd is recorded over nothing but onderdelen that everybody does full time at this "
            "institute. It has no effect."
        ),
        N_("Remove it where the aios works full time there; else ask the institute for an exception."),
    ),
    "IOS454": (
        N_(
            "The deeltijdfactor is lower than was once named nationally, and the institute names no"
            " lower limit of its own."
        ),
        N_("Ask the institute what it allows. The LOP names no lower limit."),
    ),
    "IOS455": (
        N_("A deeltijd entry holds on no day on which the clock runs, so it changes nothing."),
        N_("Correct its dates, or remove the entry."),
    ),
    "IOS460": (
        N_("All exemptions together are more than the 24 months that practice allows."),
        N_("Lower a vrijstelling, or accept the finding with the `reden` of the hoofd."),
    ),
    "IOS461": (
        N_("More of one kind of stage is exempted than practice allows."),
        N_("Lower a vrijstelling, or accept the finding with the `reden` of the hoofd."),
    ),
    "IOS462": (
        N_(
            "A vrijstelling rests on fewer weeks of work than practice asks, or the profile asks "
            "for them and they are not recorded."
        ),
        N_("Correct or write `ervaring_weken`, or accept the finding with the `reden` of the hoofd."),
    ),
    "IOS463": (
        N_(
            "More of the klinische stage is exempted than experience in interne, kindergeneeskunde "
            "or gynaecologie can exempt."
        ),
        N_("Lower the vrijstelling, or write other experience that it rests on as `ervaring_vakgebied`."),
    ),
    "IOS464": (
        N_(
            "The experience for a vrijstelling ended so long before the start that the aios must "
            "show how it was kept up."
        ),
        N_("Ask the aios to show it, and accept the finding with where that stands."),
    ),
    "IOS465": (
        N_("A vrijstelling was requested after the term of the institute."),
        N_("Correct `aangevraagd_op`, or accept the finding with the `reden` of the institute."),
    ),
    "IOS466": (
        N_(
            "The advice of opleider and docent on a vrijstelling is late, or the vrijstelling was "
            "settled without it."
        ),
        N_("Record each advice as [[voortgangsadvies]] with `soort` `vrijstelling` and its onderdeel."),
    ),
    "IOS467": (
        N_("A vrijstelling was settled before the second progress talk."),
        N_("Correct `besloten_op`, or record the talks as [[voortgangsgesprek]]."),
    ),
    "IOS468": (
        N_("The decision on a vrijstelling came after the first practice period."),
        N_("Correct `besloten_op`; where a later day was agreed, write that as [[termijn]]."),
    ),
    "IOS469": (
        N_("A vrijstelling is still provisional after the last day for the decision."),
        N_("Write the decision as `status` and `besloten_op`, for instance with `ios shorten`."),
    ),
    "IOS470": (
        N_("A refused vrijstelling has no reasons in writing."),
        N_("Write where they are as `onderbouwing`, such as the letter and its date."),
    ),
    "IOS471": (
        N_("Advice on a vrijstelling was given before the second progress talk."),
        N_("Correct `datum`, or record the talks as [[voortgangsgesprek]]."),
    ),
    "IOS472": (
        N_("A vrijstelling is still provisional, and yet has a day on which it was decided."),
        N_("Write what was decided as `status`, or remove `besloten_op`."),
    ),
    "IOS473": (
        N_(
            "The experience for a vrijstelling ended after the start of the training, or on a day that"
            " is still to come."
        ),
        N_("Correct `ervaring_tot_en_met`. Only work before the training can be exempted for."),
    ),
    "IOS475": (
        N_("The dossier has a verlenging, and no besluit `verlengd` that belongs to it."),
        N_("Record the besluit of the hoofd as [[besluit]]."),
    ),
    "IOS476": (
        N_("A besluit says `verlengd`, and no verlenging says by how much. All later dates are too early."),
        N_("Add the [[verlenging]] with `ios extend`, with the day of the besluit as `besloten_op`."),
    ),
    "IOS477": (
        N_("A verlenging does not say when it was decided."),
        N_("Write the day of the besluit as `besloten_op`."),
    ),
    "IOS478": (
        N_("The day of a verlenging is not that of the besluit `verlengd` that is left for it."),
        N_("Correct one of the two dates."),
    ),
    "IOS500": (
        N_(
            "Opleider or docent judged a competence, a stage or the progress as onvoldoende, and "
            "the next decision holds neither conditions, nor an extension, nor guidance, nor the "
            "end of the training."
        ),
        N_("Correct `uitkomst` or the advies. Going on under conditions is the least that the LOP asks."),
    ),
    "IOS501": (
        N_("After an onvoldoende, a twijfel or too little to judge by, no arrangements are recorded."),
        N_("Write the day on which they were made as `afspraken_op`."),
    ),
    "IOS502": (
        N_(
            "The last advice of opleider or docent was not to go on, or only under conditions, and "
            "the decision lets the training just go on."
        ),
        N_(
            "The hoofd may do so: see to it that the reasons are in the portfolio, and accept the "
            "finding with them."
        ),
    ),
    "IOS503": (
        N_("An advies is voldoende and names competences that are not. The checks count it as onvoldoende."),
        N_("Correct `oordeel` or `onvoldoende_op`."),
    ),
    "IOS504": (
        N_("A stagebeoordeling is about a practice period, or about a stage that is exempted in full."),
        N_("Correct `onderdeel`, or write `soort` `voortgang`."),
    ),
    "IOS505": (
        N_("A stagebeoordeling bears a date before the stage began."),
        N_("Correct the date or the `onderdeel`."),
    ),
    "IOS510": (
        N_(
            "A decision was taken before the adviezen on the last talk, or the stagebeoordelingen, "
            "that it rests on."
        ),
        N_("Record what is missing as [[voortgangsadvies]], or correct the date."),
    ),
    "IOS511": (
        N_("A besluit holds an outcome that this soort of besluit cannot have."),
        N_("Correct `soort` or `uitkomst`."),
    ),
    "IOS512": (
        N_("A besluit ends the training, and at once says something that only fits if it goes on."),
        N_("Keep the outcome that holds."),
    ),
    "IOS513": (
        N_(
            "Nothing says that an extension, guidance or the end of the training was told in person"
            " and in writing."
        ),
        N_("Write `mondeling_op` and `schriftelijk_op`."),
    ),
    "IOS514": (
        N_("Nothing says that the RGS was told that the training ends."),
        N_("Tell the RGS, and write the day as `rgs_gemeld_op`."),
    ),
    "IOS515": (
        N_("A besluit sets conditions or guidance, and no [[begeleidingstraject]] gives them a term."),
        N_("Add the [[begeleidingstraject]] with its dates and its letter."),
    ),
    "IOS516": (
        N_("A begeleidingstraject began without a besluit `gbt` or `onder-voorwaarden` before it."),
        N_("Record the besluit of the hoofd, or correct `van`."),
    ),
    "IOS517": (
        N_("Two besluiten for the same term. After `verlengd` a second one is right; here it is not."),
        N_("Remove the one that does not hold, or correct its `soort` or `onderdeel`."),
    ),
    "IOS518": (
        N_(
            "A decision belongs to no term, often because its `onderdeel` is another one. The term "
            "stays open."
        ),
        N_("Correct `onderdeel`; where it fell at another moment, write `soort` `tussentijds`."),
    ),
    "IOS519": (
        N_("The voltooiingsbesluit came after the last day of the training."),
        N_("Correct the date, or the dates of the training."),
    ),
    "IOS520": (
        N_("The aios got no letter on a begeleidingstraject, or its day is not recorded."),
        N_("Write the day of the letter as `brief_op` and what it states as `brief_bevat`."),
    ),
    "IOS521": (
        N_(
            "The letter on a begeleidingstraject lacks one of its four items: conditions, term, "
            "expectations, consequences."
        ),
        N_("Complete the letter, or `brief_bevat` where the letter does state it."),
    ),
    "IOS522": (
        N_("The letter on a begeleidingstraject is of a day after its begin."),
        N_("Correct `brief_op` or `van`."),
    ),
    "IOS523": (
        N_("Two begeleidingstrajecten of one soort lie on the same days."),
        N_("Correct the dates, or remove the entry that stands there twice."),
    ),
    "IOS524": (
        N_("The term of a begeleidingstraject is over, and nothing says whether the conditions were met."),
        N_("Write `uitkomst`, or a later `tot_en_met` where it was prolonged."),
    ),
    "IOS530": (
        N_("The training is voltooid, and no voltooiingsbesluit says so."),
        N_("Record the besluit of the hoofd as [[besluit]]."),
    ),
    "IOS531": (
        N_("The status of the training and a besluit say two different things about how it ended."),
        N_("Correct `status`, or the `uitkomst` of the besluit."),
    ),
    "IOS532": (
        N_("The last day of the training is past, and its status is still `actief`."),
        N_("Write how it ended as `status` and `einde`, or record what made it longer."),
    ),
    "IOS533": (
        N_("The training was voltooid on another day than its content ends on."),
        N_("Look for a vrijstelling, deeltijd, absence or verlenging that is not recorded."),
    ),
    "IOS600": (
        N_("A [[geaccepteerd]] entry accepts nothing: the finding is not there (any more)."),
        N_("Remove the entry."),
    ),
    "IOS601": (
        N_("A [[geaccepteerd]] entry names no finding, so it accepts nothing."),
        N_("Write the code or the name of the finding, as `ios check` shows it."),
    ),
    "IOS610": (
        N_(
            "A talk, an advies, a besluit, a verlenging or a begeleidingstraject lies before the "
            "start or after the end of the training."
        ),
        N_("Correct the date, or remove the entry."),
    ),
    "IOS611": (
        N_(
            "A date after the day of reference says that something was done. Until that day nothing"
            " counts it as done."
        ),
        N_("Correct the date, or record it when it is done. Diensten and onderwijs may be planned."),
    ),
    "IOS612": (
        N_("What follows on a talk, a request or a besluit bears an earlier date than that."),
        N_("Correct one of the two dates."),
    ),
    "IOS613": (
        N_(
            "There are days of waiting before an onderdeel: no content is done on them, and the end"
            " moves by as many days."
        ),
        N_("Look for a place that is free earlier, or for something to do in between."),
    ),
    "IOS614": (
        N_(
            "Two talks, or two adviezen of one person on one thing, stand on one day. The second "
            "may close a term that is still open."
        ),
        N_("Remove the entry that stands there twice, or correct its date."),
    ),
}
"""Code -> its meaning, and the remedy."""


def meaning_of(code: str) -> str:
    """When it is reported, in the chosen language; empty for a code that has no texts yet."""
    return _(TEXTS[code][0]) if code in TEXTS else ""


def remedy_of(code: str) -> str:
    """What to do about it, in the chosen language; empty for a code that has no texts yet."""
    return _(TEXTS[code][1]) if code in TEXTS else ""
