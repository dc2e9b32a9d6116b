"""HTTP: the application, health, the transparency log, GraphiQL."""
