#!/usr/bin/env python3
"""Makes the font files beside this script.

Sources, unpacked by hand before running:
  npm package @expo-google-fonts/noto-sans-sc   (400Regular, 700Bold)   OFL 1.1
  npm package @expo-google-fonts/noto-serif-sc  (400Regular, 700Bold)   OFL 1.1
  Debian package fonts-lxgw-wenkai              (LXGWWenKai-Regular)    OFL 1.1
  Debian package fonts-noto-cjk                 (NotoSansCJK-*.ttc)     OFL 1.1

The two regular faces are shipped whole, because names of people and places use
rare characters and these faces are what a paper falls back on. The two bold
faces and the 楷体 are cut to GB 2312, the 8,105 characters of 通用规范汉字表
(standard-hanzi-8105.txt, from the kTGH field of Unicode's Unihan data), Latin-1
and the symbols that court papers use. A cut face is a modified version, so
it gets a name of its own, as the Open Font License asks; copyright and licence
records stay.

The window draws with the same two 黑体 as OpenType files with CFF outlines
(*.otf), taken from the Noto CJK collection, of the same version 2.004: Fyne's
font library unpacks every outline of a TrueType font when it opens it (80 ms
and 45 MB for the two), but those of a CFF font only when they are drawn (11 ms
and 11 MB). The regular one keeps every character of NotoSansSC-Regular.ttf.
Paper needs TrueType.

Use: cut.py NOTO_SANS_DIR NOTO_SERIF_DIR WENKAI_TTF NOTO_CJK_DIR
needs: fonttools
"""
import os
import shutil
import sys

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

HERE = os.path.dirname(os.path.abspath(__file__))

SYMBOLS = (
    "，。、；：？！…—·ˉˇ¨々～‖“”‘’「」『』〈〉《》〔〕〖〗【】（）［］｛｝"
    "〇○●◎□■△▲◇◆☆★▽▼√×÷±°℃‰§№¥￥€←→↑↓↔⇒≈≠≤≥∞∶∑∏∵∴"
    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽"
    "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹ㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩㎡㎞㎏"
    "–—―‐‑•※†‡′″\u3000\u00a0\u2002\u2003"
)


def wanted():
    """The code points that every cut face keeps."""
    points = set(range(0x20, 0x7F)) | set(range(0xA0, 0x100)) | set(range(0xFF01, 0xFF5F))
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                points.add(ord(bytes([high, low]).decode("gb2312")))
            except UnicodeDecodeError:
                pass
    with open(os.path.join(HERE, "standard-hanzi-8105.txt"), encoding="utf-8") as f:
        points |= {ord(c) for c in f.read() if not c.isspace()}
    points |= {ord(c) for c in SYMBOLS}
    return points


def cut(source, target, family, style, points=None, number=-1):
    """Writes the points (default: wanted()) of source to target under a new name.

    number is that of the face in a collection.
    """
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.glyph_names = False
    options.drop_tables += ["DSIG", "GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "STAT", "gasp"]
    options.recalc_timestamp = False
    font = TTFont(source, fontNumber=number)
    have = font.getBestCmap()
    points = points or wanted()
    missing = sorted(p for p in points if p not in have)
    if missing:
        print(os.path.basename(target), "has no", "".join(map(chr, missing)))
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=points)
    cutter.subset(font)
    names = {1: family, 2: style, 3: family + " " + style + " 1", 4: family + " " + style,
             5: "Version 1.000", 6: family.replace(" ", "") + "-" + style}
    for record in list(font["name"].names):
        if record.nameID in names:
            font["name"].removeNames(nameID=record.nameID)
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [names[6]]
        cff.topDictIndex[0].FullName, cff.topDictIndex[0].FamilyName = names[4], family
    font.save(target)
    print(os.path.basename(target), os.path.getsize(target))


def simplified(collection):
    """The number of the Simplified Chinese face in a Noto CJK collection."""
    for number, font in enumerate(TTCollection(collection, lazy=True).fonts):
        if font["name"].getDebugName(1) == "Noto Sans CJK SC":
            return number
    raise SystemExit(collection + " has no Simplified Chinese face")


def main():
    sans, serif, wenkai, cjk = sys.argv[1:5]
    whole = {
        "NotoSansSC-Regular.ttf": os.path.join(sans, "400Regular", "NotoSansSC_400Regular.ttf"),
        "NotoSerifSC-Regular.ttf": os.path.join(serif, "400Regular", "NotoSerifSC_400Regular.ttf"),
    }
    for name, source in whole.items():
        shutil.copyfile(source, os.path.join(HERE, name))
    shutil.copyfile(os.path.join(sans, "LICENSE_FONT"), os.path.join(HERE, "OFL-NotoSansSC.txt"))
    shutil.copyfile(os.path.join(serif, "LICENSE_FONT"), os.path.join(HERE, "OFL-NotoSerifSC.txt"))
    cut(os.path.join(sans, "700Bold", "NotoSansSC_700Bold.ttf"),
        os.path.join(HERE, "ZhixingHei-Bold.ttf"), "Zhixing Hei", "Bold")
    cut(os.path.join(serif, "700Bold", "NotoSerifSC_700Bold.ttf"),
        os.path.join(HERE, "ZhixingSong-Bold.ttf"), "Zhixing Song", "Bold")
    cut(wenkai, os.path.join(HERE, "ZhixingKai-Regular.ttf"), "Zhixing Kai", "Regular")
    window(cjk)


def window(cjk):
    """Makes the two faces of the window from the Noto CJK collection."""
    whole = set(TTFont(os.path.join(HERE, "NotoSansSC-Regular.ttf")).getBestCmap())
    for style, points in (("Regular", whole), ("Bold", wanted())):
        source = os.path.join(cjk, "NotoSansCJK-" + style + ".ttc")
        cut(source, os.path.join(HERE, "ZhixingHei-" + style + ".otf"), "Zhixing Hei", style, points, simplified(source))


if __name__ == "__main__":
    main()
