"""Train the role model: `python -m benchmarks.train FOLDER` writes argmap/suggest/weights/roles.json.

FOLDER holds XML files of the corpus CMV modes. The same files, packages and machine give the same bytes. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from argmap.suggest._pipeline import MODEL, pipeline
from argmap.suggest._roles import RoleModel
from benchmarks._cmv import read_folder, xml_files
from benchmarks._examples import examples, without_clauses
from benchmarks._learning import chosen

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["WEIGHTS", "digest", "learnt", "written"]

WEIGHTS = Path(__file__).parents[1] / "argmap" / "suggest" / "weights" / "roles.json"


def digest(files: Iterable[Path]) -> str:
    """Return the SHA-256 of the files' names and bytes."""
    found = hashlib.sha256()
    for path in sorted(files, key=lambda path: path.name):
        found.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def learnt(folder: Path, nlp: Language) -> RoleModel:
    """Learn the model from a folder."""
    return chosen(without_clauses(examples(read_folder(folder), nlp)))


def written(model: RoleModel, data: str) -> str:
    """Return a model as JSON, a line for each feature."""
    rows = ",\n".join(f"    {json.dumps(name)}: {json.dumps(row)}" for name, row in sorted(model.weights.items()))
    head = {"data": data, "spacy-model": f"{MODEL} {version(MODEL)}", "bias": model.bias}
    lines = "".join(f"  {json.dumps(name)}: {json.dumps(value)},\n" for name, value in head.items())
    return f'{{\n{lines}  "weights": {{\n{rows}\n  }}\n}}\n'


def main() -> None:
    """Train on the folder and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.train", description="Train the role model on CMV modes.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    arguments = parser.parse_args()
    files = xml_files(arguments.folder)
    if not files:
        parser.error(f"no XML file in {arguments.folder}")
    model = learnt(arguments.folder, pipeline(MODEL))
    arguments.out.parent.mkdir(exist_ok=True)
    arguments.out.write_text(written(model, digest(files)), "utf-8")
    print(f"{arguments.out}: {len(model.weights)} features")


if __name__ == "__main__":
    main()
