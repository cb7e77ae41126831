"""The argument map as RDF: vocabulary, names, the dataset and back."""
