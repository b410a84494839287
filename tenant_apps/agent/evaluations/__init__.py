"""Does the agent get better? Questions that the owner keeps, asked on demand and every night, and saved conversations.

Owns: EvalQuestion, EvalRun, EvalResult (one answer with the passage it read), SavedTurn, Replay, ReplayResult. Imports:
the planners, the knowledge's search, conversations. A run and a replay send nothing to anybody.

Pure kernels: `scoring` (is an answer right, is a passage the expected one), `calibration` (results → threshold),
`exchange` (lines of JSON ↔ questions).
"""
