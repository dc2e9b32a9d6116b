"""The audit bundle of a case on its way out of the house: made alike for the command line and over HTTP."""
