"""How much of one document is read: beyond this it is a drawing, a mistake or an attack."""

MOST_PAGES = 1500
# A page of the densest tables has some 20,000 characters and 5,000 lines and areas.
MOST_CHARACTERS = 200_000  # on one page
MOST_OBJECTS = 100_000  # paths and pictures on one page, the parts of a path counted
