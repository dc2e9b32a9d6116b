"""Amendments: corrections, retractions, and remarks."""
