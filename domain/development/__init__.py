"""How somebody develops: assessment, exposure, practice, feedback, and what they want for themselves."""
