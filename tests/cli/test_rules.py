"""argmap rules: the ontology's rules for people and for other engines."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest

from argmap.errors import BAD_INPUT
from argmap.graph import ontology
from argmap.reason.rules import compile_ontology

from .conftest import Run

AM = "https://w3id.org/argmap#"


def test_every_rule_has_a_line_with_its_name(run: Run) -> None:
    told = [line.split("\t") for line in run("rules").out.splitlines()]
    program = compile_ontology(ontology())
    assert [line[0] for line in told] == [*(each.name for each in (*program.rules, *program.clashes)), *program.beyond]
    assert [
        "am:premiseOf o am:conclusion SubPropertyOf am:supports",
        "?x am:supports ?y if ?x am:premiseOf ?_1, ?_1 am:conclusion ?y",
    ] in told
    assert ["am:replyTo Irreflexive", "never ?x am:replyTo ?x"] in told
    assert ["am:target Range am:Claim or am:Step", "left to HermiT"] in told


def test_a_store_takes_the_updates(run: Run) -> None:
    store = pyoxigraph.Store()
    store.load(f"<a> <{AM}premise> <p> . <a> <{AM}conclusion> <g> .", format=pyoxigraph.RdfFormat.TURTLE, base_iri="http://x/")
    text = run("rules", "--to", "sparql").out
    store.update(text)
    store.update(text)
    assert store.query(f"ASK {{ <http://x/g> <{AM}dependsOn> <http://x/p> }}")


def test_clingo_takes_the_rules(run: Run, tmp_path: Path) -> None:
    files = tmp_path / "rules.lp", tmp_path / "facts.lp"
    files[0].write_text(run("rules", "--to", "clingo").out, encoding="utf-8")
    files[1].write_text('premise("<a>","<p>"). conclusion("<a>","<g>").')
    command = [sys.executable, "-P", "-m", "clingo", "--mode=gringo", "--text", "-Wnone", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert 'dependsOn("<g>","<p>").' in done.stdout.splitlines()


@pytest.mark.parametrize("engine", ["sparql", "clingo", "nemo"])
def test_the_text_says_how_to_run_it_and_what_it_cannot_say(run: Run, engine: str) -> None:
    comments = [line for line in run("rules", "--to", engine).out.splitlines()[:4] if line.startswith(("# ", "% "))]
    assert any("What it cannot say" in line for line in comments)


def test_another_engine_is_bad_usage(run: Run) -> None:
    ran = run("rules", "--to", "prolog")
    assert (ran.code, ran.out) == (BAD_INPUT, "")
    assert "prolog" in ran.err
