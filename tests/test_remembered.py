"""Look-ups that are remembered: what is kept, what goes, and threads that share them."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from zhengxie_qa.remembered import Remembered


class Doubler:
    """Doubles even numbers and knows no odd ones; notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []

    def __call__(self, keys: Sequence[int]) -> dict[int, int]:
        self.asked.append(list(keys))
        return {key: 2 * key for key in keys if key % 2 == 0}


def test_only_what_is_unknown_is_looked_up() -> None:
    double = Doubler()
    remembered = Remembered(double, most=10)
    assert list(remembered([4, 2]).items()) == [(4, 8), (2, 4)]
    assert list(remembered([2, 3, 6]).items()) == [(2, 4), (6, 12)]
    assert double.asked == [[4, 2], [3, 6]]


def test_the_least_recently_used_goes_first() -> None:
    double = Doubler()
    remembered = Remembered(double, most=2)
    remembered([2, 4])
    remembered([2])
    remembered([6])
    double.asked.clear()
    remembered([2])
    remembered([4])
    assert double.asked == [[4]]


def test_more_than_is_kept_is_still_answered() -> None:
    assert Remembered(Doubler(), most=1)([2, 4, 6]) == {2: 4, 4: 8, 6: 12}


def test_threads_that_drive_each_others_values_out_all_get_theirs() -> None:
    remembered = Remembered(Doubler(), most=5)

    def ask(start: int) -> bool:
        keys = [2 * (start + step) for step in range(20)]
        return all(remembered(keys) == {key: 2 * key for key in keys} for _ in range(200))

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(ask, range(8)))
