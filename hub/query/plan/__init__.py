"""The compiled plan: an operation of SQL-backed fields as one statement and a shaper, from the same declarations.

Read in this order: `reading` (the selection becomes a tree of levels), `levels` (what that tree is), `parts` (what of
a statement changes from request to request), `arguments` and `scopes` (what a request brings for that), `statement`
(levels become SQL), `sources` (where its values come from), `shaping` (columns become the answer), `counts` and
`telling` (what is told of the programme, and counted for that), `outlines` (an operation before there are values),
`kept` (what stays for the next request), `planner` (what a request costs), `planned` (what is left to the ordinary
path).
"""
