"""The words that everything else is said with: facts, what stands of them, the book, commands, refusals."""
