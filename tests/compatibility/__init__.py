"""What earlier versions of the house made: it is read, proved and judged as it was."""
