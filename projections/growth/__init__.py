"""Growth as it is meant: plans, how much of what is done was planned, how people learn, and what they took on."""

from projections.growth.figures_of_growth import (
    LearningFigures,
    PlanFigures,
    PlansOfGroup,
    growth_plan_figures,
    learning_figures,
)
from projections.growth.growth_tables import ACTIONS, CITED, GROWTH, PLANS, STEPS
from projections.growth.learning_of import Learning, learning_of
from projections.growth.of_people import PlanReview, commitments_of, growth_plans_of, plan_reviews

__all__ = [
    "ACTIONS",
    "CITED",
    "GROWTH",
    "PLANS",
    "STEPS",
    "Learning",
    "LearningFigures",
    "PlanFigures",
    "PlanReview",
    "PlansOfGroup",
    "commitments_of",
    "growth_plan_figures",
    "growth_plans_of",
    "learning_figures",
    "learning_of",
    "plan_reviews",
]
