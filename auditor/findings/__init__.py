"""What checking a form gives: outcomes, findings, the account, rule tests and lint."""
