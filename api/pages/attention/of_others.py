"""What waits of those whom whoever looks leads, and of the roles and cases that are told to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from api.pages.attention.own import day_asked, running_out, to_be_reviewed, without_outcome
from api.pages.attention.waiting import RUNNING_OUT, Told, Waiting, day_of, named
from api.pages.page import Answer
from api.pages.templates import in_words
from api.pages.wording import message, said

ENDS = {
    "APPEAL_WORKING_DAYS": message("%(person)s may appeal until then"),
    "COMMENT_WORKING_DAYS": message("%(person)s may comment on the file until then"),
}
"""What a candidate may do while a period runs."""
OWED = {
    "APPEAL_WORKING_DAYS": message("Tell %(person)s what was decided"),
    "COMMENT_WORKING_DAYS": message("Tell %(person)s what is on the file"),
}
"""What a candidate is to be told."""
ONLY_ONE: Final = message("%(role)s: only one person could come after within two years")
NOBODY: Final = message("%(role)s: nobody could come after within two years")


def assignments_of_reports(answer: Answer) -> Iterator[Waiting]:
    """Assignments of whoever reports to them that have a last day, and no outcome."""
    for person in answer["now"]["reports"]:
        yield from without_outcome(person, whom=person)


def plans_of_reports(answer: Answer) -> Iterator[Waiting]:
    """Development plans of whoever reports to them, by the day on which they are to be looked at again."""
    for person in answer["now"]["reports"]:
        yield from to_be_reviewed(person, day_asked(answer), whom=person)


def potential_of_reports(answer: Answer) -> Iterator[Waiting]:
    """What is said of the potential of whoever reports to them, and is about to run out."""
    for person in answer["now"]["reports"]:
        yield from running_out(person, whom=person)


def roles_told(answer: Answer) -> Iterator[Told]:
    """The roles whose bench is told to them."""
    yield from (role for role in answer["successionBench"]["roles"] if role["covered"] is not None)


def answered_for(answer: Answer) -> Iterator[Told]:
    """The roles for whose succession they answer."""
    yield from (role for role in roles_told(answer) if role["owner"] and role["owner"]["id"] == answer["now"]["id"])


def readiness(answer: Answer) -> Iterator[Waiting]:
    """Whose readiness for a role stops to count, as far as they could still come after."""
    for role in roles_told(answer):
        for one in role["successors"] or ():
            if one["expiresOn"] and one["employed"] and not one["holdsIt"]:
                what = said(
                    "Judge anew how ready %(person)s is for %(role)s", person=named(one["person"]), role=role["title"]
                )
                about = f"{role['id']} {(one['person'] or {'id': 'somebody'})['id']}"
                filled = {"role": role["id"], **({"candidate": one["person"]["id"]} if one["person"] else {})}
                since, due = day_of(one["assessedOn"]), day_of(one["expiresOn"])
                yield Waiting(what, about, "/record/assessReadiness", one["person"], since, due, filled)


def readiness_answered_for(answer: Answer) -> Iterator[Waiting]:
    """The same of the roles for whose succession they answer."""
    own = {role["id"] for role in answered_for(answer)}
    yield from (one for one in readiness(answer) if one.parameters["role"] in own)


def reviews(answer: Answer) -> Iterator[Waiting]:
    """When the succession of a role for which they answer is to be looked at again."""
    for role in answered_for(answer):
        if role["reviewOn"]:
            what = said("Look again at the succession of %(role)s", role=role["title"])
            yield Waiting(what, role["id"], f"/roles/{role['id']}", due=day_of(role["reviewOn"]))


def not_covered(answer: Answer) -> Iterator[Waiting]:
    """Critical roles that nobody could take within two years, or exactly one could."""
    for role in roles_told(answer):
        if role["critical"] and (not role["covered"] or role["singlePointOfFailure"]):
            hangs = ONLY_ONE if role["singlePointOfFailure"] else NOBODY
            yield Waiting(said(hangs, role=role["title"]), role["id"], f"/roles/{role['id']}")


def notices_owed(answer: Answer) -> Iterator[Waiting]:
    """What candidates are still to be told."""
    for notice in answer["noticesOwed"]:
        if notice["case"] is not None:
            what = said(OWED[notice["period"]], person=named(notice["person"]))
            about, since = f"{notice['case']} {notice['period']}", day_of(notice["since"])
            yield Waiting(what, about, f"/cases/{notice['case']}", notice["person"], since, since)


def cases_of_others(answer: Answer) -> Iterator[tuple[Told, Told | None]]:
    """Cases that are told to them and are not their own, each with its candidate."""
    for case in answer["promotionCases"]["nodes"]:
        candidate = case["proposal"]["candidate"] if case["proposal"] else None
        if candidate is None or candidate["id"] != answer["now"]["id"]:
            yield case, candidate


def appeals(answer: Answer) -> Iterator[Waiting]:
    """Appeals that wait for an answer."""
    for case, candidate in cases_of_others(answer):
        appeal = case["appeal"]
        if appeal and not appeal["dismissed"]:
            since, due = day_of(appeal["lodgedOn"]), day_of(appeal["dueOn"])
            what = said("Answer the appeal of %(person)s", person=named(candidate))
            yield Waiting(what, case["id"], f"/cases/{case['id']}", candidate, since, due)


def overrides(answer: Answer) -> Iterator[Waiting]:
    """Criteria that were set aside, and are to be looked at again."""
    for case, candidate in cases_of_others(answer):
        for review in case["awaitedReviews"] or ():
            what = said(
                "Look again whether it was right to set aside “%(criterion)s” for %(person)s",
                criterion=in_words(review["criterion"]),
                person=named(candidate),
            )
            about = f"{case['id']} {review['criterion']}"
            yield Waiting(what, about, f"/cases/{case['id']}", candidate, due=day_of(review["dueOn"]))


def periods(answer: Answer) -> Iterator[Waiting]:
    """Until when candidates may comment or appeal."""
    for case, candidate in cases_of_others(answer):
        for notice in case["notices"] or ():
            until = day_of(notice["until"])
            if until is not None and until >= day_asked(answer):
                what = said(ENDS[notice["period"]], person=named(candidate))
                about = f"{case['id']} {notice['period']}"
                told_on = day_of(notice["toldOn"])
                yield Waiting(what, about, f"/cases/{case['id']}", candidate, told_on, until, soon=RUNNING_OUT)
