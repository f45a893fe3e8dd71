"""The open API keeps the promises of Open Referral UK 3.0 (C11)."""

ROOT = "/open-referral"
