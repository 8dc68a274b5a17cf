"""Where documents come from: the parliament's service, a folder, a list of addresses.

A source is a module with what `listing.Source` asks for; the catalogue and the store know no
source by name.
"""
