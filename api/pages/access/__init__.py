"""What is told about whoever looks, and to whom: who has looked, which access was taken, and who may see what."""

from __future__ import annotations

from api.pages.access.who_sees_what import access_shown
from api.pages.page import Page
from api.pages.wording import message

PAGE = Page(__name__, "/access", shown=access_shown, menu=message("Access"), rank=6)
