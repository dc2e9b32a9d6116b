"""The auditor's office: replays, what has come to light, then and now, re-scoring, bundles."""
