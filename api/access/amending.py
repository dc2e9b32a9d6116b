"""Who may mend what, as far as that depends on who asks. Rules that hold for everybody are the domain's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from api.access.callers import Caller, Scope
from api.access.citations import is_told
from api.access.gate import Gate
from api.access.sight import Sight
from api.access.sorts import SORTS
from api.access.table import Information
from domain.amendments.corrections import CorrectEntry, NothingToCorrect, RetractEntry
from domain.catalogue import RECORDED_BY
from domain.development.viewpoints import managers_above
from domain.growth.plans import PlanCommand
from domain.kernel.book import Book
from domain.kernel.commands import Command
from domain.kernel.facts import Reference
from domain.kernel.ids import CaseId, PersonId
from domain.kernel.refusals import Refusal
from domain.people.reporting_lines import other_managers
from domain.promotions.conflicts import conflicts_since_proposal, standing_towards
from domain.promotions.panels.panel import Conflict
from domain.promotions.promotion_case import PromotionCase
from domain.promotions.proposals import PromotionProposed
from ledger import Entry, Ledger
from ledger.storage.unread import may_be, readable

THEIRS_ALONE: Final = tuple(
    kind for kind, sort in SORTS.items() if sort in (Information.LEARNED, Information.COMMITMENTS)
)
"""The kinds of entries that are told to one person alone, and to whoever they release them to."""
MENDING: Final = (CorrectEntry, RetractEntry)
AT_ONCE: Final = timedelta(minutes=15)
MENDED_AT_ONCE: Final = "Mended within 15 minutes by whoever wrote it"
"""The reason that stands where none was given, as none is asked for a slip."""


class NotTheirsToMend(Refusal):
    """What somebody wrote is mended by them or by a steward; whoever it concerns may ask for that."""

    instead = "Ask whoever wrote the entry, or a steward, to mend it; if it concerns you, request that."
    field = "entry"


def with_reason(command: Command[Any], caller: Caller, ledger: Ledger) -> Command[Any]:
    """The same with a reason where none is asked: of whoever mends at once what they wrote themselves."""
    if not isinstance(command, MENDING) or command.reason.strip() or caller.person is None:
        return command
    chain = chain_of(command.entry, ledger.stream(command.entry.stream))
    own = bool(chain) and all(entry.recorded_by == caller.recorded_by for entry in chain)
    at_once = own and ledger.now() - chain[0].recorded_at <= AT_ONCE
    return replace(command, reason=MENDED_AT_ONCE) if at_once else command


def must_be_theirs_to_mend(command: Command[Any], caller: Caller, today: date, ledger: Ledger) -> None:
    """Refuses a correction or retraction by anybody but an author of the entry, or a steward."""
    if isinstance(command, MENDING):
        at, stream = command.entry, ledger.stream(command.entry.stream)
        amends = caller.may(Scope.AMEND, today, ledger)
        if amends:
            must_be_told_what_they_mend(chain_of(at, stream), at, caller, ledger)
        must_be_an_authors(at, stream, caller, ledger.book(), amends=amends)


def chain_of(at: Reference, stream: Sequence[Entry[Any]]) -> list[Entry[Any]]:
    """An entry and whatever has taken its place, by the address of any of them."""
    return [entry for entry in stream if at.version in (entry.version, entry.at.version)]


def must_be_told_what_they_mend(chain: Sequence[Entry[Any]], at: Reference, caller: Caller, ledger: Ledger) -> None:
    """Refuses a steward who mends what they neither wrote nor are told, as if there were no such entry.

    What comes of a correction would tell them whether they guessed what the entry says, and of a retraction, where
    something stands that is protected. They take access first, and say why.
    """
    if caller.person is None or any(entry.recorded_by == caller.recorded_by for entry in chain):
        return
    sight = Sight(caller, ledger)
    if not all(is_told(one, sight) for one in Gate(ledger).disclose(filter(readable, chain))):
        raise nothing_told_at(at)


def may_mend(at: Reference, stream: Sequence[Entry[Any]], caller: Caller, book: Book, *, amends: bool) -> bool:
    """Whether whoever asks may mend an entry of a stream, by who they are; what rests on it, the rules ask later."""
    try:
        must_be_an_authors(at, stream, caller, book, amends=amends)
    except Refusal:
        return False
    return Scope.WRITE in caller.scopes


def must_be_an_authors(
    at: Reference, stream: Sequence[Entry[Any]], caller: Caller, book: Book, *, amends: bool
) -> None:
    """Refuses whoever did not write the entry, unless they mend what others wrote, and none of it concerns them.

    What is somebody's alone is mended by its author, by them, and by systems. To a steward, who is not told of it, it
    is refused as if there were no such entry, before anything else is asked.
    """
    chain = chain_of(at, stream)
    authors = {entry.recorded_by for entry in chain}
    if caller.recorded_by in authors:
        must_be_near_still(at, caller, book, amends=amends)
        must_not_hide_a_stake(at, caller, book)
        return
    theirs_alone = any(may_be(entry, THEIRS_ALONE) for entry in chain)
    if theirs_alone and caller.person == at.stream:
        return
    if amends and caller.person is not None and (theirs_alone or not chain):
        raise nothing_told_at(at)
    if not amends:  # the same of what there is not
        raise NotTheirsToMend(
            f"“{caller.recorded_by}” did not write “{at}”: whoever did can mend it, or a steward;"
            " whom it concerns may request it"
        )
    told_of = {subject for one in chain if readable(one) for subject in (one.stream, *one.event.concerns())}
    if caller.person in told_of:
        raise NotTheirsToMend(
            f"“{at}” concerns “{caller.person}”, who asks, and was written by others: another steward mends it"
        )
    must_not_hide_a_stake(at, caller, book)


def nothing_told_at(at: Reference) -> NothingToCorrect:
    """The refusal of an address at which a steward is told of nothing, whether or not something stands there."""
    return NothingToCorrect(
        f"No entry that you are told of stands at “{at}”: look at the address again, or take access first to whom it is"
        " about, and say why"
    )


def must_be_near_still(at: Reference, caller: Caller, book: Book, *, amends: bool) -> None:
    """Refuses to mend the plan of somebody whom its author no longer leads: it goes on without them."""
    noted, person = book.noted(at), PersonId(at.stream)
    if caller.person in (None, person) or amends or Scope.RECORD_FOR_OTHERS in caller.scopes or noted is None:
        return
    if not issubclass(RECORDED_BY.get(type(noted.event).__name__, Command), PlanCommand):
        return
    if caller.person not in {*managers_above(person, book.today, book), *other_managers(person, book.today, book)}:
        raise NotTheirsToMend(
            f"“{at}” is of a plan of “{person}”, whom “{caller.person}” leads no longer: whoever leads them agrees"
            " another one, and a steward mends this one"
        )


def must_not_hide_a_stake(at: Reference, caller: Caller, book: Book) -> None:
    """Refuses whoever has a stake in an open case by what they would take away: somebody else mends that."""
    noted = book.noted(at)
    if caller.person is None or noted is None:
        return
    without = book.without(at)
    for case in cases_near({at.stream, *noted.event.concerns()}, book):
        hidden = stakes(case, caller.person, book) - stakes(case, caller.person, without)
        if hidden:
            raise OwnStake(
                f"“{at}” shows that “{caller.person}”, who asks, has a stake in “{case}” ({min(hidden)}):"
                " somebody else mends it, if it is wrong"
            )


def cases_near(subjects: Iterable[str], book: Book) -> Iterator[CaseId]:
    """The cases about any of these people and roles in which somebody has yet to decide."""
    proposed = (noted for subject in subjects for noted in book.concerning(subject, PromotionProposed))
    for stream in dict.fromkeys(noted.at.stream for noted in proposed):
        case = book.recall(PromotionCase, stream)
        if case.is_open or (case.appeal is not None and not case.appeal.dismissed):
            yield CaseId(stream)


def stakes(case_id: CaseId, person: PersonId, book: Book) -> set[Conflict]:
    """What has stood between somebody and a case on any day since it was proposed."""
    case = book.recall(PromotionCase, case_id)
    if case.proposal is None:
        return {*Conflict}  # with the case itself nothing is hidden
    standing = standing_towards(case_id, case, case.proposal, book.today, book)
    return {*conflicts_since_proposal(standing, person)}


class OwnStake(Refusal):
    """Nobody takes away what shows that they have a stake in a case that is open."""

    instead = "Have somebody mend it who has no stake in the case; a candidacy of your own you may withdraw."
    field = "entry"
