"""Values and pure rules that every other room speaks in: standard library only, no input or output."""
