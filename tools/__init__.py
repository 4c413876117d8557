"""What builds files that the program ships: not part of the running product."""
