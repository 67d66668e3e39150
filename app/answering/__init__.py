"""Evidence to answer: confidence, prompt, draft, grounding, and the run that records it."""
