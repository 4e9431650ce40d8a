"""Assignment: of many possible pairs, those that make the greatest total, each row and column in one pair at most.

Shortest augmenting paths with prices (Jonker and Volgenant 1987): exact, and in whole numbers, so that no rounding
decides. Rows and columns that share no possible pair with others are settled by themselves: the tables stay small.
"""

from collections.abc import Iterator, Mapping, Sequence

__all__ = ["assign"]

_Pair = tuple[int, int]


def assign(gains: Mapping[_Pair, int]) -> list[_Pair]:
    """The pairs of the greatest total gain, ascending.

    Args:
        gains: what each possible pair of a row and a column is worth, more than 0; pairs that are not there are
            not possible.

    >>> assign({(0, 0): 5, (0, 1): 4, (1, 0): 4})
    [(0, 1), (1, 0)]
    """
    pairs: list[_Pair] = []
    for rows, columns in _islands(gains):
        costs = [[-gains.get((row, column), 0) for column in columns] for row in rows]
        if len(rows) <= len(columns):
            found = [*enumerate(_solve(costs))]
        else:
            found = [(row, column) for column, row in enumerate(_solve([*zip(*costs, strict=True)]))]
        pairs += [(rows[row], columns[column]) for row, column in found if costs[row][column]]
    return sorted(pairs)


def _islands(pairs: Mapping[_Pair, int]) -> Iterator[tuple[list[int], list[int]]]:
    """Rows and columns that hang together."""
    beside: dict[tuple[bool, int], list[tuple[bool, int]]] = {}
    for row, column in pairs:
        beside.setdefault((True, row), []).append((False, column))
        beside.setdefault((False, column), []).append((True, row))
    seen: set[tuple[bool, int]] = set()
    for first in beside:
        if first in seen:
            continue
        seen.add(first)
        island = [first]
        for node in island:
            for other in beside[node]:
                if other not in seen:
                    seen.add(other)
                    island.append(other)
        yield sorted(n for is_row, n in island if is_row), sorted(n for is_row, n in island if not is_row)


def _solve(costs: Sequence[Sequence[int]]) -> list[int]:
    """The column of each row, at the least total cost; there are no fewer columns than rows."""
    width = len(costs[0])
    row_prices, column_prices = [0] * len(costs), [0] * width
    owners = [-1] * width
    for start in range(len(costs)):
        distances: list[float] = [float("inf")] * width
        via = [-1] * width
        open_columns = list(range(width))
        settled: list[int] = []
        row, column, distance = start, -1, 0
        while row >= 0:
            shift, prices = distance - row_prices[row], costs[row]
            for other in open_columns:
                reached = shift + prices[other] - column_prices[other]
                if reached < distances[other]:
                    distances[other], via[other] = reached, column
            column = min(open_columns, key=distances.__getitem__)
            distance = int(distances[column])
            open_columns.remove(column)
            settled.append(column)
            row = owners[column]
        row_prices[start] += distance
        for other in settled[:-1]:
            saved = distance - int(distances[other])
            row_prices[owners[other]] += saved
            column_prices[other] -= saved
        while column >= 0:
            owners[column] = start if via[column] < 0 else owners[via[column]]
            column = via[column]
    columns = [-1] * len(costs)
    for column, row in enumerate(owners):
        if row >= 0:
            columns[row] = column
    return columns
