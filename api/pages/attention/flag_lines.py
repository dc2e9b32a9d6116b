"""What flags say on pages: for each kind of them a line for whoever is to clear it, and where that is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, NamedTuple

from api.pages.attention.waiting import Told, Waiting, day_of, named
from api.pages.page import Answer
from api.pages.templates import day, figure, in_words
from api.pages.wording import message, said

COMMENT: Final = "COMMENT_WORKING_DAYS"
"""The period in which a candidate may comment on the file; in the other one they may appeal."""


class Line(NamedTuple):
    """What a flag says to whoever looks, and where it is cleared, or seen."""

    what: str
    path: str
    parameters: Mapping[str, str] = {}
    """What is said already in the form at that path."""


def feedback_asked(flag: Told) -> Line:
    return Line(said("Answer what you are asked about %(person)s", person=named(flag["whom"])), "/feedback-requests")


def mentoring_session_due(flag: Told) -> Line:
    what = message("Meet %(person)s again")
    if flag["overdue"]:
        what = message("Meet %(person)s again: a mentoring session is overdue")
    return Line(said(what, person=named(flag["whom"])), "/mentees")


def mentorship_to_accept(flag: Told) -> Line:
    what = said("Say whether you want %(person)s as your mentor", person=named(flag["whom"]))
    return Line(what, "/record/acceptMentorship", {"mentorship": flag["about"], "person": flag["me"]})


def mentorship_to_end(flag: Told) -> Line:
    what = said(
        "Say how your mentoring with %(person)s ended: %(kept)s of %(promised)s hours were kept",
        person=named(flag["whom"]),
        kept=figure(flag["hoursHeld"] or 0),
        promised=figure(flag["hoursOwed"] or 0),
    )
    return Line(what, "/record/endMentorship", {"mentorship": flag["about"], "effectiveOn": flag["due"]})


def first_mentor_due(flag: Told) -> Line:
    what = said("Find a mentor: you have had none since you joined")
    if whose(flag) != flag["me"]:
        what = said("Find a mentor for %(person)s, who has had none since joining", person=named(flag["whom"]))
    return Line(what, "/mentees")


def assignment_outcome_due(flag: Told) -> Line:
    what = said("Say how “%(title)s” came out", title=flag["words"] or said("an assignment"))
    return Line(what, "/record/completeAssignment", {"person": whose(flag), "assignment": flag["about"]})


def stretch_unsupported(flag: Told) -> Line:
    task = flag["words"] or said("an assignment")
    if whose(flag) == flag["me"]:
        return Line(said("Nobody is named who stands by you in “%(title)s”", title=task), f"/people/{flag['me']}")
    what = said("Name who stands by %(person)s in “%(title)s”", person=named(flag["whom"]), title=task)
    return Line(what, f"/people/{whose(flag)}")


def plan_review_due(flag: Told) -> Line:
    what = said("Look at your development plan again")
    if whose(flag) != flag["me"]:
        what = said("Look at the development plan of %(person)s again", person=named(flag["whom"]))
    return Line(what, "/record/reviewDevelopmentPlan", {"person": whose(flag), "plan": flag["about"]})


def action_due(flag: Told) -> Line:
    what = said("You took on: %(what)s", what=flag["words"] or said("something that was erased"))
    return Line(what, "/record/completeAction", {"person": flag["me"], "action": flag["about"]})


def potential_running_out(flag: Told) -> Line:
    if whose(flag) == flag["me"]:
        return Line(said("What was judged of your potential runs out"), f"/people/{flag['me']}")
    what = said("Judge the potential of %(person)s anew, or let it run out", person=named(flag["whom"]))
    return Line(what, "/record/assessPotential", {"person": whose(flag)})


def pool_time_running_out(flag: Told) -> Line:
    pool = flag["words"]
    if whose(flag) == flag["me"]:
        return Line(said("Your time in the pool “%(pool)s” runs out", pool=pool), f"/people/{flag['me']}")
    what = said("Whether %(person)s stays in the pool “%(pool)s”", person=named(flag["whom"]), pool=pool)
    return Line(what, "/record/enterTalentPool", {"person": whose(flag)})


def own_period_running(flag: Told) -> Line:
    what = said("Your case was decided: you may still appeal")
    if flag["words"] == COMMENT:
        what = said("Your file is open to you: you may still add to it or comment")
    return Line(what, f"/my-case/{flag['case']}")


def own_case_open(flag: Told) -> Line:
    what = said("Your own promotion case is open")
    if flag["level"]:
        what = said("Your own promotion case to level %(level)s is open", level=flag["level"])
    return Line(what, f"/my-case/{flag['case']}")


def rectification_unanswered(flag: Told) -> Line:
    return Line(said("You are to be answered what you asked to have mended"), f"/people/{flag['me']}")


def access_taken(flag: Told) -> Line:
    what = said("A steward took access to your file, until %(day)s", day=day(flag["until"]))
    if flag["words"]:
        what = said("%(what)s: “%(reason)s”", what=what, reason=flag["words"])
    return Line(what, "/access")


def readiness_expiring(flag: Told) -> Line:
    what = said("Judge anew how ready %(person)s is for %(role)s", person=named(flag["whom"]), role=title(flag))
    filled = {"role": flag["role"]["id"], **({"candidate": flag["whom"]["id"]} if flag["whom"] else {})}
    return Line(what, "/record/assessReadiness", filled)


def succession_review_due(flag: Told) -> Line:
    return Line(said("Look again at the succession of %(role)s", role=title(flag)), f"/roles/{flag['about']}")


def role_not_covered(flag: Told) -> Line:
    what = message("%(role)s: nobody could come after within two years")
    if flag["role"]["singlePointOfFailure"]:
        what = message("%(role)s: only one person could come after within two years")
    return Line(said(what, role=title(flag)), f"/roles/{flag['about']}")


def notice_owed(flag: Told) -> Line:
    what = message("Tell %(person)s what was decided")
    if flag["words"] == COMMENT:
        what = message("Tell %(person)s what is on the file")
    return in_case(flag, what)


def appeal_unanswered(flag: Told) -> Line:
    return in_case(flag, message("Answer the appeal of %(person)s"))


def deferral_due(flag: Told) -> Line:
    return in_case(flag, message("Look anew at the deferred decision on %(person)s"))


def override_review_due(flag: Told) -> Line:
    what = said(
        "Look again whether it was right to set aside “%(criterion)s” for %(person)s",
        criterion=in_words(flag["words"]),
        person=named(flag["whom"]),
    )
    return Line(what, f"/cases/{flag['case']}")


def candidate_period_running(flag: Told) -> Line:
    what = message("%(person)s may appeal until then")
    if flag["words"] == COMMENT:
        what = message("%(person)s may comment on the file until then")
    return in_case(flag, what)


def in_case(flag: Told, what: str) -> Line:
    """What is to be done of the candidate of a case."""
    return Line(said(what, person=named(flag["whom"])), f"/cases/{flag['case']}")


def whose(flag: Told) -> str:
    """The person whom it concerns; whoever looks, where nobody else is told."""
    told: str = flag["whom"]["id"] if flag["whom"] else flag["me"]
    return told


def title(flag: Told) -> str:
    """What the role is called."""
    called: str = flag["role"]["title"]
    return called


LINES: Final[Mapping[str, Callable[[Told], Line]]] = {
    "FeedbackAsked": feedback_asked,
    "MentoringSessionDue": mentoring_session_due,
    "MentorshipToAccept": mentorship_to_accept,
    "MentorshipToEnd": mentorship_to_end,
    "FirstMentorDue": first_mentor_due,
    "AssignmentOutcomeDue": assignment_outcome_due,
    "StretchUnsupported": stretch_unsupported,
    "PlanReviewDue": plan_review_due,
    "ActionDue": action_due,
    "PotentialRunningOut": potential_running_out,
    "PoolTimeRunningOut": pool_time_running_out,
    "OwnPeriodRunning": own_period_running,
    "OwnCaseOpen": own_case_open,
    "RectificationUnanswered": rectification_unanswered,
    "AccessTaken": access_taken,
    "ReadinessExpiring": readiness_expiring,
    "SuccessionReviewDue": succession_review_due,
    "RoleNotCovered": role_not_covered,
    "NoticeOwed": notice_owed,
    "AppealUnanswered": appeal_unanswered,
    "DeferralDue": deferral_due,
    "OverrideReviewDue": override_review_due,
    "CandidatePeriodRunning": candidate_period_running,
}
"""By kind of flag."""


def waiting_in(answer: Answer) -> list[Waiting]:
    """The flags of an answer, each as it is told to whoever looks."""
    me = answer["now"]["id"]
    return [waiting({**flag, "me": me}) for flag in answer["attention"]["nodes"]]


def waiting(flag: Told) -> Waiting:
    """One flag; whoever looks is named in none."""
    line = LINES[flag["kind"]](flag)
    whom = flag["whom"] if whose(flag) != flag["me"] else None
    return Waiting(line.what, line.path, whom, day_of(flag["since"]), day_of(flag["due"]), line.parameters)


def day_asked(answer: Answer) -> date:
    """The day that is asked about."""
    return date.fromisoformat(answer["now"]["asOf"]["effectiveOn"])
