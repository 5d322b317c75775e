"""Which rows the entries speak of, in little memory: a bit for each number, a set for other keys."""

from collections import defaultdict

PAGE_BITS = 4096


class NamedRows:
    """The keys that entries name, by table."""

    def __init__(self) -> None:
        self._pages: dict[tuple[str, int], bytearray] = defaultdict(lambda: bytearray(PAGE_BITS // 8))
        self._others: set[tuple[str, str]] = set()
        self._newest: dict[str, int] = {}

    def add(self, table: str, key: int | str) -> None:
        if isinstance(key, int):
            page, bit = divmod(key, PAGE_BITS)
            self._pages[table, page][bit // 8] |= 1 << bit % 8
            self._newest[table] = max(key, self._newest.get(table, 0))
        else:
            self._others.add((table, key))

    def has(self, table: str, key: object) -> bool:
        if not isinstance(key, int):
            return (table, str(key)) in self._others
        page, bit = divmod(key, PAGE_BITS)
        bits = self._pages.get((table, page))
        return bits is not None and bool(bits[bit // 8] >> bit % 8 & 1)

    def newest(self, table: str) -> int:
        """The highest number named in a table; 0 without one."""
        return self._newest.get(table, 0)
