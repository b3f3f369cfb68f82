"""Loaded before the tests' own conftest files, and so before Django's settings are read."""

pytest_plugins = ["config.pytest_diensten"]
