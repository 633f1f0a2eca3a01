"""Data files of the engine, and what makes them."""
