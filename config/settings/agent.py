"""How the AI agent paces itself."""

from config.settings import env

AGENT_DEBOUNCE_S = float(env.text("AGENT_DEBOUNCE_S", "1.5"))
AGENT_PATIENCE_S = float(env.text("AGENT_PATIENCE_S", "8"))
AGENT_TURN_BUDGET_S = float(env.text("AGENT_TURN_BUDGET_S", "40"))
AGENT_ANSWERS_PER_WINDOW = env.number("AGENT_ANSWERS_PER_WINDOW", 15)

# US dollars per million tokens of the configured model; empty means that the cost is not known.
LLM_PROMPT_PRICE = env.text("LLM_PROMPT_PRICE", "")
LLM_COMPLETION_PRICE = env.text("LLM_COMPLETION_PRICE", "")
LLM_FALLBACK_PROMPT_PRICE = env.text("LLM_FALLBACK_PROMPT_PRICE", "")
LLM_FALLBACK_COMPLETION_PRICE = env.text("LLM_FALLBACK_COMPLETION_PRICE", "")

# How long to wait before a model that stumbled is asked a second time, unless its server says.
LLM_RETRY_PAUSE_S = float(env.text("LLM_RETRY_PAUSE_S", "0.5"))

# Whether a workspace may use the sandbox's model: it is on a private address, where nothing else may be asked.
SANDBOX_IS_WORLD = True
