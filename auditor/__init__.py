"""auditor: a rules-engine compliance auditor for Chinese government budget-performance forms."""
