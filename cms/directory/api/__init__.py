"""The open API: Open Referral UK 3.0, for anybody's programs (C11)."""
