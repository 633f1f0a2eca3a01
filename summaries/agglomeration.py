"""Average-link agglomeration: which of some things belong together.

Two groups merge for as long as their members are on average nearer than a threshold, the nearest
two first (Sokal and Michener, "A statistical method for evaluating systematic relationships",
1958).
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def agglomerate(near: Floats, size: Floats, threshold: float) -> list[list[int]]:
    """Groups of things, each a list of their numbers, ascending.

    Args:
        near: how near any two things are, on average over their members; minus infinity for two
            that must never be together; symmetric; shape (N, N).
        size: how many members each thing has; shape (N,).
        threshold: groups that are less near stay apart.
    """
    groups = [[index] for index in range(len(near))]
    size = size.astype(np.float64).copy()
    # Sums instead of means: when two groups merge, theirs are simply added.
    total = near * np.outer(size, size)
    np.fill_diagonal(total, -np.inf)
    average = total / np.outer(size, size)
    while len(groups) > 1:
        a, b = sorted(divmod(int(np.argmax(average)), len(groups)))
        if average[a, b] < threshold:
            break
        groups[a] += groups[b]
        groups[b] = []
        size[a] += size[b]
        total[a] += total[b]
        total[:, a] = total[a]
        total[a, a] = -np.inf
        total[b], total[:, b] = -np.inf, -np.inf
        average[a] = average[:, a] = total[a] / (size[a] * size)
        average[b], average[:, b] = -np.inf, -np.inf
    return [sorted(group) for group in groups if group]
