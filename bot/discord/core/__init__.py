"""The parts of every feature: actions, replies, buttons, forms, lists and refusals, in one way for all."""
