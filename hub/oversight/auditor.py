"""Who may oversee: a reader with the act `audit`."""

from hub.context import Info
from hub.errors import Forbidden, Unauthenticated


def require_auditor(info: Info) -> None:
    """Refuse whoever has no rule with the act `audit`."""
    access = info.context.access
    if access.subject is None:
        raise Unauthenticated("sign in: send an access token", "请先登录：提供访问令牌")
    if not access.audits:
        raise Forbidden("this is for the auditor", "仅供审计人员查看")
