"""Settings: defaults, and refusals that name the variable."""

from pathlib import Path

import pytest

from hub.settings import Environment, SettingsError, load, settings_table

PRODUCTION = {
    "HUB_ENVIRONMENT": "production",
    "HUB_PUBLIC_URL": "https://hub.example.org/",
    "HUB_DATABASE_URL": "postgresql://hub:secret@db/hub",
}


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for variable, *_ in settings_table():
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.chdir(tmp_path)


def put(monkeypatch: pytest.MonkeyPatch, **variables: str) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)


def refusal() -> str:
    with pytest.raises(SettingsError) as refused:
        load()
    return str(refused.value)


def test_defaults_are_safe_for_a_newcomer() -> None:
    settings = load()
    assert settings.environment is Environment.DEVELOPMENT
    assert (settings.host, settings.port, settings.public_url) == ("127.0.0.1", 8000, "http://127.0.0.1:8000")
    assert not settings.debug
    assert settings.database_url is None


def test_the_data_folder_is_the_project_s_wherever_a_command_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pyproject.toml").touch()
    below = tmp_path / "docs" / "adr"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert load().data_dir == tmp_path / ".data"


def test_the_public_url_follows_host_and_port(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, HUB_PORT="8123", HUB_HOST="::1")
    assert load().public_url == "http://[::1]:8123"


def test_an_argument_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, HUB_PORT="8123")
    assert load(port=8124).port == 8124


def test_modules_are_a_list_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, HUB_MODULES="education, health")
    assert load().modules == ("education", "health")


def test_an_empty_variable_means_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, HUB_PORT="", HUB_DATABASE_URL="")
    assert load().port == 8000


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("HUB_PORT", "http"),
        ("HUB_PORT", "65536"),
        ("HUB_HOST", "not a host"),
        ("HUB_ENVIRONMENT", "prod"),
        ("HUB_LOG_LEVEL", "LOUD"),
        ("HUB_DATABASE_URL", "mysql://hub:secret@db/hub"),
        ("HUB_PUBLIC_URL", "hub.example.org"),
        ("HUB_PUBLIC_URL", "https://hub.example.org/?a=b"),
        ("HUB_ACCESS_TOKEN_SECONDS", "601"),
        ("HUB_REQUEST_SECONDS", "0"),
        ("HUB_DEBUG", "perhaps"),
        ("HUB_PAGE_DEFAULT", "2000"),
    ],
)
def test_a_wrong_value_is_refused_by_the_name_of_its_variable(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    put(monkeypatch, **{variable: value})
    assert refusal().startswith(f"{variable}: ")


def test_a_refusal_does_not_repeat_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, HUB_DATABASE_URL="mysql://hub:secret@db/hub")
    assert "secret" not in refusal()


def test_secrets_are_not_shown() -> None:
    shown = repr(load(database_url="postgresql://hub:wonderland@db/hub", key_encryption_key="wonderland"))
    assert "wonderland" not in shown


def test_every_wrong_value_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, HUB_PORT="x", HUB_POOL_SIZE="0")
    assert [line.partition(":")[0] for line in refusal().splitlines()] == ["HUB_PORT", "HUB_POOL_SIZE"]


def test_production_starts_when_it_is_safe(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, **PRODUCTION)
    assert load().public_url == "https://hub.example.org"


def test_the_table_explains_every_setting_in_both_languages() -> None:
    table = settings_table()
    assert ("HUB_PORT", "integer", "8000") in [row[:3] for row in table]
    assert all(row[3].en != row[3].zh for row in table)
    assert len({row[3].en for row in table}) == len(table)
