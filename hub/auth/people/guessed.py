"""What guessing begins with, as facts: words that recur among leaked passwords, and rows of keys.

Written by hand from what is generally known of them, and no copy of any list; digits and signs around them don't help.
"""

WORDS = frozenset(
    """
    password passwort passw0rd passwd admin administrator root user guest test login welcome letmein changeme default
    secret master superman batman spiderman dragon monkey football baseball basketball soccer hockey princess sunshine
    shadow flower iloveyou lovely love hello freedom whatever trustno ninja mustang access michael jordan jessica
    ashley daniel charlie thomas andrew joshua nicole hunter killer pepper ginger summer winter spring autumn january
    february monday friday starwars pokemon computer internet samsung google apple microsoft windows oracle server
    system network security office company qwerty azerty qazwsx zaq xsw asdf zxcv abc
    woaini woaiwojia woainima aini wodemima mima nihao zhongguo china beijing shanghai guangzhou shenzhen guangxi
    nanning baise hechi futian luohu nanshan baoan longgang longhua pingshan guangming dapeng yantian zhangsan lisi
    wangwei taobao tencent baidu alibaba huawei qq weixin
    bangfu fuping duikou zhiyuan hub datahub
    密码 我爱你 中国 你好 管理员 深圳 百色 河池 扶贫 帮扶 对口支援
    """.split()  # noqa: SIM905 - read as a list of words, not of quotation marks
)
"""Stems: English, pinyin, Chinese, and this programme's own."""
ROWS = (
    "01234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1q2w3e4r5t6y7u8i9o0p",
    "qazwsxedcrfvtgbyhnujmikolp",
)
RUNS = (*ROWS, *(row[::-1] for row in ROWS))
"""Neighbours on the keyboard and in the alphabet, both ways."""
