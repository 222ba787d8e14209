"""What the audit trail tells: one event, by whom, for what, of what and how much. Data only."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hub.texts import Choice, Text


class Kind(Choice):
    """What happened. (审计事件类型)"""

    PERSONAL_READ = Text("Personal data was shown unmasked", "明文查看个人信息")
    EXPORT = Text("Records were exported", "导出数据")
    APPROVAL = Text("A record was approved or rejected", "审批记录")
    SIGN_IN = Text("A person signed in", "登录")
    SIGN_IN_FAILED = Text("A sign-in failed", "登录失败")
    SIGN_OUT = Text("A person signed out", "退出登录")
    CONSENT = Text("A person let a client act for them, or withdrew it", "授权应用或撤回授权")
    REFUSAL = Text("Something was refused", "拒绝访问")
    TOKEN_REUSE = Text("A code or refresh token was used twice", "重复使用授权码或刷新令牌")
    PERSON_CHANGE = Text("A person's account or roles were changed", "人员账户或角色变更")
    CLIENT_CHANGE = Text("A client was registered or changed", "客户端登记或变更")
    DOCUMENT_CHANGE = Text("A trusted document was registered or removed", "登记或移除可信文档")
    KEY_CHANGE = Text("Signing keys were rotated", "签名密钥轮换")
    PRUNE = Text("Entries past their time were removed", "清理过期审计记录")


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. It never holds a value that was shown, a token, a password or a code."""

    kind: Kind
    who: str | None = None
    """The subject: a person's id, a client's id when it acts for itself, or an operator's name; None when unknown."""
    client: str | None = None
    """The client through which it happened."""
    purpose: str | None = None
    """The purpose that was declared."""
    operation: str | None = None
    """The GraphQL operation's name, or the command or endpoint, such as `oauth/token`."""
    document: bytes | None = None
    """SHA-256 of the GraphQL document, or of an export's filter."""
    target: str | None = None
    """What it was done to: a record's global id, or the id of a person or client."""
    reason: str | None = None
    """Why or how, as a short code, such as `FORBIDDEN`, `wrong_password`, `roles` or `reject`."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """How many values or records, by record type."""
    request_id: str | None = None
    """The id of the HTTP request, which the log has too."""
