"""How entries stand in PostgreSQL: recorder, stored form, keys, migrations."""
