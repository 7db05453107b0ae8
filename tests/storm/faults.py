"""What goes wrong, at random: parts are killed, stopped and slowed, and come back."""

import signal
import time
from collections import Counter
from collections.abc import Callable
from random import Random

from tests.storm.parts import Parts, Program
from tests.storm.relay import Line, Relay


class Faults:
    """Does harm to parts, one thing at a time, in the order that a seed gives; `done` counts what was done."""

    def __init__(self, parts: Parts, seed: int) -> None:
        self._parts, self._random = parts, Random(seed)
        self.done: Counter[str] = Counter()

    def go_on(self, until: float, pause: float) -> None:
        """Do harm until a moment (of time.monotonic()), with a pause of about so many seconds between."""
        while (left := until - time.monotonic()) > 0:
            time.sleep(min(left, self._random.uniform(0.3, 1.7) * pause))
            if time.monotonic() < until:
                self._restart_what_ended()
                (harm,) = self._random.choices([*_HARM], [*_HARM.values()])
                self.done[harm(self, self._random)] += 1

    def heal(self) -> None:
        """All lines pass again, and what ended is started."""
        for line in self._parts.lines:
            line.becomes(Line.GOOD)
        self._restart_what_ended()

    def _restart_what_ended(self) -> None:
        """As a service manager does: a process that found no database at its start has ended by itself."""
        for one in self._parts.programs:
            if not one.is_up:
                one.start()

    def _kill_program(self, random: Random) -> str:
        one = random.choice(self._parts.programs)
        if one.is_up:
            one.end(signal.SIGKILL)
        one.start()
        return f"kill {_kind(one)}"

    def _end_program(self, random: Random) -> str:
        one = random.choice(self._parts.programs)
        if one.is_up:
            one.end(signal.SIGTERM)
        one.start()
        return f"end {_kind(one)}"

    def _stop_program(self, random: Random) -> str:
        one = random.choice(self._parts.programs)
        if one.is_up:
            one.send(signal.SIGSTOP)
            time.sleep(random.uniform(0.5, 4))
            one.send(signal.SIGCONT)
        return f"stop {_kind(one)}"

    def _kill_database(self, random: Random) -> str:
        self._parts.postgres.kill()
        time.sleep(random.uniform(0, 1))
        self._parts.postgres.start()
        return "kill database"

    def _kill_connection(self, random: Random) -> str:
        self._parts.postgres.kill_one(random.choice)
        return "kill connection"

    def _restart_database(self, _: Random) -> str:
        self._parts.postgres.stop()
        self._parts.postgres.start()
        return "restart database"

    def _spoil_database_line(self, random: Random) -> str:
        how = random.choice([Line.SLOW, Line.CUT, Line.UNSENT, Line.UNHEARD, Line.DEAF])
        return f"database line {self._spoil(self._parts.database, how, random)}"

    def _spoil_object_line(self, random: Random) -> str:
        how = random.choice([*Line][1:])
        return f"object line {self._spoil(self._parts.objects, how, random)}"

    def _spoil(self, line: Relay, how: Line, random: Random) -> str:
        line.becomes(how)
        time.sleep(random.uniform(0.3, 2))
        line.becomes(Line.GOOD)
        return how.name


def _kind(one: Program) -> str:
    return one.name.partition("-")[0]


_HARM: dict[Callable[[Faults, Random], str], int] = {
    Faults._kill_program: 6,
    Faults._end_program: 2,
    Faults._stop_program: 4,
    Faults._kill_database: 1,
    Faults._kill_connection: 1,
    Faults._restart_database: 1,
    Faults._spoil_database_line: 5,
    Faults._spoil_object_line: 5,
}
"""What is done, and how often beside the others."""
