"""Offices: mandates, stewards, accreditation, deputies; and the first day of the ledger."""
