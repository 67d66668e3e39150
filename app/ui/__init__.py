"""The window: pages over the application, the only room that knows Qt."""
