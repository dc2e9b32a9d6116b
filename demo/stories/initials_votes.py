"""What is seen, and how is voted, in the story of the initials."""

from __future__ import annotations

from typing import Final

from demo.story_verbs import Seen
from domain.promotions.panels.panel import Choice

Vote = tuple[str, Choice, str | None]
Votes = tuple[Vote, ...]
"""Who votes how, in their order, and the words beside it."""

BY_HER_MANAGER: Final[Seen] = {
    "skills": (4, "Let both shift leads plan the move of the test bench; on Monday it stood where they wanted it."),
    "time_application": (4, "Is on the floor at every change of shift, with nothing in her hands."),
    "work_values": (4, "When her team was to be praised she asked that Goods inwards be named first."),
    "potential": (4, "Sat in on the budget talks for a year. By the end of it she was asked for her view."),
}
BY_A_PEER: Final[Seen] = {
    "skills": (4, "Brings a plan for the plant where others bring one for their shift."),
    "time_application": (3, "Answers for the week ahead; for the quarter one has to ask."),
    "work_values": (2, "A batch for Castell Foods left without its leak test. The sheet is signed M. C."),
}
PUT_RIGHT: Final[Seen] = {
    **BY_A_PEER,
    "work_values": (4, "Held her own dispatch back for two days over a seal that nobody but her doubted."),
}
FIRST_ROUND: Final[Votes] = (
    ("olga", Choice.IN_FAVOUR, None),
    (
        "ilse",
        Choice.IN_FAVOUR,
        "Let both shift leads plan the move, I read. A plant needs that kind of calm.",
    ),
    ("greta", Choice.AGAINST, "I stay with the leak test until somebody has explained it to me."),
    ("hanna", Choice.IN_FAVOUR, "One asks for Goods inwards to be named first only if one means it."),
)
DISSENT: Final = (
    "I do not doubt her. I doubt us. If that line is true, it is the one thing in this file that ever reached a"
    " customer, and we are voting around it because we like her. If it is not true, she has a right to have that"
    " found out before we vote and not after. I once spoke for somebody without asking the second question, and"
    " his team paid for it. Not on this file."
)
SECOND_ROUND: Final[Votes] = (
    (
        "olga",
        Choice.IN_FAVOUR,
        "A plan for the plant where others bring one for their shift: that is the step.",
    ),
    ("rafael", Choice.IN_FAVOUR, "New to the file, I read it twice. One line does not sound like the rest of it."),
    ("greta", Choice.AGAINST, DISSENT),
    (
        "hanna",
        Choice.IN_FAVOUR,
        "A year in the budget talks, and then asked for her view. Nothing outweighs that.",
    ),
)
HEARD: Final = "Says that no batch leaves her floor untested, and that she can prove it of none."
NEW_PANEL: Final[Votes] = (
    (
        "sofia",
        Choice.IN_FAVOUR,
        "Four of four lines now speak of others before they speak of her. I looked for a fifth and found none.",
    ),
    (
        "nadia",
        Choice.IN_FAVOUR,
        "A file can be a voice short, and nobody sees it from outside. This one had a line too many.",
    ),
    ("marcus", Choice.IN_FAVOUR, None),
)
