"""Spotting potential: judgements of it that say what they rest on and run out, and pools. Nothing else reads them."""
