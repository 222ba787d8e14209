"""What every sector record shares: county, period, status, revision, history."""
