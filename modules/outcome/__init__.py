"""The outcome: registered poor people, poor villages and the delisting of counties, year by year (主要目标)."""
