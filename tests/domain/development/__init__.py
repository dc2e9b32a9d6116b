"""Development: assessments, assignments, feedback, and what people want."""
