"""Settings: where values come from, which are refused and how."""

import socket
from pathlib import Path

import pytest

from zhengxie_qa.errors import SettingError
from zhengxie_qa.interfaces.settings import ANY_ADDRESS, ANY_HOST, LogLevel, Settings, load_settings, unknown_variables


def test_defaults_bind_to_this_machine_only() -> None:
    settings = load_settings()
    assert (settings.host, settings.port, settings.index_dir) == ("127.0.0.1", 7860, Path("indexes/default"))
    assert settings.hosts == ("127.0.0.1", "localhost", "[::1]")


def test_the_environment_wins_over_the_file_and_an_argument_over_both(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("ZHENGXIE_QA_PORT=1111\nZHENGXIE_QA_TOP_K=3\nOTHER=1\n", encoding="utf-8")
    monkeypatch.setenv("ZHENGXIE_QA_PORT", "2222")
    assert (load_settings().port, load_settings().top_k) == (2222, 3)
    assert load_settings(port=3333).port == 3333
    assert load_settings(port=None).port == 2222


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("LOG_LEVEL", "loud", "debug, info, warning, error"),
        ("DEVICE", "tpu", "cpu, mps, cuda"),
        ("PORT", "99999", "65535"),
        ("PORT", "http", "integer"),
        ("TOP_K", "0", "1"),
        ("MAX_UPLOAD_MB", "-1", "0"),
        ("ENCODER", "", "character"),
    ],
)
def test_an_impossible_value_is_named_with_what_is_valid(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(f"ZHENGXIE_QA_{name}", value)
    with pytest.raises(SettingError) as caught:
        load_settings()
    assert f"ZHENGXIE_QA_{name} is {value!r}" in str(caught.value)
    assert words in str(caught.value)


def test_an_unknown_setting_lists_the_known_ones() -> None:
    with pytest.raises(SettingError, match=r"encoder.*host.*reader"):
        load_settings(colour="red")


def test_log_levels_are_read_in_any_case_and_hosts_as_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGXIE_QA_LOG_LEVEL", "DEBUG")
    monkeypatch.setenv("ZHENGXIE_QA_ALLOWED_HOSTS", "qa.example, localhost")
    monkeypatch.setenv("ZHENGXIE_QA_SYNONYMS", "")
    settings = load_settings()
    assert settings.log_level is LogLevel.DEBUG
    assert settings.hosts == ("qa.example", "localhost")
    assert settings.synonyms is None


def test_a_public_address_answers_to_numbers_and_its_own_names() -> None:
    hosts = Settings(host="0.0.0.0").hosts
    assert {ANY_ADDRESS, "localhost", socket.gethostname().lower()} <= set(hosts)
    assert ANY_HOST not in hosts
    assert "qa.internal" in Settings(host="QA.internal").hosts
    assert Settings(host="0.0.0.0", allowed_hosts="*").hosts == (ANY_HOST,)


def test_misspelt_variables_are_found() -> None:
    names = ["ZHENGXIE_QA_ENCODR", "ZHENGXIE_QA_ENCODER", "zhengxie_qa_port", "ZHENGXIE_QA_DATA", "HOME"]
    assert unknown_variables(names) == ["ZHENGXIE_QA_ENCODR"]


def test_every_setting_is_described() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []
