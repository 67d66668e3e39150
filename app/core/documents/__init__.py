"""Documents and passages, their standing, and what a person sees of them."""
