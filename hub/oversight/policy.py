"""`policy`: the rules of access as data, for the auditor."""

import strawberry

from hub.auth.access import Act
from hub.auth.policy import RULES, Rule
from hub.auth.purposes import Purpose
from hub.context import Info
from hub.fields import field
from hub.oversight.auditor import require_auditor
from hub.query.inputs import InLanguage
from hub.texts import Text


@strawberry.type(description=str(Text("One rule: what a role may do, of what and where.", "授权规则")))
class PolicyRule:
    """A line of the policy."""

    role: str = strawberry.field(description=str(Text("The role.", "角色")))
    measures: list[str] = strawberry.field(
        description=str(Text("`own` (those the organisation answers for), `all`, or their codes.", "措施范围"))
    )
    area: str = strawberry.field(description=str(Text("`own`, `paired` or `all` counties.", "区域范围")))
    acts: list[str] = strawberry.field(description=str(Text("What it may do.", "可执行的操作")))
    purpose: str | None = strawberry.field(
        description=str(Text("Only for who declares this purpose; null: for all.", "限定目的，空为不限"))
    )


@strawberry.type(description=str(Text("A purpose for which personal data may be asked.", "查看个人信息的目的")))
class PolicyPurpose:
    """An entry of the list for the header `X-Purpose`."""

    code: str = strawberry.field(description=str(Text("What the header `X-Purpose` has.", "请求头 X-Purpose 的取值")))
    text: strawberry.Private[Text]

    @strawberry.field(description=str(Text("What it means.", "含义")))
    def meaning(self, info: Info, language: InLanguage = None) -> str:
        """The meaning in the reader's language."""
        return self.text.say(language or info.context.language)


@strawberry.type(description=str(Text("Who may do what.", "访问策略")))
class Policy:
    """The policy as it is in force."""

    rules: list[PolicyRule] = strawberry.field(
        description=str(Text("The rules; any one suffices.", "授权规则，满足其一即可"))
    )
    purposes: list[PolicyPurpose] = strawberry.field(
        description=str(Text("The purposes that a request may declare.", "可声明的目的"))
    )


@field("The rules of access; for the auditor.", zh="访问策略（仅供审计）")
def policy(info: Info) -> Policy | None:
    """The rules and the purposes."""
    require_auditor(info)
    return Policy(rules=list(map(_rule, RULES)), purposes=[PolicyPurpose(code=p.code, text=p.text) for p in Purpose])


def _rule(rule: Rule) -> PolicyRule:
    measures = [str(rule.measures)] if isinstance(rule.measures, str) else list(rule.measures)
    acts = [str(act) for act in Act if act in rule.acts]
    return PolicyRule(role=rule.role, measures=measures, area=str(rule.area), acts=acts, purpose=rule.purpose)
