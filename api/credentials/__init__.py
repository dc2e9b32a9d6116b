"""What people take along: their completed development as signed credentials, and whether these still stand."""
