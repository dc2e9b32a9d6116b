"""The weekly digest: what moved of what is somebody's to see, told them by mail.

A mail is read by others than whom it is for: on phones, by whoever stands in, on servers on the way. It holds counts,
names that all here may read, and links; what was said, of which kind it was, and whose case a case is, stands in the
ledger alone, for whoever signs in.
"""
