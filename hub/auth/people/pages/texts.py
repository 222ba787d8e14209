"""Everything that the pages say, in both languages."""

from collections.abc import Sequence
from math import ceil

from hub.auth.people.errors import BusyError, TooManyAttemptsError
from hub.texts import Language, Text

HUB = Text("Paired Assistance Data Hub", "对口支援数据平台")
WRONG_PASSWORD = Text(
    "Name and password don't fit together. Check both; after five failures you would have to wait.",
    "用户名与密码不符。请核对后重试；连续五次失败后需等待。",
)
WRONG_CODE = Text(
    "This code doesn't hold. Wait for the next one in your app; each counts once, for half a minute.",
    "验证码无效。请等待应用生成下一个；每个验证码仅可使用一次，有效期半分钟。",
)
TOO_MANY = Text(
    "Too many attempts from here. Try again in {minutes} minutes, or sign in from elsewhere.",
    "此处尝试次数过多。请在 {minutes} 分钟后重试，或在其他网络登录。",
)
BUSY = Text("Many people are signing in just now. Try again in a moment.", "当前登录人数较多，请稍后重试。")
WRONG_PRESENT = Text("Your present password is another one.", "当前密码不正确。")
DIFFERENT = Text("The new passwords differ from each other.", "两次输入的新密码不一致。")
CHANGED = Text(
    "Your password is changed. Every other session of yours has ended.", "密码已修改，您的其他会话均已结束。"
)

WORDS: dict[str, Text] = {
    "hub": HUB,
    "other_language": Text("中文", "English"),
    "sign_in": Text("Sign in", "登录"),
    "name": Text("Name", "用户名"),
    "password": Text("Password", "密码"),
    "show_only_here": Text(
        "Enter your password only where the address begins with", "请仅在网址以下列内容开头的页面输入密码："
    ),
    "forgotten": Text("Password forgotten? Your administrator sets a new one.", "忘记密码？请联系管理员重设。"),
    "continue": Text("Continue", "继续"),
    "signed_in": Text("Signed in", "已登录"),
    "going_on": Text("You are signed in. The page goes on by itself.", "您已登录，页面将自动跳转。"),
    "second_factor": Text("Second factor", "双重验证"),
    "code": Text("Code of six digits", "六位验证码"),
    "code_help": Text("Your authenticator app shows it for this hub.", "请打开身份验证器应用，查看本平台的验证码。"),
    "enrol_why": Text(
        "Your roles open data that a stolen password alone must not open. Set up an authenticator app once:",
        "您的角色可访问重要数据，仅凭密码不足以保护。请绑定身份验证器应用（仅需一次）：",
    ),
    "enrol_open": Text("On this phone: open the app", "在本手机上：打开验证器应用"),
    "enrol_type": Text("Elsewhere: type this key into the app", "在其他设备上：在应用中输入此密钥"),
    "enrol_details": Text("Time-based, SHA-1, 6 digits, 30 seconds.", "基于时间，SHA-1，6 位，30 秒。"),
    "enrol_then": Text("Then enter the code that the app shows.", "然后输入应用显示的验证码。"),
    "start_again": Text("Sign in as somebody else", "使用其他账号登录"),
    "consent": Text("Allow access?", "是否授权？"),
    "wants": Text("wants to act for you:", "请求代表您："),
    "you_are": Text("You are signed in as", "当前登录："),
    "leads_to": Text("The answer goes to", "结果将发送至"),
    "withdraw_later": Text("You can withdraw this at any time under “My account”.", "您可随时在“我的账户”中撤回授权。"),
    "allow": Text("Allow", "同意"),
    "deny": Text("Deny", "拒绝"),
    "sign_out": Text("Sign out", "退出登录"),
    "sign_out_ask": Text("Sign out of the hub?", "确定退出本平台吗？"),
    "sign_out_asks": Text("asks you to sign out.", "请求您退出登录。"),
    "sign_out_help": Text("Apps that you have signed in to may still be open.", "您已登录的应用可能仍处于打开状态。"),
    "stay": Text("Stay signed in", "保持登录"),
    "signed_out": Text("You are signed out", "您已退出登录"),
    "signed_out_help": Text("This browser's session has ended.", "此浏览器的会话已结束。"),
    "error": Text("That didn't work", "无法完成操作"),
    "account": Text("My account", "我的账户"),
    "organisation": Text("Organisation", "单位"),
    "roles": Text("Roles", "角色"),
    "second_factor_on": Text("set up", "已启用"),
    "second_factor_off": Text("not needed for your roles", "您的角色无需启用"),
    "apps": Text("Apps that act for you", "已授权的应用"),
    "no_apps": Text("None so far.", "暂无。"),
    "withdraw": Text("Withdraw", "撤回授权"),
    "change_password": Text("Change password", "修改密码"),
    "present_password": Text("Present password", "当前密码"),
    "new_password": Text("New password", "新密码"),
    "again": Text("New password once more", "再次输入新密码"),
    "password_help": Text(
        "At least 12 characters: some words that don't belong together.", "至少 12 个字符，可使用几个互不相关的词。"
    ),
}
"""What the templates say, by the name under which they say it."""
SCOPES: dict[str, Text] = {
    "openid": Text("know that it is you", "确认您的身份"),
    "profile": Text("know your name and organisation", "获知您的姓名和单位"),
    "read": Text("read what you may read", "查看您有权查看的数据"),
    "write": Text("write and change records for you", "代您填写和修改记录"),
    "submit": Text("submit records for approval", "代您提交记录审批"),
    "approve": Text("approve or reject records for you", "代您审批记录"),
    "export": Text("export data", "导出数据"),
    "audit": Text("read the audit trail and the rules of access", "查看审计记录和访问策略"),
    "accounts": Text("keep the accounts of people and clients", "管理人员和客户端账户"),
    "personal": Text("see personal data for a purpose that it declares", "按声明的用途查看个人信息"),
}
ROLES: dict[str, Text] = {
    "lead": Text("Lead office", "牵头单位"),
    "bureau": Text("Bureau", "责任部门"),
    "district": Text("District", "支援区"),
    "county": Text("County", "受援县"),
    "workgroup": Text("Work group", "工作组"),
    "bureau-casework": Text("Bureau, for cases of single persons", "责任部门个案办理"),
    "county-casework": Text("County, for cases of single persons", "受援县个案办理"),
    "auditor": Text("Auditor", "审计"),
    "administrator": Text("Administrator", "管理员"),
}


def later(error: TooManyAttemptsError | BusyError) -> Text:
    """Why an attempt was not looked at, and when to come back."""
    if isinstance(error, BusyError):
        return BUSY
    minutes = ceil(error.seconds / 60)
    return Text(TOO_MANY.en.format(minutes=minutes), TOO_MANY.zh.format(minutes=minutes))


def said(texts: dict[str, Text], names: Sequence[str], language: Language) -> list[str]:
    """Each name in words; one without words as it is."""
    return [texts[name].say(language) if name in texts else name for name in names]
