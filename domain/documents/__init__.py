"""Documents: reports, agreements and certificates that are kept elsewhere, each known here by the hash of its file."""
