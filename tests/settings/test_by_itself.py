"""What a worker does for the desk by itself, as factcheck.toml says."""

from pathlib import Path

import pytest

from factcheck.errors import BadInput
from factcheck.settings import Settings, load
from factcheck.settings.by_itself import Backups


def _load(folder: Path, text: str) -> Settings:
    (folder / "factcheck.toml").write_text(text, "utf-8")
    return load(folder, environ={})


def test_without_a_word_nothing_is_brought_in_or_backed_up(tmp_path: Path) -> None:
    settings = _load(tmp_path, "")
    assert (settings.feeds, settings.backup) == ((), Backups(None, 7))


def test_feeds_and_a_folder_for_backups_which_may_be_beside_the_desk(tmp_path: Path) -> None:
    settings = _load(
        tmp_path, 'feeds = ["https://example.org/feed.json"]\n[backup]\nfolder = "../kept"\nkeep = 30\n'
    )
    assert settings.feeds == ("https://example.org/feed.json",)
    assert settings.backup == Backups(tmp_path / "../kept", 30)


def test_what_is_watched_is_an_address_or_a_folder_of_the_desk(tmp_path: Path) -> None:
    settings = _load(tmp_path, 'watch = ["https://example.org/rss", "transcripts", "/all"]\n')
    assert settings.watch == ("https://example.org/rss", str(tmp_path / "transcripts"), "/all")


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        ('feeds = ["example.org"]\n', "feeds: 1", "'example.org', which is no address"),
        ("feeds = [7]\n", "feeds: 1", "7, which is no address"),
        ('feeds = ["https://a.example", "https://a.example"]\n', "feeds: 2", "named twice"),
        ('feeds = "https://a.example"\n', "feeds", "is 'https://a.example'"),
        ("watch = [7]\n", "watch: 1", "is 7"),
        ('watch = ["ftp://a.example/rss"]\n', "watch: 1", "is 'ftp://a.example/rss'"),
        ('watch = ["a", "a"]\n', "watch: 2", "named twice"),
        ('watch = "transcripts"\n', "watch", "is 'transcripts'"),
        ("[backup]\nfolder = 7\n", "backup: folder", "is 7"),
        ('[backup]\nfolder = " "\n', "backup: folder", "is ' '"),
        ('[backup]\nfolder = "/kept"\nkeep = 0\n', "backup: keep", "is 0"),
        ('[backup]\nfolders = "/kept"\n', "backup: folders", 'unknown key "folders"'),
        ('backup = "/kept"\n', "backup", "is '/kept'"),
    ],
)
def test_what_cannot_be_is_named(tmp_path: Path, text: str, where: str, said: str) -> None:
    with pytest.raises(BadInput) as wrong:
        _load(tmp_path, text)

    assert any(one.where == where and said in one.message for one in wrong.value.findings), (
        wrong.value.findings
    )
