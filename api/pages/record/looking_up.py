"""What a form looks up, asking like anybody: who is meant by a name, and what can be chosen of somebody's timeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import Request

from api.graphql.endpoint import Endpoint
from api.graphql.errors import serialised
from api.graphql.request import Asked
from api.pages.record.controls import Control, Kind
from api.pages.record.typed import CHOSEN, SEARCHED, Typed, one
from api.pages.templates import day

WHO_ASKS: Final = """query WhoAsks {
  me { id name }
  framework { id edition { number competencies { name } } }
}"""
TIMELINE: Final = """query Timeline($person: ID!) {
  person(id: $person) {
    developmentHistory(first: 50) {
      nodes {
        kind
        effectiveOn
        entry { reference subject fact { headline ... on AssignmentGiven { assignment title } } }
      }
    }
  }
}"""
KNOWN: Final = {
    "person": "query Known($id: ID!) { found: person(id: $id) { id called: name jobTitle inUnit { name } } }",
    "role": "query Known($id: ID!) { found: role(id: $id) { id called: title inUnit { name } } }",
}
PEOPLE: Final = """query Called($words: String!) {
  found: people(search: $words, first: 10) { nodes { id called: name jobTitle inUnit { name } } }
}"""
ROLES: Final = """query Roles($after: String) {
  found: roles(first: 100, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes { id called: title inUnit { name } }
  }
}"""
LONGEST_NAME: Final = 200
"""Characters of what is looked for: each word is looked for in every title."""
MOST_MATCHES: Final = 10
MOST_PAGES: Final = 20
"""Pages of roles that are looked through."""


class Match(NamedTuple):
    """Who or what may be meant."""

    id: str
    called: str
    words: str
    """What tells them from others of that name."""


class Sought(NamedTuple):
    """A name or an id that was typed, and what is found by it."""

    text: str = ""
    chosen: str = ""
    """The id of what is meant; empty as long as that is not known."""
    matches: Sequence[Match] = ()
    wrong: str = ""
    """What is to be done, where it is not."""


class LookingUp:
    """What one request looks up."""

    def __init__(self, endpoint: Endpoint, request: Request) -> None:
        self._endpoint, self._request = endpoint, request

    async def ask(self, document: str, **variables: Any) -> Mapping[str, Any]:
        """The answer to a question; 400 with what is wrong where there is none."""
        ran = await self._endpoint.asked_again(self._request, Asked(document, variables=variables, may_change=False))
        if ran.result.data is None:
            raise HTTPException(400, " ".join(each["message"] for each in serialised(ran.result.errors or [])))
        return ran.result.data

    async def sought(self, control: Control, typed: Typed) -> Sought:
        """Who or what is meant by what was typed into a control."""
        text, chosen = one(typed, control.name), one(typed, control.name + CHOSEN)
        if not text:
            return Sought()
        if chosen and text == one(typed, control.name + SEARCHED):
            return await self._known(control.subject, chosen, text)
        if len(text) > LONGEST_NAME:
            return Sought(
                text, wrong=f"{control.label}: is longer than {LONGEST_NAME} characters: give a name, or an id"
            )
        if text.startswith(f"{control.subject}-") and " " not in text:
            return await self._known(control.subject, text, "")
        matches = await self._called(control.subject, text)
        if not matches:
            return Sought(text, wrong=f"{control.label}: nothing is found by “{text}”: give another name, or an id")
        return Sought(text, "", matches, f"{control.label}: choose who or what is meant by “{text}”")

    async def _known(self, subject: str, of: str, text: str) -> Sought:
        """What has an id; the text is what it was found by, and else what it is called."""
        found = (await self.ask(KNOWN[subject], id=of))["found"]
        if found is None:
            return Sought(of, wrong=f"“{of}” is not known, or not yours to see: give another id, or a name")
        match = match_of(found)
        return Sought(text or match.called or of, match.id, [match])

    async def _called(self, subject: str, text: str) -> Sequence[Match]:
        """What is called so."""
        if subject == "person":
            return [match_of(each) for each in (await self.ask(PEOPLE, words=text))["found"]["nodes"]]
        wanted, found, after = [*dict.fromkeys(text.casefold().split())], [], None
        for _ in range(MOST_PAGES):
            page = (await self.ask(ROLES, after=after))["found"]
            found += [match_of(each) for each in page["nodes"] if named_by(wanted, each["called"] or "")]
            after = page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"] or len(found) >= MOST_MATCHES:
                break
        return found[:MOST_MATCHES]

    async def timeline(self, person: str) -> Sequence[Mapping[str, Any]]:
        """What stands on somebody's timeline, the latest first, as far as whoever asks is told."""
        found = (await self.ask(TIMELINE, person=person))["person"]
        return [each for each in found["developmentHistory"]["nodes"] if each["entry"]] if found else ()


def named_by(wanted: Sequence[str], title: str) -> bool:
    """Whether a title has all words."""
    return all(word in title.casefold() for word in wanted)


def match_of(found: Mapping[str, Any]) -> Match:
    """Something that is found, in words."""
    place = (found.get("jobTitle"), found["inUnit"] and found["inUnit"]["name"])
    return Match(found["id"], found["called"] or "", ", ".join(filter(None, place)))


def options(control: Control, timeline: Sequence[Mapping[str, Any]]) -> Sequence[tuple[str, str]]:
    """What can be chosen in a control: of its own, or of somebody's timeline."""
    told = [(each, each["entry"]["fact"] or {}) for each in timeline]
    if control.kind in (Kind.ENTRY, Kind.ENTRIES):
        return [
            (each["entry"]["reference"], f"{day(each['effectiveOn'])}: {fact.get('headline') or each['kind']}")
            for each, fact in told
        ]
    if control.kind is Kind.ASSIGNMENT:
        return [(fact["assignment"], fact["title"] or fact["assignment"]) for _, fact in told if fact.get("assignment")]
    if control.kind is Kind.MENTORSHIP:
        begun = [(each, fact) for each, fact in told if each["kind"] == "MentorshipAgreed"]
        return [
            (each["entry"]["subject"], f"{day(each['effectiveOn'])}: {fact.get('headline')}") for each, fact in begun
        ]
    return control.choices
