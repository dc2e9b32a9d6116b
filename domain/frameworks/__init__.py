"""Leadership frameworks: levels, competencies, scales and criteria, as data, published in editions."""
