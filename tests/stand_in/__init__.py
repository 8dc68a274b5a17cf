"""A stand-in for the parliament's open data service, on loopback, and the documents it serves.

It speaks as the service is described, its doubts and faults included, and it knows the truth: what
every document says is known to the generator that printed it.
"""
