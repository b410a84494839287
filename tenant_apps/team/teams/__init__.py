"""Teams: who works together, who leads."""
