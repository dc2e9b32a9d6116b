"""What people bring along: what they have been through, what they are qualified for, which languages they speak."""
