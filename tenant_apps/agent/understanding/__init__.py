"""What a customer means, without a model: language, intent, mood, attempts to give the agent orders. Pure."""
