"""``/rapporten/``: figures on screen, what is behind them, freezing them, and taking them along."""
