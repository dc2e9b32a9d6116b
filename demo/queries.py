"""Three questions to begin with, in GraphQL, about the people of the demo's stories."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta

from demo.seeding import Seeded


@dataclass(frozen=True)
class ReadyMade:
    """A question, ready to be asked at /graphql; in the workbench its tab is called as the query is."""

    title: str
    query: str


def ready_made(seeded: Seeded) -> tuple[ReadyMade, ...]:
    """A history as of a past day, the bench of today, and one decision then and now."""
    return (history(seeded), bench(seeded), then_and_now(seeded))


def history(seeded: Seeded) -> ReadyMade:
    """Month four of the best engineer: what was known to be true on that day, whatever came later."""
    person = seeded.stories["The best engineer"]["Tomasz Wilk"]
    on = seeded.effective_on["month four of Tomasz Wilk"]
    return ReadyMade(
        f"Tomasz Wilk’s history as of {on}, four months after his promotion",
        f"""\
query History {{
  person(id: "{person}", asOf: {{effectiveOn: "{on}"}}) {{
    name
    jobTitle
    manager {{ name }}
    developmentHistory(first: 12) {{
      nodes {{ effectiveOn kind part stage entry {{ event }} }}
      pageInfo {{ hasNextPage endCursor }}
    }}
  }}
}}""",
    )


def bench(seeded: Seeded) -> ReadyMade:
    """Who could come after whom; and what five chairs were worth on the day before one of them was filled."""
    before = seeded.effective_on["the slates without Marcus Oyelaran"] - timedelta(1)
    chairs = [found for found in seeded.stories["One successor, three benches"].values() if found.startswith("role-")]
    return ReadyMade(
        f"The bench of all critical roles; and of five of them on {before}, before the CFO’s chair was filled",
        f"""\
query Bench {{
  today: successionBench(critical: true) {{
    figures {{ ...figures }}
    roles {{
      title
      vacant
      incumbents {{ appointmentKind person {{ name }} retentionRisk {{ grade }} }}
      strength {{ readyNow oneToTwoYears }}
      successors {{ rank readiness standing person {{ name }} }}
    }}
  }}
  fiveChairsBefore: successionBench(roles: {json.dumps(chairs)}, asOf: {{effectiveOn: "{before}"}}) {{
    figures {{ ...figures }}
  }}
}}

fragment figures on Figures {{
  coverage {{ count n ratio }}
  netCoverage {{ count n ratio }}
  strength {{ count n ratio }}
  peopleFailingAlone {{ person {{ name }} inRoles {{ title }} }}
}}""",
    )


def then_and_now(seeded: Seeded) -> ReadyMade:
    """What was on record about the candidate when it was decided, and what is known of that same day now."""
    person = seeded.stories["The report that came late"]["Nadia Haddad"]
    position = seeded.positions["the decision on Nadia Haddad"]
    on = seeded.effective_on["the decision on Nadia Haddad"]
    return ReadyMade(
        f"The case of Nadia Haddad, decided on {on}: then and now",
        f"""\
query ThenAndNow($case: [String!] = ["AssessmentRecorded", "PromotionProposed"]) {{
  decision: entry(position: {position}) {{ kind effectiveOn recordedBy event }}
  then: person(id: "{person}", asOf: {{position: {position}, effectiveOn: "{on}"}}) {{ ...file }}
  now: person(id: "{person}", asOf: {{effectiveOn: "{on}"}}) {{ ...file }}
}}

fragment file on Person {{
  name
  developmentHistory(first: 12, kinds: $case) {{
    nodes {{ effectiveOn position kind part entry {{ event }} }}
  }}
}}""",
    )
