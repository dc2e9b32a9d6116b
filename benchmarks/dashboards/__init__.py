"""What dashboards ask, beside PostGraphile over plain tables with the same rows, and beside the bare SQL."""
