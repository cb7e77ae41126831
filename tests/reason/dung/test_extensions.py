"""Extensions: against a brute force, and against the answers that four solvers gave."""

from __future__ import annotations

import csv
import random
from hashlib import sha256
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from argmap.errors import ArgmapError
from argmap.reason.dung import SUFFIXES, Framework, Limit, Semantics, accepted, count, extensions, read_framework

from .oracles import by_clingo, by_formal_argumentation


def all_sets(framework: Framework) -> dict[Semantics, set[frozenset[int]]]:
    """Find every extension by trying every set, from the definitions alone."""
    size = range(len(framework.arguments))
    attacks = set(framework.attacks)
    admissible, complete = [], []
    for number in range(len(framework.arguments) + 1):
        for chosen in combinations(size, number):
            inside = frozenset(chosen)
            if any((a, b) in attacks for a in inside for b in inside):
                continue
            beaten = {b for a, b in attacks if a in inside}
            defended = {x for x in size if all(a in beaten for a, b in attacks if b == x)}
            if inside <= defended:
                admissible.append(inside)
                if inside == defended:
                    complete.append(inside)
    reach = {one: one | {b for a, b in attacks if a in one} for one in complete}
    preferred = {one for one in admissible if not any(one < other for other in admissible)}
    shared = frozenset.intersection(*preferred)
    ideals = [one for one in admissible if one <= shared]
    return {
        Semantics.GROUNDED: {frozenset.intersection(*complete)},
        Semantics.COMPLETE: set(complete),
        Semantics.PREFERRED: preferred,
        Semantics.STABLE: {one for one in complete if reach[one] == frozenset(size)},
        Semantics.SEMI_STABLE: {one for one in complete if not any(reach[one] < reach[other] for other in complete)},
        Semantics.IDEAL: {max(ideals, key=len)},
    }


def drawn(seed: int) -> Framework:
    dice = random.Random(seed)
    size = dice.randint(0, 8)
    share = dice.choice([0.1, 0.2, 0.35])
    attacks = [(f"a{i}", f"a{j}") for i in range(size) for j in range(size) if dice.random() < share]
    return Framework.of([f"a{i}" for i in range(size)], attacks)


@pytest.mark.parametrize("block", range(6))
def test_extensions_are_those_that_a_brute_force_finds(block: int) -> None:
    for seed in range(20 * block, 20 * block + 20):
        framework = drawn(seed)
        for semantics, expected in all_sets(framework).items():
            found = list(extensions(framework, semantics))
            assert {frozenset(framework.arguments.index(name) for name in one) for one in found} == expected, (seed, semantics)
            assert len(found) == len(expected) == count(framework, semantics)
            for name in framework.arguments:
                some = accepted(framework, semantics, name, everywhere=False)
                every = accepted(framework, semantics, name, everywhere=True)
                assert some.holds == any(name in one for one in found)
                assert every.holds == all(name in one for one in found)
                assert (some.witness in found and name in some.witness) if some.holds else some.witness is None
                assert (every.witness in found and name not in every.witness) if not every.holds else every.witness is None


UNCOUNTED = "-"
SOLVERS = "checked_by"


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / table).open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def answer(folder: Path, row: dict[str, str]) -> dict[str, str]:
    """Answer what a row of ANSWERS.tsv answers, column by column, by its own file alone; what it does not count is not counted."""
    framework = read_framework((folder / row["file"]).read_text("utf-8"), row["file"])
    inside, outside = framework.grounded
    named = ",".join(sorted(framework.arguments[index] for index in inside))
    return {
        "n": str(len(framework.arguments)),
        "m": str(len(framework.attacks)),
        "gr_in": str(len(inside)),
        "gr_out": str(len(outside)),
        "gr_undec": str(len(framework.arguments) - len(inside) - len(outside)),
        "gr_sha256": sha256(named.encode()).hexdigest()[:16],
    } | {
        semantics.value: UNCOUNTED if row[semantics] == UNCOUNTED else str(count(framework, semantics))
        for semantics in (Semantics.PREFERRED, Semantics.STABLE)
    }


def test_frameworks_of_others_have_every_answer_of_four_solvers(shared: Path) -> None:
    folder = shared / "frameworks"
    given = rows(folder, "ANSWERS.tsv")
    manifest = {row["file"]: row["sha256"] for row in rows(folder, "MANIFEST.tsv")}
    on_disk = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.suffix in SUFFIXES}
    assert len(given) == 32
    assert {row["file"] for row in given} == set(manifest) == on_disk
    counted = 0
    for row in given:
        assert sha256((folder / row["file"]).read_bytes()).hexdigest() == manifest[row["file"]]
        found = answer(folder, row)
        # Each column but those that say what was asked and who answered is compared: a new one would fail here.
        assert {"file": row["file"], SOLVERS: row[SOLVERS], **found} == row
        counted += found["preferred"] != UNCOUNTED
    assert counted == 16


def test_a_forged_answer_is_seen(shared: Path) -> None:
    folder = shared / "frameworks"
    row = next(row for row in rows(folder, "ANSWERS.tsv") if row["preferred"] == "102")
    honest = answer(folder, row)
    for column in honest:
        forged = row | {column: row[column][:-1] + ("0" if row[column][-1] != "0" else "1")}
        assert answer(folder, forged)[column] == honest[column] != forged[column]


def test_the_grounded_labelling_of_frameworks_of_others_is_that_of_two_outside_solvers(shared: Path) -> None:
    for row in rows(shared / "frameworks", "ANSWERS.tsv"):
        framework = read_framework((shared / "frameworks" / row["file"]).read_text("utf-8"), row["file"])
        pairs = [(framework.arguments[source], framework.arguments[target]) for source, target in framework.attacks]
        ours = tuple({framework.arguments[index] for index in side} for side in framework.grounded)
        assert ours == by_clingo(framework.arguments, pairs) == by_formal_argumentation(framework.arguments, pairs), row["file"]


@pytest.mark.parametrize(
    ("text", "name", "message"),
    [
        ("arg(a).\natt(a,b).", "x.apx", "x.apx:2:1: there is no argument 'b'"),
        ("arg(a).\n  att(a).", "x.apx", "x.apx:2:3: this is none of the format's lines"),
        ("arg(a). % said\n%\nrm -rf", "x.dl", "x.dl:3:1: this is none"),
        ("1 2", "x.af", "x.af:1:1: this is none"),
        ("", "x.af", "x.af:1:1: this is none"),
        ("p af 2\n1 3", "x.af", "x.af:2:1: there is no argument '3'"),
        ("p af 99999999", "x.af", "x.af:1:1: this is none"),
        ("a\n#\na", "x.tgf", "x.tgf:3:1: this is none"),
        ("a b", "x.tgf", "x.tgf:1:1: this is none"),
        ("a", "x.txt", "x.txt: the name of a framework's file"),
    ],
)
def test_a_bad_file_is_one_line_with_its_place(text: str, name: str, message: str) -> None:
    with pytest.raises(ArgmapError) as caught:
        read_framework(text, name)
    assert str(caught.value).startswith(message)


def test_the_four_formats_say_the_same() -> None:
    facts = read_framework("arg(1). arg(2). arg(3).% three\natt(1,2).\natt( 2 , 3 ).", "x.apx")
    assert facts == read_framework("# from\np af 3\n1 2 # first\n2 3\n", "x.af")
    assert facts == read_framework("1\n2\n3\n#\n1 2\n2 3\n1 2\n", "x.TGF")


def test_what_would_take_too_long_stops() -> None:
    pairs = [(f"a{i}", f"b{i}") for i in range(30)]
    framework = Framework.of([x for pair in pairs for x in pair], [*pairs, *((b, a) for a, b in pairs)])
    with pytest.raises(ArgmapError, match="more than 1,000 extensions"):
        list(extensions(framework, Semantics.STABLE, Limit(extensions=1_000)))
    with pytest.raises(ArgmapError, match="no answer within 0 seconds"):
        count(framework, Semantics.STABLE, Limit(seconds=0))


def test_a_long_chain_needs_no_recursion() -> None:
    names = [f"a{i}" for i in range(100_000)]
    inside, outside = Framework.of(names, list(pairwise(names))).grounded
    assert (len(inside), len(outside)) == (50_000, 50_000)
