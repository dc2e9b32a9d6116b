"""What a form looks up, asking like anybody: who is meant by a name, and what can be chosen of somebody's timeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request

from api.graphql.endpoint import Endpoint
from api.graphql.errors import serialised
from api.graphql.request import Asked
from api.pages.record.controls import ENTRY, Control
from api.pages.record.matching import MATCHES, Match, Sought, case_match, entry_match, match_of, named_by
from api.pages.record.typed import ADD, BESIDE, CHOSEN, SEARCHED, Typed, one
from api.pages.time_bar import MOST_DIGITS
from api.pages.wording import message, said

WHO_ASKS: Final = "query WhoAsks { me { id name inUnit { id } } }"
WHERE: Final = "query Where($person: ID!) { person(id: $person) { inUnit { id } } }"
WHAT_HOLDS: Final = """query WhatHolds($unit: ID) {
  activeEdition(unit: $unit) {
    framework
    edition {
      number
      competencies { name }
      levels { name }
      modules { name meaning: title }
      prompts { name meaning: asks }
    }
  }
}"""
TIMELINE: Final = """query Timeline($person: ID!) {
  person(id: $person) {
    developmentHistory(first: 50) {
      nodes {
        kind
        effectiveOn
        entry {
          reference
          subject
          fact {
            headline
            ... on AssignmentGiven { assignment title }
            ... on DevelopmentPlanAgreed { plan needs }
            ... on ActionAgreed { action what }
            ... on DevelopmentNeedIdentified { need words }
          }
        }
      }
    }
  }
}"""
ENTRY_KNOWN: Final = """query EntryKnown($position: Position!) {
  found: entry(position: $position) {
    position reference subject kind effectiveOn mendable event
    fact { headline people { person { id } } }
  }
}"""
CASE: Final = "id proposal { toLevel candidate { id name } role { title } }"
CASES: Final = f"query Cases {{ found: promotionCases(last: 100) {{ nodes {{ {CASE} }} }} }}"
KNOWN: Final = {
    "case": f"query Known($id: ID!) {{ found: promotionCase(id: $id) {{ {CASE} }} }}",
    "person": "query Known($id: ID!) { found: person(id: $id) { id called: name jobTitle inUnit { name } } }",
    "role": "query Known($id: ID!) { found: role(id: $id) { id called: title inUnit { name } } }",
}
NAMED: Final = f"""query Named($id: ID!) {{
  found: node(id: $id) {{
    ... on Person {{ person: name }}
    ... on Role {{ role: title }}
    ... on Unit {{ unit: name }}
    ... on PromotionCase {{ {CASE} }}
  }}
}}"""
PEOPLE: Final = """query Called($words: String!) {
  found: people(search: $words, first: 10) { nodes { id called: name jobTitle inUnit { name } } }
}"""
ROLES: Final = """query Roles($after: String) {
  found: roles(first: 100, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes { id called: title inUnit { name } }
  }
}"""
TOO_LONG: Final = message("%(label)s: is longer than %(number)s characters: give a name, or an id")
NOT_FOUND: Final = message("%(label)s: nothing is found by “%(text)s”: give another name, or an id")
SEVERAL: Final = message("%(label)s: choose who or what is meant by “%(text)s”")
UNKNOWN: Final = message("“%(of)s” is not known, or not yours to see: give another id, or a name")
NO_ENTRY: Final = message("%(label)s: “%(text)s” is no entry that is told to you: give the number of one")
TOO_MANY: Final = message("%(label)s: name %(number)s at most, the others later")
LONGEST_NAME: Final = 200
"""Characters of what is looked for: each word is looked for in every title."""
MOST_MATCHES: Final = 10
MOST_NAMED: Final = 100
"""People who are named in one field."""
MOST_PAGES: Final = 20
"""Pages of roles that are looked through."""


class LookingUp:
    """What one request looks up."""

    def __init__(self, endpoint: Endpoint, request: Request) -> None:
        self._endpoint, self.request = endpoint, request
        self._entries: dict[str, Mapping[str, Any] | None] = {}

    async def ask(self, document: str, **variables: Any) -> Mapping[str, Any]:
        """The answer to a question; 400 with what is wrong where there is none."""
        ran = await self._endpoint.asked_again(self.request, Asked(document, variables=variables, may_change=False))
        if ran.result.data is None:
            raise HTTPException(400, " ".join(each["message"] for each in serialised(ran.result.errors or [])))
        return ran.result.data

    async def who_asks(self) -> Mapping[str, Any] | None:
        """Whoever asks, where that is somebody."""
        me: Mapping[str, Any] | None = (await self.ask(WHO_ASKS))["me"]
        return me

    async def what_holds(self, person: str, me: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
        """The framework and edition that hold where somebody stands, or else where whoever asks does."""
        of = (await self.ask(WHERE, person=person))["person"] if person.startswith("person-") else me
        holds: Mapping[str, Any] | None
        holds = (await self.ask(WHAT_HOLDS, unit=((of or {}).get("inUnit") or {}).get("id")))["activeEdition"]
        return holds

    async def sought(self, name: str, control: Control, typed: Typed) -> Sought:
        """Who or what is meant by what was typed into a control, which stands in the form under a name."""
        found = await self._sought(name, control, typed)
        if not control.several:
            return found
        named = [one for one in dict.fromkeys(typed.get(name + BESIDE, ())) if one][: MOST_NAMED + 1]
        beside = [one for each in named for one in (await self._known(control.subject, each, "")).matches]
        if one(typed, ADD) == name and found.chosen:
            found, beside = Sought(), [*found._replace(beside=beside).named]
        if len(beside) > MOST_NAMED:
            return found._replace(beside=beside, wrong=wrong(control, TOO_MANY, number=MOST_NAMED))
        return found._replace(beside=beside)

    async def _sought(self, name: str, control: Control, typed: Typed) -> Sought:
        text, chosen = one(typed, name), one(typed, name + CHOSEN)
        if not text:
            return Sought()
        if control.subject == ENTRY:
            return await self._entry_sought(text, control)
        if chosen and text == one(typed, name + SEARCHED):
            return await self._known(control.subject, chosen, text)
        if len(text) > LONGEST_NAME:
            return Sought(text, wrong=wrong(control, TOO_LONG, number=LONGEST_NAME))
        if text.startswith(f"{control.subject}-") and " " not in text:
            return await self._known(control.subject, text, "")
        matches = await self._called(control.subject, text)
        if not matches:
            return Sought(text, wrong=wrong(control, NOT_FOUND, text=text))
        return Sought(text, "", matches, wrong(control, SEVERAL, text=text))

    async def entry(self, number: str) -> Mapping[str, Any] | None:
        """The entry of a number, as far as whoever asks is told; None where there is none for them."""
        if not (number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS):
            return None
        if number not in self._entries:
            self._entries[number] = (await self.ask(ENTRY_KNOWN, position=int(number)))["found"]
        return self._entries[number]

    async def _entry_sought(self, text: str, control: Control) -> Sought:
        """The entry that a number means."""
        found = await self.entry(text)
        if found is None:
            return Sought(text, wrong=wrong(control, NO_ENTRY, text=text))
        match = entry_match(found)
        return Sought(text, match.id, [match])

    async def _known(self, subject: str, of: str, text: str) -> Sought:
        """What has an id; the text is what it was found by, and else what it is called."""
        found = (await self.ask(KNOWN[subject], id=of))["found"]
        if found is None:
            return Sought(of, wrong=said(UNKNOWN, of=of))
        match = MATCHES.get(subject, match_of)(found)
        return Sought(text or match.called or of, match.id, [match])

    async def _called(self, subject: str, text: str) -> Sequence[Match]:
        """What is called so."""
        if subject == "person":
            return [match_of(each) for each in (await self.ask(PEOPLE, words=text))["found"]["nodes"]]
        if subject == "case":
            cases = (case_match(each) for each in (await self.ask(CASES))["found"]["nodes"])
            return [one for one in cases if named_by(text.casefold().split(), one.called)][:MOST_MATCHES]
        wanted, found, after = [*dict.fromkeys(text.casefold().split())], [], None
        for _ in range(MOST_PAGES):
            page = (await self.ask(ROLES, after=after))["found"]
            found += [match_of(each) for each in page["nodes"] if named_by(wanted, each["called"] or "")]
            after = page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"] or len(found) >= MOST_MATCHES:
                break
        return found[:MOST_MATCHES]

    async def name_of(self, of: str) -> str:
        """What an id of a person, a role, a unit or a case is called; empty where that is not told."""
        found = (await self.ask(NAMED, id=of))["found"] or {}
        return case_match(found).called if "proposal" in found else next(iter(found.values()), None) or ""

    async def timeline(self, person: str) -> Sequence[Mapping[str, Any]]:
        """What stands on somebody's timeline, the latest first, as far as whoever asks is told."""
        found = (await self.ask(TIMELINE, person=person))["person"]
        return [each for each in found["developmentHistory"]["nodes"] if each["entry"]] if found else ()


def wrong(control: Control, what: str, /, **values: object) -> str:
    """What is wrong with what was typed into a control, in the reader's language."""
    return said(what, label=said(control.label), **values)
