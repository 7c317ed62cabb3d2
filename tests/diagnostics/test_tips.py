"""Hints that stay words, each with the reason why no edit can do it. A new one fails until it is listed.

mypy lets nothing but a Fix or a Tip be a hint, so every hint in words is made by a call of `Tip` in the source.
"""

# ruff: noqa: E501 - hints are listed as they are, however long

import ast
from collections.abc import Iterator
from pathlib import Path

import practicepack

SOURCES = Path(practicepack.__file__).parent

REASONS = {
    "A fact, an agreement or a person that only the organisers can find.": {
        ("plan/programme.py", "put a women's workshop before it, or write  women_steer: false"),
        (
            "plan/rules/filled_in.py",
            'add  organiser: {name: Willow Bridge Traders, contact: "0123 456"}  with your own',
        ),
        ("plan/rules/filled_in.py", "phone them, and write down the number"),
        (
            "plan/rules/filled_in.py",
            'add  complaints: {name: ..., contact: "0456"}  with someone outside, who can listen and act',
        ),
        (
            "library/checks/reviews.py",
            "let them read it as it is now; then sign again with  practicepack review",
        ),
        (
            "plan/rules/safeguarding.py",
            "ask trained adults to stay all day, and count them in  facilitators:",
        ),
        (
            "plan/rules/reviews.py",
            "practicepack review  lists them, and signs for those who have read one and agree",
        ),
        ("plan/rules/who_comes.py", "{who}"),
        ("plan/rules/group_size.py", "change the team, or ask someone to join it for these sessions"),
        ("plan/rules/group_size.py", "change the team, or ask someone to join it for this"),
        ("plan/rules/group_size.py", "one for each room at least{}"),
        ("plan/rules/group_size.py", "participants: {} in that room, with a partner for everyone"),
        ("plan/rules/group_size.py", "wait until more can come"),
        ("plan/rules/group_size.py", "wait until more people can come, or choose a workshop for fewer"),
        ("plan/rules/group_size.py", "{typed}"),
        ("plan/rules/safeguarding.py", "add  reports_to: the women's group that is told"),
        ("plan/rules/safeguarding.py", "add  safeguarding: {name: ..., contact: ...}"),
        ("plan/rules/safeguarding.py", "fill in sessions/{}/referrals.yaml and check each number by phone"),
        ("plan/rules/safeguarding.py", "fill in the referral list and check each number by phone"),
    },
    "Several ways are right, and which one is for the author to choose.": {
        (
            "library/checks/activities.py",
            "mark with keep: true the two that carry the purpose of the activity",
        ),
        ("library/checks/activities.py", "name it in an activity instead"),
        ("library/checks/audiences.py", "add a variant for: [{}], or drop one"),
        ("library/checks/audiences.py", "write  like:  and the audience it is most like"),
        ("library/checks/references.py", "{typed}"),
        ("library/checks/planning.py", "add  gives: [{}]  to the activity in which people find it"),
        ("library/checks/planning.py", "add a variant or cues  for: [{}]"),
        ("library/checks/planning.py", "add {} to the themes of another activity, or delete this file"),
        (
            "library/checks/planning.py",
            "or say why there is no other way:  never_with: [{audience: {}, why: ...}]",
        ),
        ("library/checks/texts.py", "indent by less"),
        ("library/reading/validate.py", 'did you mean "{}"? It is there already: keep one of the two'),
        ("library/checks/texts.py", "make it flatter"),
        ("library/checks/texts.py", "name it in picture:"),
        ("library/checks/texts.py", "take the ``` away"),
        ("library/checks/texts.py", "the table has {} headings: add one, or take a cell away"),
        ("library/checks/texts.py", "use the title: of a part"),
        ("library/file_names.py", 'move it out of content/: only files that end in "{}" are read in {}'),
        (
            "library/reading/validate.py",
            "to leave out the whole session, delete its line in workshop.yaml; the file can stay",
        ),
        ("library/unread_folders.py", "did you mean content/{}?"),
        ("library/unread_folders.py", "{hint}"),
        ("plan/clock/agenda.py", "give it one more activity"),
        (
            "plan/clock/agenda.py",
            "put a session for these people into the day, give the day more time, or take the day out",
        ),
        (
            "plan/clock/break_places.py",
            "divide the longest step into two steps, and set  pause_after: true  on the first",
        ),
        ("plan/clock/shorten.py", "give the day more time to do it in full"),
        ("plan/clock/shorten.py", "it is optional; give the day more time to keep it"),
        ("plan/people/history.py", "choose another activity"),
        ("plan/programme.py", "change people: here, or the audience: of {}"),
        ("plan/programme.py", "put a workshop for {} before it"),
        ("plan/programme.py", "{}; this one is for {}"),
        ("plan/rules/group_size.py", "change facilitators: of the workshop or of the rooms"),
        ("plan/rules/group_size.py", "change participants: of the tracks"),
        ("plan/rules/group_size.py", "leave the room out, or change participants: of the rooms"),
        ("plan/rules/group_size.py", "or take names out of the list"),
        ("plan/rules/group_size.py", "run it {} times, {}"),
        ("plan/rules/group_size.py", "run them {} times, {}"),
        ("plan/rules/pacing.py", "put a closing or something lighter after it"),
        ("plan/rules/safeguarding.py", "give the workshop more days or longer ones"),
        ("plan/rules/safeguarding.py", "let women and men meet apart first: a parallel: block before it"),
        ("plan/rules/safeguarding.py", "use it on a later day"),
        ("plan/rules/safeguarding.py", "use it on an earlier day"),
        ("plan/rules/who_comes.py", "change the audience: of the workshop or of the room"),
        ("plan/rules/who_comes.py", "write  gender:  with women, men or both into content/audiences/{}.yaml"),
    },
    "It needs words of the author's own.": {
        ("fonts/by_hand.py", "or write it in another script too"),
        ("fonts/glyphs.py", "leave it out, or draw it"),
        ("fonts/glyphs.py", "write it in another script"),
        ("library/checks/references.py", "make the file {}.yaml beside workshop.yaml"),
        ("library/load.py", "add <title>what it shows</title> as its first element"),
        (
            "library/reading/yaml_source.py",
            "delete it: it prints the letters after it in another order than they are typed",
        ),
        (
            "library/reading/yaml_source.py",
            "delete it: most editors do not show it, so type the words before and after it again",
        ),
        ("library/reading/yaml_source.py", "{hint}"),
        ("limits.py", "make it shorter or simpler: fewer words, tables and pictures"),
        ("plan/programme.py", "add  hands_on: what those who come next should hear or use"),
        ("plan/programme.py", "add  peer_groups: with a name, when it meets and what it does"),
        (
            "plan/rules/filled_in.py",
            "say it for your people; where it fits as it is, remove the < and > and what is before the colon",
        ),
        ("plan/rules/filled_in.py", "write what it is, or leave the field out"),
        ("typeset/layout.py", "make the longest texts in it shorter"),
        ("typeset/misfits.py", "make it shorter"),
        ("typeset/misfits.py", "make it shorter, or give the page a wider margin"),
        ("typeset/misfits.py", "make one of the two shorter; if neither is yours, report it"),
        (
            "typeset/misfits.py",
            "put first the services that people need most, or describe them in fewer words",
        ),
        (
            "typeset/weasyprint_adapter.py",
            "write it in a script that can be set: docs/authoring.md lists them",
        ),
    },
    "It is done in another program, or outside the workspace: a picture, a spreadsheet, a shell.": {
        ("library/images/drawing_cost.py", "make the drawing simpler"),
        ("library/images/photographs.py", "copy the file again from where it came from"),
        ("library/images/photographs.py", "open it in a picture program and save it as PNG or JPEG"),
        ("library/images/photographs.py", "save it smaller: 2500 pixels across are enough for a poster"),
        ("library/images/pictures.py", "put the file beside workshop.yaml"),
        ("library/images/pictures.py", "put the file into {}, or beside this workshop.yaml"),
        ("library/images/svg.py", "draw it in the picture itself, or take it out"),
        ("library/images/svg.py", "take it out"),
        ("limits.py", "save the picture smaller"),
        ("plugins.py", "update the package, or remove it: pip uninstall {}"),
        ("workspace.py", 'in the editor, choose "save with encoding" and UTF-8'),
        ("workspace.py", 'open it in the program that made it, and save its text as "plain text" in UTF-8'),
    },
    "A list of names is corrected where it was made; nothing of it is copied into an edit.": {
        (
            "library/rosters/roster.py",
            "call it {} if it is the list of those who come; if not, move it elsewhere",
        ),
        ("library/rosters/roster.py", "delete the row; if it is a person, write their first and last name"),
        ("library/rosters/roster.py", "fill it in, or delete the row"),
        (
            "library/rosters/roster.py",
            "if it is one person, delete a row; if they are two, nothing need be done",
        ),
        ("library/rosters/roster.py", 'in the spreadsheet, choose Save As, "CSV UTF-8", and the name {}'),
        (
            "library/rosters/roster.py",
            "look for a quotation mark that is not closed, or save the list as CSV again",
        ),
        (
            "library/rosters/roster.py",
            "put a name with a comma in quotation marks, or give each column a heading",
        ),
        ("library/rosters/roster.py", 'write "name" over the column with the names, in the first line'),
        ("library/rosters/table_text.py", "if not: {}"),
        ("library/rosters/table_text.py", 'in the spreadsheet, choose Save As and "CSV UTF-8"'),
    },
    "It is about templates, style sheets or the layout: work for those who design pages.": {
        ("limits.py", "look for a loop that never ends in the template"),
        ("pdf/merge.py", "look for a very large number in a style sheet"),
        (
            "render/languages.py",
            "a translation goes into templates/locale/{}.po (docs/templates.md says how)",
        ),
        ("render/toc.py", 'give the element of "{}" the id that the shipped template gives it'),
        ("typeset/scheduler.py", "build again; report it if it happens again"),
        ("typeset/scheduler.py", "undo what was last changed in its template, its text or its pictures"),
        (
            "typeset/weasyprint_adapter.py",
            "undo what was last changed in templates/; if nothing was, report it",
        ),
    },
    "It is an option of one run, and changes no file.": {
        ("limits.py", "if it is as it should be: --bound {}={}"),
    },
    "It says why, or what is known; what to do is in another hint or in the message.": {
        ("fonts/by_hand.py", "a line is left for it, to write on by hand"),
        ("library/checks/audiences.py", "known here: {}"),
        ("library/checks/audiences.py", "{why}"),
        ("library/checks/references.py", "it stands beside workshop.yaml"),
        ("library/checks/references.py", "one of: {}"),
        ("library/checks/references.py", "practicepack list {} shows them all"),
        ("library/checks/reviews.py", "practicepack review  lists what can be signed"),
        ("library/checks/references.py", "use a tag such as en, fr, sw or pt-BR"),
        ("library/checks/texts.py", "known here: {}"),
        ("library/checks/texts.py", "known: {}"),
        (
            "library/checks/texts.py",
            "link to activity:ID, practice:ID, safety:ID or a whole https:// address",
        ),
        ("library/checks/texts.py", "or give the activity groups:"),
        ("library/checks/texts.py", "programmes have no head-count"),
        ("library/checks/texts.py", "titles and items are plain"),
        ("library/file_names.py", "nothing uses this file: correct it, or remove it"),
        ("library/reading/validate.py", "known here: {}"),
        ("library/reading/validate.py", "such as drum, or market-day.jpg"),
        ("library/reading/validate.py", "use small letters, digits and hyphens, at most 60"),
        ("library/rosters/table_text.py", "if that is spelt right, all is well"),
        ("library/unread_folders.py", "the folders of content/ are {}"),
        ("plan/programme.py", "practicepack list activities shows what works where"),
        (
            "plan/rules/pictures.py",
            "practicepack list pictures shows those that there are: give one with  picture: NAME",
        ),
        ("plan/rules/safeguarding.py", "{str(gate.why)}"),
        ("plan/rules/safeguarding.py", "{str(people.why)}"),
        ("plan/rules/safeguarding.py", "{str(refusal.why)}"),
        ("typeset/weasyprint_adapter.py", "a page can show files of content/pictures only"),
        ("workspace.py", "a link that leads out of the folder is not followed"),
    },
    "The file is no YAML there, and it is not known where a value begins or ends.": {
        ("library/reading/fitting_hints.py", "begin each item with a hyphen and a space"),
        ("library/reading/fitting_hints.py", 'put text that starts with { or [ in "quotes"'),
        (
            "library/reading/fitting_hints.py",
            "write its fields below it, indented by two spaces more, or in {braces}",
        ),
        ("library/reading/fitting_hints.py", "write one text, without hyphens"),
        ("library/reading/plain_yaml.py", "{departure.hint}"),
        ("library/reading/remarks.py", "a remark for yourself stands on a line of its own"),
        ("library/reading/remarks.py", 'if it is text, put the whole of it in "quotes"'),
        (
            "library/reading/slips.py",
            'put the text in "quotes" if it holds ": " or " #", or starts with a sign',
        ),
        ("library/reading/slips.py", "write \\\\ for each \\"),
        (
            "library/reading/slips.py",
            'write a comma between two items; text with a comma, a colon or a bracket needs "quotes" there',
        ),
        ("library/reading/yaml_source.py", "or write it out"),
        ("library/reading/yaml_source.py", "write them out"),
    },
}
"""The module and the words of each, by the reason. `{}` stands for what differs."""


def tips() -> Iterator[tuple[str, str]]:
    for path in sorted(SOURCES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Tip":
                yield path.relative_to(SOURCES).as_posix(), words(node.args[0])


def words(argument: ast.expr) -> str:
    if isinstance(argument, ast.Constant):
        return str(argument.value)
    if isinstance(argument, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else "{}" for part in argument.values
        )
    return f"{{{ast.unparse(argument)}}}"


def test_every_hint_in_words_is_listed_with_a_reason() -> None:
    listed = [tip for several in REASONS.values() for tip in several]
    assert len(listed) == len(set(listed))
    assert set(tips()) == set(listed)
