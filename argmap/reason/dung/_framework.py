"""Abstract argumentation frameworks: arguments, and which attacks which (Dung 1995, doi:10.1016/0004-3702(94)00041-X)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

__all__ = ["Framework"]


@dataclass(frozen=True)
class Framework:
    """Arguments by name, and attacks as pairs of their indices, in order and once each.

    >>> framework = Framework.of(["a", "b", "c"], [("a", "b"), ("b", "c")])
    >>> [framework.arguments[index] for index in sorted(framework.grounded[0])]
    ['a', 'c']
    """

    arguments: tuple[str, ...]
    attacks: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, arguments: Iterable[str], attacks: Iterable[tuple[str, str]]) -> Framework:
        """Make a framework of names; raises KeyError for an attack from or on an argument that is not there."""
        names = tuple(dict.fromkeys(arguments))
        index = {name: number for number, name in enumerate(names)}
        return cls(names, tuple(sorted({(index[source], index[target]) for source, target in attacks})))

    @cached_property
    def attackers(self) -> Sequence[Sequence[int]]:
        """Who attacks each argument."""
        lists: list[list[int]] = [[] for _ in self.arguments]
        for source, target in self.attacks:
            lists[target].append(source)
        return lists

    @cached_property
    def attacked(self) -> Sequence[Sequence[int]]:
        """Whom each argument attacks."""
        lists: list[list[int]] = [[] for _ in self.arguments]
        for source, target in self.attacks:
            lists[source].append(target)
        return lists

    @cached_property
    def grounded(self) -> tuple[frozenset[int], frozenset[int]]:
        """What the grounded labelling accepts, and what it rejects, in time linear in the attacks.

        An argument is in when all its attackers are out, and out when one of them is in.
        """
        attacked = self.attacked
        waiting = [0] * len(self.arguments)
        for _, target in self.attacks:
            waiting[target] += 1
        accepted = [index for index, count in enumerate(waiting) if not count]
        rejected = bytearray(len(waiting))
        for index in accepted:  # It grows on the way.
            for victim in attacked[index]:
                if not rejected[victim]:
                    rejected[victim] = 1
                    for freed in attacked[victim]:
                        waiting[freed] -= 1
                        if not waiting[freed]:
                            accepted.append(freed)
        return frozenset(accepted), frozenset(index for index, flag in enumerate(rejected) if flag)

    def without(self, settled: frozenset[int]) -> Framework:
        """Return what is left without the arguments `settled`."""
        return self._only(index for index in range(len(self.arguments)) if index not in settled)

    def components(self) -> list[Framework]:
        """Return the parts that no attack joins, in the order of their first arguments."""
        seen = bytearray(len(self.arguments))
        groups: list[list[int]] = []
        for start in range(len(self.arguments)):
            if not seen[start]:
                seen[start] = 1
                group = [start]
                for index in group:
                    for other in (*self.attackers[index], *self.attacked[index]):
                        if not seen[other]:
                            seen[other] = 1
                            group.append(other)
                groups.append(sorted(group))
        return [self._only(group) for group in groups]

    def _only(self, kept: Iterable[int]) -> Framework:
        new = {index: number for number, index in enumerate(kept)}
        attacks = tuple((new[index], new[victim]) for index in new for victim in self.attacked[index] if victim in new)
        return Framework(tuple(self.arguments[index] for index in new), attacks)
