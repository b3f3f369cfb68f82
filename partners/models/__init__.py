"""Organisations people are referred to: what they offer, what they may know, and what became of it."""

from partners.models.gids import Aanbod, Partner

__all__ = ["Aanbod", "Partner"]
