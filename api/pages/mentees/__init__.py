"""My mentees: where each agreement stands, what was promised and kept, and whom whoever asks learns from."""

from __future__ import annotations

from api.pages.mentees.agreements import as_mentor_and_mentee
from api.pages.page import Page
from api.pages.wording import message

PAGE = Page(__name__, "/mentees", shown=as_mentor_and_mentee, menu=message("Mentoring"), rank=4)
