"""Whose stream something is: the ids of subjects, `<subject>-<uuid7>`, with nothing personal in them."""

from __future__ import annotations

from typing import NewType

PersonId = NewType("PersonId", str)
"""The person."""

RoleId = NewType("RoleId", str)
"""The role."""

UnitId = NewType("UnitId", str)
"""The organisational unit."""

CaseId = NewType("CaseId", str)
"""The promotion case."""

MentorshipId = NewType("MentorshipId", str)
"""The mentorship."""

OpportunityId = NewType("OpportunityId", str)
"""The opportunity."""

FrameworkId = NewType("FrameworkId", str)
"""The framework that it was made under."""
