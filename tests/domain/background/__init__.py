"""What people bring along: what is recorded of it, and what is refused."""
