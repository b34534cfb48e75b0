"""The shapes of marks, so that no sort is told by its colour alone, and the key that names them.

mark   the drawing of one shape at one place
key    a line of shapes with their names
"""

from __future__ import annotations

from collections.abc import Iterable

from talleyrand.presentation.charts.drawing import TEXT, breadth, element, figure, label

_CORNERS = {
    "triangle": ((0, -1.05), (1.05, 0.85), (-1.05, 0.85)),
    "triangle-down": ((0, 1.05), (1.05, -0.85), (-1.05, -0.85)),
    "diamond": ((0, -1.2), (1.1, 0), (0, 1.2), (-1.1, 0)),
    "square": ((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)),
}
_STROKES = {
    "cross": (((-0.8, -0.8), (0.8, 0.8)), ((-0.8, 0.8), (0.8, -0.8))),
    "plus": (((0, -1), (0, 1)), ((-1, 0), (1, 0))),
    "bar": (((0, -1.1), (0, 1.1)),),
    "dash": (((-1, 0), (1, 0)),),
}


def mark(shape: str, x: float, y: float, size: float = 5, kind: str = "") -> str:
    """A shape about twice `size` wide and high, its middle at a place."""
    kinds = f"mark {kind}".strip()
    if shape == "pill":
        return element("rect", x=x - 6, y=y - 6, width=13, height=12, rx=6, kind=kind)
    if shape == "circle":
        return element("circle", cx=x, cy=y, r=size, kind=kinds)
    path = "".join([_path(line, x, y, size) for line in _STROKES.get(shape, ())])
    corners = _CORNERS.get(shape)
    path += _path(corners, x, y, size) + "Z" if corners else ""
    return element("path", d=path, kind=kinds if corners else f"{kinds} stroke")


def _path(points: Iterable[tuple[float, float]], x: float, y: float, size: float) -> str:
    return "M" + "L".join([f"{figure(x + dx * size)} {figure(y + dy * size)}" for dx, dy in points])


def key(names: Iterable[tuple[str, str, str]], left: float, y: float, right: float) -> tuple[list[str], float]:
    """Shapes with their names, from left to right and then in further lines, and the height that they take.

    Args:
        names: shape, class and name of each.
        y: the middle of the first line.
    """
    drawn: list[str] = []
    x, top = left, y
    for shape, kind, name in names:
        room = 16 + breadth(name)
        if x > left and x + room > right:
            x, y = left, y + TEXT + 8
        drawn += [mark(shape, x + 6, y, 4.5, kind), label(x + 16, y, name, kind="axis")]
        x += room + 14
    return drawn, y - top + TEXT + 8
