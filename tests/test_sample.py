"""The sample in this repository: its dossiers come in cleanly, and the report that lies beside them is fresh."""

from collections import Counter
from pathlib import Path

from factcheck.settings import load
from factcheck.workflow.site.report import ReportRequest, report_folder
from factcheck.workflow.transfer.exports import export_dossiers
from factcheck.workflow.transfer.imports import import_dossiers
from factcheck.workflow.transfer.verify import verify
from tests.desks import opened, records, tree

ROOT = Path(__file__).resolve().parent.parent
VERDICTS = {
    "true": 8,
    "mostly-true": 4,
    "half-true": 2,
    "unverifiable": 1,
    "mostly-false": 1,
    None: 2,
}


def test_the_sample_comes_in_cleanly(database_url: str, tmp_path: Path) -> None:
    with opened(database_url, tmp_path) as desk:
        imported = import_dossiers(desk, ROOT / "claims")
        told = records(desk)
        assert (len(imported.added), imported.changed, imported.alike) == (18, [], [])
        assert sum(len(record.sources) for record in told) == 64
        assert sum(len(record.evidence) for record in told) == 64
        assert Counter(one.verdict.rating if one.verdict else None for one in told) == VERDICTS
        verified = verify(desk)
        assert (verified.claims, verified.findings) == (18, [])
        export_dossiers(desk, tmp_path / "out")
        assert tree(tmp_path / "out") == tree(ROOT / "claims")


def test_the_report_of_the_sample_is_fresh() -> None:
    printed = report_folder(
        load(ROOT, environ={}), ROOT / "claims", ReportRequest(ROOT / "reports", check=True)
    )
    assert printed.stale == []
