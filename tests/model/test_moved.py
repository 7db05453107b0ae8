from hypothesis import given

from factcheck.model.claim import Claim
from factcheck.model.decide import replay
from factcheck.model.moved import claim_at
from tests.records import SCALES, Told, told


@given(told())
def test_the_fields_after_so_many_lines_are_those_of_the_claim_then(of: Told) -> None:
    record = of.record

    for lines in range(1, len(record.events) + 1):
        then = replay(record.events[:lines], SCALES).claim
        assert Claim.of(claim_at(record, lines)) == then
