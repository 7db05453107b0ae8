"""The key of the desk's log, whoever asks for it first: an approval that is signed, or a publication."""

from factcheck.desk import Desk
from factcheck.exchange.log.desk_key import DeskKey, make_desk_key


def desk_key(desk: Desk) -> DeskKey:
    """The key of this desk, made where it has none; its `log_id` is the id of the desk.

    BadInput where others can read it or it is damaged, StorageFailed.
    """
    return make_desk_key(desk.settings.log_key)
