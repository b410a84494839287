"""What people did here: the audit trail, readable. Owns nothing; the rows are `audit`'s, kept for `log_days`."""
