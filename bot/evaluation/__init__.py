"""How good the engine is: gold labels, measures, floors. docs/architecture.md, "Evaluation"."""
