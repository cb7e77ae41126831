"""The names of the graph: argmap's own terms, as `ontology/argmap.ttl` defines them, and the namespaces of others.

Import this module inside functions: it needs rdflib, which is too slow to load for `argmap --help`.
"""

# The names are those of the ontology, and OWL writes properties in mixed case.
# ruff: noqa: N815

from __future__ import annotations

from rdflib import URIRef
from rdflib.namespace import DCTERMS, FOAF, PROV, RDF, RDFS, SDO, SKOS, XSD, DefinedNamespace, Namespace

__all__ = ["AIF", "AM", "EXPLAINED", "OA", "PREFIXES", "SIOC"]


class AM(DefinedNamespace):
    """The argmap ontology. A name that it does not define is an AttributeError, so a misspelt term cannot reach a graph."""

    _NS = Namespace("https://w3id.org/argmap#")
    _fail = True

    # The text
    Author: URIRef
    Comment: URIRef
    Passage: URIRef
    Post: URIRef
    Section: URIRef
    Thread: URIRef
    # The argument
    Claim: URIRef
    Concession: URIRef
    Evidence: URIRef
    Expectation: URIRef
    Inference: URIRef
    Link: URIRef
    Objection: URIRef
    Question: URIRef
    Rebuttal: URIRef
    Rejection: URIRef
    Stance: URIRef
    StatedCrux: URIRef
    Step: URIRef
    Suggestion: URIRef
    Undercut: URIRef
    # Defined by axioms and rules
    AnsweredObjection: URIRef
    CommentRebuttal: URIRef
    ConcededClaim: URIRef
    ConcededObjection: URIRef
    Conclusion: URIRef
    ContestedClaim: URIRef
    CounterRebuttal: URIRef
    HedgedClaim: URIRef
    ImplicitPremise: URIRef
    Premise: URIRef
    RetractedClaim: URIRef
    SelfObjection: URIRef
    Thesis: URIRef
    UnsupportedClaim: URIRef
    # Verdicts
    Crux: URIRef
    CruxProof: URIRef
    Disagreement: URIRef
    DoubleCrux: URIRef
    Flip: URIRef
    JointCrux: URIRef
    Move: URIRef
    Persuasion: URIRef
    SelfContradiction: URIRef
    Status: URIRef
    UnansweredObjection: URIRef
    View: URIRef
    # Individuals
    Falls: URIRef
    Marking: URIRef
    Open: URIRef
    Reading: URIRef
    Reasoning: URIRef
    Stands: URIRef
    Suggesting: URIRef
    # Classes of hedges
    HedgeClass: URIRef
    Hedges: URIRef
    AlmostCertain: URIRef
    AlmostNoChance: URIRef
    Approximation: URIRef
    Doubt: URIRef
    FirmBelief: URIRef
    Leaning: URIRef
    Likely: URIRef
    Opinion: URIRef
    Optimism: URIRef
    Pessimism: URIRef
    Possibility: URIRef
    Report: URIRef
    RoughlyEven: URIRef
    StatedProbability: URIRef
    Uncertainty: URIRef
    Unlikely: URIRef
    VeryLikely: URIRef
    VeryUnlikely: URIRef
    # Relations that the map states
    about: URIRef
    answeredBy: URIRef
    answers: URIRef
    assertedBy: URIRef
    concededBy: URIRef
    conclusion: URIRef
    conclusionOf: URIRef
    hedgeClass: URIRef
    inThread: URIRef
    madeIn: URIRef
    mentions: URIRef
    premise: URIRef
    premiseOf: URIRef
    quotes: URIRef
    rejectedBy: URIRef
    replyTo: URIRef
    restates: URIRef
    target: URIRef
    targetOf: URIRef
    # Relations that are inferred
    attacks: URIRef
    challenges: URIRef
    concedesTo: URIRef
    defends: URIRef
    dependsOn: URIRef
    disagreesWith: URIRef
    rebuts: URIRef
    supports: URIRef
    undercuts: URIRef
    # Relations of verdicts
    after: URIRef
    atOddsOver: URIRef
    because: URIRef
    before: URIRef
    between: URIRef
    burden: URIRef
    changedMindOn: URIRef
    cruxFor: URIRef
    denied: URIRef
    expected: URIRef
    goal: URIRef
    granted: URIRef
    member: URIRef
    moved: URIRef
    movedBy: URIRef
    seenBy: URIRef
    status: URIRef
    sways: URIRef
    wouldChange: URIRef
    # Data
    agreement: URIRef
    byRule: URIRef
    cause: URIRef
    chance: URIRef
    cites: URIRef
    confidence: URIRef
    confirmed: URIRef
    credence: URIRef
    credenceHigh: URIRef
    credenceLow: URIRef
    cue: URIRef
    end: URIRef
    gloss: URIRef
    hedge: URIRef
    importance: URIRef
    karma: URIRef
    order: URIRef
    outright: URIRef
    provisional: URIRef
    rank: URIRef
    reasonsGiven: URIRef
    role: URIRef
    root: URIRef
    standardError: URIRef
    start: URIRef
    strength: URIRef
    text: URIRef
    usedIn: URIRef
    verdict: URIRef
    # What a link is about
    object: URIRef
    relation: URIRef
    subject: URIRef
    # Rules
    ConcededObjectionRule: URIRef
    ConcederRule: URIRef
    ObjectorRule: URIRef
    RebutsRule: URIRef
    RejecterRule: URIRef
    RetractedClaimRule: URIRef
    SelfObjectionRule: URIRef
    UndercutsRule: URIRef


AIF = Namespace("http://www.arg.dundee.ac.uk/aif#")
OA = Namespace("http://www.w3.org/ns/oa#")
SIOC = Namespace("http://rdfs.org/sioc/ns#")

PREFIXES: dict[str, str] = {
    "aif": str(AIF),
    "am": str(AM._NS),
    "dcterms": str(DCTERMS),
    "foaf": str(FOAF),
    "oa": str(OA),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "schema": str(SDO),
    "sioc": str(SIOC),
    "skos": str(SKOS),
    "xsd": str(XSD),
}
"""The prefixes that every file and query of argmap may use."""

EXPLAINED: frozenset[URIRef] = frozenset(
    {AM.attacks, AM.challenges, AM.concedesTo, AM.defends, AM.dependsOn, AM.disagreesWith, AM.rebuts, AM.supports, AM.undercuts}
)
"""The inferred relations that say something new, so that each is worth a link with the rule behind it; an inverse or a
superproperty of another vocabulary says nothing new."""
