"""Pages with notes in their margin that say what a reader would take each line for.

A file in ``data/pages`` begins with what is known of the page, then ``---``, then the page, each line behind a margin
of two characters: ``T|`` title, ``=|`` a paragraph begins, ``+|`` the paragraph goes on, ``x|`` furniture, `` |`` blank.
``{{...}}`` within a line is furniture too.
"""
