"""Offices: who may do what for whom, until when. Mandates, accredited assessors, deputies; seats are of people."""
