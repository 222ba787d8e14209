"""The programme as data: areas, pairings, organisations, measures and targets, and how far these have come."""
