"""GraphQL: what can be asked and recorded, and how it is told over HTTP."""
