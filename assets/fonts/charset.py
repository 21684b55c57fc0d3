"""The characters the bundled fonts must hold: Chinese standards, symbols, and the window's icons."""

from pathlib import Path

# Han characters of personal names that GB 2312 lacks; the bold face has no room for all of the 8105.
NAME_CHARS = "堃喆镕珺玥昇犇骉翀祎琇瑀烜炘垚旸晞赟禤婳"

# Symbols the window or an official text may use. What a source font lacks is reported, not an error.
WANTED_SYMBOLS = (
    "—–―…⋯⋮“”‘’·•‧※№℃℉％‰‱￥¥€£§©®™°′″†‡"
    "×÷±−≤≥≠≈≡∞∑√∈∵∴"
    "←↑→↓↔↕↖↗↘↙↩↪↵↶↷⇄⇅⇒⇧⇥⏎⌘⌥⌃⎋⌫⌦"
    "✓✗✔✘✕✎●○◉◎◆◇■□▪▫▲△▼▽▶▷◀◁▸▾▴◂★☆☐☑☒☰⚠⚙ⓘℹ⟳"
    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
    "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩㎡㎥㎞㎏㎎㎜㎝"
)

LATIN = [(0x20, 0x7E), (0xA0, 0xFF)]
PUNCTUATION = [(0x2000, 0x205E), (0x2E3A, 0x2E3B), (0x3000, 0x303F), (0xFF00, 0xFFEF)]
SYMBOLS = [
    (0x2070, 0x209F),  # superscripts and subscripts
    (0x20AC, 0x20AC),  # €
    (0x2100, 0x218F),  # letterlike, number forms
    (0x2190, 0x23FF),  # arrows, mathematics, technical
    (0x2460, 0x249B),  # ① ⑴ ⒈ …
    (0x24D8, 0x24D8),  # ⓘ
    (0x2500, 0x27FF),  # boxes, shapes, dingbats
    (0x2B00, 0x2BFF),  # more arrows and shapes
    (0x3220, 0x3243),  # ㈠ …
    (0x3280, 0x32B0),  # ㊀ …
    (0x3380, 0x33DF),  # ㎡ …
    (0xFE10, 0xFE1F),
    (0xFE30, 0xFE6F),
]


def expand(ranges):
    return {c for first, last in ranges for c in range(first, last + 1)}


def gb2312():
    """All 7,445 characters of GB 2312-80; python maps 1-4 to U+30FB and 1-10 to U+2015."""
    chars = set()
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                chars.add(ord(bytes([row, cell]).decode("gb2312")))
            except UnicodeDecodeError:
                pass
    assert len(chars) == 7445, len(chars)
    return chars


def general_standard(path: Path):
    """通用规范汉字表 (2013): 8,105 characters, one a line."""
    chars = {ord(c) for c in path.read_text(encoding="utf-8") if not c.isspace()}
    assert len(chars) == 8105, len(chars)
    return chars


def is_han(code):
    return 0x3400 <= code < 0xA000 or 0x20000 <= code < 0x40000 or code == 0x3007


def s1():
    """GB 2312, Latin, punctuation, symbols, characters of names."""
    return (
        gb2312() | expand(LATIN + PUNCTUATION + SYMBOLS)
        | {ord(c) for c in WANTED_SYMBOLS + NAME_CHARS}
    )


def s2(standard):
    """`s1` and the General Standard."""
    return s1() | standard


def rest(standard, fang):
    """What 仿宋 (`fang`, its characters) lacks of `s2`, and all Latin and punctuation."""
    return (s2(standard) - fang) | expand(LATIN + PUNCTUATION)
