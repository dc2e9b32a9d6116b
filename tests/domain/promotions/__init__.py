"""Promotions: from proposal to appeal, and that procedure is kept on the way."""
