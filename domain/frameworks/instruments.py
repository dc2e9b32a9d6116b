"""Instruments: the ways in which somebody's leadership is assessed."""

from __future__ import annotations

from enum import StrEnum


class Instrument(StrEnum):
    """How an assessment came about."""

    PERFORMANCE_EVALUATION = "performance_evaluation"
    THREE_SIXTY = "360"
    LEADERSHIP_ASSESSMENT = "leadership_assessment"
    ASSESSMENT_CENTRE = "assessment_centre"
    SELF_ASSESSMENT = "self_assessment"
