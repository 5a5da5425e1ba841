"""Whether a server wants keys, and what a key that is shown to it is worth."""

from typing import Final

from zhengxie_qa.errors import SettingError
from zhengxie_qa.interfaces.access.keys import Key, KeyRing, Standing
from zhengxie_qa.interfaces.access.rates import WRONG_KEYS, Rates
from zhengxie_qa.interfaces.access.record import Record
from zhengxie_qa.interfaces.settings import Settings, is_loopback

UNDECIDED: Final = (
    "At {host} everyone who reaches this machine could ask, add and delete articles, so say who may: make a key with "
    "`zhengxie-qa keys add NAME --scope ask --scope read`, or open it to all with --open (ZHENGXIE_QA_OPEN)."
)


class Access:
    """What a server knows of those who come.

    Keys are wanted as soon as the index has any, and always beyond loopback, unless the settings open the server to
    all. Once they are wanted, losing their file opens nothing.
    """

    def __init__(self, settings: Settings) -> None:
        self.ring = KeyRing(settings.index_dir)
        self.record = Record(settings.index_dir, with_questions=settings.log_questions)
        self._host = settings.host
        self._is_open = settings.open
        self._wanted = not is_loopback(settings.host)
        self._rates, self._wrong = Rates(), Rates()

    @property
    def wanted(self) -> bool:
        """Whether a key must be shown.

        :raises StorageError: if the keys cannot be read.
        """
        if not self._is_open and not self._wanted:
            self._wanted = bool(self.ring.all())
        return self._wanted and not self._is_open

    @property
    def is_watched(self) -> bool:
        """Whether others than the person at this machine may come, so that what is done is recorded."""
        return self.wanted or not is_loopback(self._host)

    def decided(self) -> None:
        """Make sure that it was decided who may.

        :raises SettingError: if the server is bound to more than loopback, is not open to all, and no key is good.
        """
        if not self.wanted or is_loopback(self._host):
            return
        if all(key.standing is not Standing.GOOD for key in self.ring.all()):
            raise SettingError(UNDECIDED.format(host=self._host))

    def known(self, words: str) -> tuple[Key | None, Standing | None]:
        """Give the key that is shown and its standing; nothing where it is none of ours."""
        key = self.ring.shown(words)
        return key, key.standing if key else None

    def wait_after_wrong(self, address: str) -> float:
        """Count a wrong key; give how many seconds the address should wait once it has shown too many."""
        return self._wrong.take(address, per_minute=WRONG_KEYS)

    def wait_of(self, key: Key) -> float:
        """Count a request; give how many seconds to wait where the key has made too many."""
        return self._rates.take(key.key_id, per_minute=key.per_minute)
