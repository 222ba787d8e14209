"""What an operator can set: `HUB_…` environment variables, their defaults, bounds and meanings."""

from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from hub.texts import Text

PREFIX = "HUB_"
DEFAULT_PROGRAMME = "shenzhen-guangxi-2016-2020"


class Environment(StrEnum):
    """Where the hub runs; production refuses what is only safe on a developer's machine."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"
    TEST = "test"


class Operations(StrEnum):
    """Which operations run."""

    ANY = "any"
    TRUSTED = "trusted"


class SettingsError(Exception):
    """One or more variables can't be used; every line names one and says what to do. Commands exit with 2."""


def project_folder() -> Path:
    """The nearest folder at or above the current one that holds a `pyproject.toml`, else the current one."""
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / "pyproject.toml").is_file()), here)


def _setting(default: Any, en: str, zh: str, **bounds: Any) -> Any:
    return Field(default=default, description=en, json_schema_extra={"zh": zh}, **bounds)


class Settings(BaseSettings):
    """The hub's settings; each field `name` is read from `HUB_NAME`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    environment: Environment = _setting(
        Environment.DEVELOPMENT,
        "Where the hub runs: development, production or test",
        "运行环境：development、production 或 test",
    )
    debug: bool = _setting(
        default=False,
        en="Show causes of faults in answers; refused in production",
        zh="在回答中显示故障原因；生产环境拒绝",
    )
    demo: bool = _setting(
        default=False,
        en="Serve synthetic records with demo clients; refused in production",
        zh="提供合成数据和演示客户端；生产环境拒绝",
    )
    plans: bool = _setting(
        default=True,
        en="Answer by compiled plans where they can; off: by ordinary resolvers alone, to compare",
        zh="尽可能用编译计划作答；关闭后仅用普通解析器，便于对照",
    )
    operations: Operations = _setting(
        Operations.ANY,
        "Which operations run: any, or trusted, those that `hub operations register` knows",
        "允许运行的操作：any（任意）或 trusted（仅 `hub operations register` 登记的）",
    )
    data_dir: Path = _setting(
        Path(".data"),
        "Folder of the embedded database and of secrets; relative to the project folder",
        "内置数据库和密钥所在的文件夹；相对于项目文件夹",
    )
    database_url: str | None = _setting(
        None,
        "PostgreSQL 16 to 18, as the login that owns the tables; without it the hub starts its own server",
        "PostgreSQL 16 至 18，使用拥有数据表的登录；不设置则启动内置服务器",
        repr=False,
    )
    host: str = _setting("127.0.0.1", "Address to listen on", "监听地址")
    port: int = _setting(8000, "Port to listen on; 0 takes a free one", "监听端口；0 表示任选空闲端口", ge=0, le=65535)
    public_url: str = _setting(
        "",
        "The hub's own address as clients see it; by default http://HOST:PORT",
        "客户端看到的本站地址；默认 http://HOST:PORT",
    )
    proxies: Annotated[tuple[str, ...], NoDecode] = _setting(
        (),
        "Addresses of the proxies whose X-Forwarded-For tells where people sign in from, separated by commas",
        "反向代理的地址，用逗号分隔：仅采信其 X-Forwarded-For 所述的登录来源",
    )
    metrics_port: int = _setting(
        9464,
        "Loopback port of the Prometheus metrics; 0 serves none",
        "Prometheus 指标的本机端口；0 表示不提供",
        ge=0,
        le=65535,
    )
    modules: Annotated[tuple[str, ...] | None, NoDecode] = _setting(
        None,
        "Sectors to serve, separated by commas; by default all that are installed",
        "提供的领域，用逗号分隔；默认全部",
    )
    programme: str = _setting(
        DEFAULT_PROGRAMME,
        "Name or folder of the programme that the hub serves",
        "本站服务的方案名称或文件夹",
        min_length=1,
    )
    log_level: str = _setting(
        "INFO",
        "Least severe log line written: DEBUG, INFO, WARNING or ERROR",
        "写入日志的最低级别",
        pattern="^(DEBUG|INFO|WARNING|ERROR)$",
    )
    key_encryption_key: str | None = _setting(
        None,
        "Key that encrypts signing keys at rest; by default a file in the data folder",
        "加密签名密钥的密钥；默认存于数据文件夹",
        repr=False,
    )
    access_token_seconds: int = _setting(
        600, "Life of an access token, in seconds", "访问令牌有效期（秒）", ge=30, le=600
    )
    pool_size: int = _setting(24, "Connections kept for reading", "读取用的数据库连接数", ge=1, le=100)
    statement_seconds: float = _setting(
        8.0, "Longest time of one SQL statement, in seconds", "单条 SQL 的最长时间（秒）", gt=0, le=300
    )
    lock_seconds: float = _setting(
        2.0, "Longest wait for a row lock, in seconds", "等待行锁的最长时间（秒）", gt=0, le=60
    )
    page_default: int = _setting(
        50, "Records on a page when `first` and `last` are left out", "未指定时每页的记录数", ge=1, le=10_000
    )
    page_max: int = _setting(1000, "Most records on a page", "每页记录数上限", ge=1, le=10_000)
    small_cell: int = _setting(
        5,
        "Fewest people that an aggregate tells of; groups of fewer are hidden",
        "汇总公布的最少人数，少于此数的分组不公布",
        ge=1,
        le=100,
    )
    export_rows: int = _setting(200_000, "Most records in one export", "单次导出的记录数上限", ge=1, le=10_000_000)
    export_seconds: float = _setting(
        300.0, "Longest time of one export, in seconds", "单次导出的最长时间（秒）", gt=0, le=3600
    )
    requests_per_second: float = _setting(
        100.0,
        "Requests of one caller a second, to each worker, in the long run",
        "每个调用方每秒的请求数（每个进程）",
        gt=0,
    )
    max_depth: int = _setting(15, "Deepest nesting of an operation", "操作的最大嵌套深度", ge=1, le=100)
    max_tokens: int = _setting(2000, "Most tokens in a document", "文档的最多词元数", ge=10, le=100_000)
    max_aliases: int = _setting(100, "Most aliases in an operation", "操作的最多别名数", ge=0, le=10_000)
    max_root_fields: int = _setting(100, "Most root fields in an operation", "操作的最多根字段数", ge=1, le=10_000)
    max_complexity: int = _setting(
        100_000,
        "Most fields that an operation may answer with, pages counted full",
        "操作的最大复杂度（按满页计算的字段数）",
        ge=1,
    )
    max_body_bytes: int = _setting(
        1_048_576, "Largest request body, in bytes", "请求体上限（字节）", ge=1024, le=104_857_600
    )
    request_seconds: float = _setting(
        10.0, "Longest time of one request, in seconds", "单个请求的最长时间（秒）", gt=0, le=300
    )
    drain_seconds: float = _setting(
        10.0, "Time for requests in flight at a stop, in seconds", "停止时等待在途请求的时间（秒）", ge=0, le=300
    )

    @field_validator("modules", "proxies", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(name.strip() for name in value.split(",") if name.strip()) if isinstance(value, str) else value

    @field_validator("data_dir", mode="after")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return Path(value if value.is_absolute() else project_folder() / value)

    @field_validator("database_url", mode="after")
    @classmethod
    def _postgresql(cls, value: str | None) -> str | None:
        if value is not None and urlsplit(value).scheme not in {"postgresql", "postgres"}:
            raise ValueError("must look like postgresql://user:password@host:5432/database")
        return value

    @field_validator("host", mode="after")
    @classmethod
    def _address(cls, value: str) -> str:
        if value != "localhost":
            ip_address(value)
        return value

    @field_validator("public_url", mode="after")
    @classmethod
    def _origin(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment):
            raise ValueError("must look like https://hub.example.org, without query or fragment")
        return value.rstrip("/")

    @model_validator(mode="before")
    @classmethod
    def _data_dir_default(cls, values: dict[str, Any]) -> dict[str, Any]:
        # a default is not validated, and this one depends on the current folder
        return {"data_dir": Path(".data"), **values}

    @model_validator(mode="after")
    def _public_url_default(self) -> Self:
        if not self.public_url:
            host = f"[{self.host}]" if ":" in self.host else self.host
            object.__setattr__(self, "public_url", f"http://{host}:{self.port}")
        return self

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        faults = [f"{PREFIX}PAGE_DEFAULT: must not exceed HUB_PAGE_MAX"] if self.page_default > self.page_max else []
        if self.environment is Environment.PRODUCTION:
            faults += _unsafe(self)
        if faults:
            raise ValueError("\n".join(faults))
        return self


def _unsafe(settings: Settings) -> list[str]:
    checks = {
        "DEBUG: must be off in production": settings.debug,
        "DEMO: demo clients and records are refused in production; remove it": settings.demo,
        "PUBLIC_URL: must be the hub's https:// address in production": not settings.public_url.startswith("https://"),
        "DATABASE_URL: must name a PostgreSQL server in production": settings.database_url is None,
    }
    return [PREFIX + text for text, fault in checks.items() if fault]


def load(**overrides: Any) -> Settings:
    """The settings of this process; `overrides` win over the environment. Raises SettingsError that names variables."""
    try:
        return Settings(**overrides)
    except ValidationError as error:
        raise SettingsError("\n".join(_line(dict(fault)) for fault in error.errors())) from None


def _line(fault: dict[str, Any]) -> str:
    message = str(fault["msg"]).removeprefix("Value error, ")
    if not fault["loc"]:
        return message
    name = str(fault["loc"][0])
    return f"{PREFIX}{name.upper()}: {message}. It means: {Settings.model_fields[name].description}."


def settings_table() -> list[tuple[str, str, str, Text]]:
    """(variable, type, default, meaning) of every setting, for the operators' guide."""
    return [
        (f"{PREFIX}{name.upper()}", _type(field.annotation), _default(field.default), _meaning(field))
        for name, field in Settings.model_fields.items()
    ]


def _meaning(field: Any) -> Text:
    return Text(str(field.description), str(field.json_schema_extra["zh"]))


def _type(annotation: Any) -> str:
    names = {Path: "path", str: "text", bool: "yes or no", int: "integer", float: "number"}
    kinds = [kind for kind in getattr(annotation, "__args__", (annotation,)) if kind is not type(None)]
    return "list" if "tuple" in str(annotation) else names.get(kinds[0], "choice")


def _default(value: object) -> str:
    return "" if value in (None, ()) else str(value)
