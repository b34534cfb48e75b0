"""Charts: a statement in, an SVG out that stands beside its table and says the same.

Nothing here reads the record or the clock. Every chart is drawn at the width asked for, so that its text keeps its
size: WIDE for a page, NARROW for a telephone.

Chart      a title, a sentence on what it shows, the drawing, and the statement that it draws (drawing.py)
Href       what turns the id of an entry into the address of its page (drawing.py)
Days       days along a chart, and their places (axes.py)
"""
