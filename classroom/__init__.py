"""What a class does with a timeline: a story told event by event, and questions about it. Pure values, no screen."""
