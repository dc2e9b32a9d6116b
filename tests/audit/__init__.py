"""The auditor's office, tested."""
