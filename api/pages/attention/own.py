"""What waits for whoever looks, of their own: answers, meetings, promises, assignments, cases, requests, looks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from api.pages.attention.waiting import AT_ONCE, ONLY_OVERDUE, SOON, Told, Waiting, day_of, named
from api.pages.mentees.agreements import AgreementSeen, agreements
from api.pages.page import Answer
from api.pages.templates import day, figure
from api.pages.wording import message, said

DECIDED: Final = frozenset({"APPROVED", "DECLINED", "WITHDRAWN"})
"""Phases of a case in which nobody waits for its candidate."""
RUNNING: Final = {
    "APPEAL_WORKING_DAYS": message("Your case was decided: you may still appeal"),
    "COMMENT_WORKING_DAYS": message("Your file is open to you: you may still add to it or comment"),
}
"""What whoever is told of something may do until a day."""


def day_asked(answer: Answer) -> date:
    """The day that is asked about."""
    return date.fromisoformat(answer["now"]["asOf"]["effectiveOn"])


def feedback_asked(answer: Answer) -> Iterator[Waiting]:
    """What is asked of them about others."""
    for request in answer["myFeedbackRequests"]:
        if not request["answered"]:
            about = request.get("about")
            what = said("Answer what you are asked about %(person)s", person=named(about))
            due = day_of(request["closesOn"])
            yield Waiting(what, request["cycle"], "/feedback-requests", about, due=due, soon=AT_ONCE)


def running(answer: Answer) -> Iterator[AgreementSeen]:
    """Their mentoring agreements that go on."""
    yield from (one for one in agreements(answer["now"]["mentoring"]["nodes"]) if one.ended is None)


def sessions(answer: Answer) -> Iterator[Waiting]:
    """When they are to meet again whom they learn from, or who learns from them."""
    on = day_asked(answer)
    for one in running(answer):
        due = one.next_due()
        if due is not None and (one.ends is None or one.ends >= on):
            what = message("Meet %(person)s again")
            if one.is_overdue(on):
                what = message("Meet %(person)s again: a mentoring session is overdue")
            what = said(what, person=named(one.other))
            yield Waiting(what, one.subject, "/mentees", one.other, one.last or one.begun, due, soon=ONLY_OVERDUE)


def promises(answer: Answer) -> Iterator[Waiting]:
    """Agreements whose time is over and that nobody has ended, with what was promised and kept."""
    on = day_asked(answer)
    for one in running(answer):
        if one.ends is not None and one.ends < on:
            what = said(
                "Say how your mentoring with %(person)s ended: %(kept)s of %(promised)s hours were kept",
                person=named(one.other),
                kept=figure(one.hours),
                promised=figure(one.promised),
            )
            filled = {"mentorship": one.subject}
            yield Waiting(what, one.subject, "/record/endMentorship", one.other, one.begun, one.ends, filled)


def assignments(answer: Answer) -> Iterator[Waiting]:
    """Their own assignments that have a last day, and no outcome."""
    yield from without_outcome(answer["now"], whom=None)


def without_outcome(person: Told, whom: Told | None) -> Iterator[Waiting]:
    """Assignments of somebody that have a last day, and no outcome."""
    own = [told for told in person["assigned"]["nodes"] if told["part"] == "OWN" and told["entry"]["fact"]]
    ended = {told["entry"]["fact"]["assignment"] for told in own if told["kind"] != "AssignmentGiven"}
    for told in own:
        fact = told["entry"]["fact"]
        if told["kind"] == "AssignmentGiven" and fact["assignment"] not in ended and fact["endsOn"]:
            filled = {"person": person["id"], "assignment": fact["assignment"]}
            what = said("Say how “%(title)s” came out", title=fact["title"] or said("an assignment"))
            began, ends = day_of(told["effectiveOn"]), day_of(fact["endsOn"])
            yield Waiting(what, fact["assignment"], "/record/completeAssignment", whom, began, ends, filled)


def plan_reviews(answer: Answer) -> Iterator[Waiting]:
    """When their development plan is to be looked at again."""
    yield from to_be_reviewed(answer["now"], day_asked(answer), whom=None)


def to_be_reviewed(person: Told, on: date, whom: Told | None) -> Iterator[Waiting]:
    """The development plan of somebody, by its day of review; not while they are on leave after it."""
    plan = person["growthPlan"]
    if plan is None:
        return
    since, due = day_of(plan["since"]), day_of(plan["reviewOn"])
    if due is not None and (plan["overdue"] or due >= on):
        what = said("Look at your development plan again")
        if whom is not None:
            what = said("Look at the development plan of %(person)s again", person=named(whom))
        filled = {"person": person["id"], "plan": plan["plan"]}
        yield Waiting(what, plan["plan"], "/record/reviewDevelopmentPlan", whom, since, due, filled)


def potential(answer: Answer) -> Iterator[Waiting]:
    """What is said of their own potential, and is about to run out."""
    yield from running_out(answer["now"], whom=None)


def running_out(person: Told, whom: Told | None) -> Iterator[Waiting]:
    """What is said of somebody's potential, and pools that they are in, within sixty days of running out."""
    told = person["potential"] or {"aspects": (), "pools": ()}
    path, filled = (f"/people/{person['id']}", {}) if whom is None else (None, {"person": person["id"]})
    out = [one for one in told["aspects"] if one["runningOut"]]
    for judged_on, expires_on in sorted({(one["judgedOn"], one["expiresOn"]) for one in out}):
        what = said("What was judged of your potential runs out")
        if whom is not None:
            what = said("Judge the potential of %(person)s anew, or let it run out", person=named(whom))
        about, since, due = f"{person['id']} potential {judged_on}", day_of(judged_on), day_of(expires_on)
        yield Waiting(what, about, path or "/record/assessPotential", whom, since, due, filled, AT_ONCE)
    for one in told["pools"]:
        if one["runningOut"]:
            what = said("Your time in the pool “%(pool)s” runs out", pool=one["pool"])
            if whom is not None:
                what = said("Whether %(person)s stays in the pool “%(pool)s”", person=named(whom), pool=one["pool"])
            about, since, due = f"{person['id']} {one['pool']}", day_of(one["since"]), day_of(one["expiresOn"])
            yield Waiting(what, about, path or "/record/enterTalentPool", whom, since, due, filled, AT_ONCE)


def actions(answer: Answer) -> Iterator[Waiting]:
    """What they took on, and by when."""
    for action in (answer["now"]["commitments"] or {"actions": ()})["actions"]:
        if action["state"] == "OPEN":
            what = said("You took on: %(what)s", what=action["what"] or said("something that was erased"))
            filled = {"person": answer["now"]["id"], "action": action["action"]}
            since, due = day_of(action["agreedOn"]), day_of(action["dueOn"])
            yield Waiting(what, action["action"], "/record/completeAction", None, since, due, filled)


def own_periods(answer: Answer) -> Iterator[Waiting]:
    """Until when they may comment or appeal in cases of their own."""
    for case in answer["myCases"] or ():
        for notice in case["notices"] or ():
            until = day_of(notice["until"])
            if notice["period"] in RUNNING and until is not None and until >= day_asked(answer):
                about, path = f"{case['id']} {notice['period']}", f"/my-case/{case['id']}"
                told_on = day_of(notice.get("toldOn"))
                yield Waiting(said(RUNNING[notice["period"]]), about, path, None, told_on, until, soon=AT_ONCE)


def own_cases(answer: Answer) -> Iterator[Waiting]:
    """Cases of theirs that are not decided."""
    for case in answer["myCases"] or ():
        if case["phase"] not in DECIDED:
            proposal = case["proposal"]
            what = said("Your own promotion case is open")
            if proposal:
                what = said("Your own promotion case to level %(level)s is open", level=proposal["toLevel"])
            since = day_of(proposal.get("proposedOn")) if proposal else None
            yield Waiting(what, case["id"], f"/my-case/{case['id']}", since=since)


def rectifications(answer: Answer) -> Iterator[Waiting]:
    """What they asked to have mended, and were not answered yet."""
    told = [one for one in answer["now"]["rectifications"]["nodes"] if one["entry"]["fact"]]
    answered = {one["entry"]["fact"].get("request") for one in told}
    for one in told:
        reference = one["entry"]["reference"]
        if one["kind"] == "RectificationRequested" and reference not in answered:
            since, due = day_of(one["effectiveOn"]), day_of(one["entry"]["fact"]["dueOn"])
            path = f"/people/{answer['now']['id']}"
            what = said("You are to be answered what you asked to have mended")
            yield Waiting(what, reference, path, None, since, due)


def access_taken(answer: Answer) -> Iterator[Waiting]:
    """Which steward took access to what is told of them, as long as it lasts and a while after."""
    for taken in answer["now"]["accessTaken"] or ():
        until = date.fromisoformat(taken["until"])
        if until + SOON >= day_asked(answer):
            entry = taken["entry"]
            steward = entry["fact"]["takenBy"] if entry["fact"] else None
            what = said("A steward took access to your file, until %(day)s", day=day(taken["until"]))
            if taken["reason"]:
                what = said("%(what)s: “%(reason)s”", what=what, reason=taken["reason"])
            yield Waiting(what, entry["reference"], "/access", steward, day_of(taken["since"]))
