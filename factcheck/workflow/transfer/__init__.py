"""The desk in and out: dossiers, proof bundles, verification."""
