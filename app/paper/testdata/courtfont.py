#!/usr/bin/env python3
"""Makes courtfont.ttc beside this script: two small fonts as courts have them.

They hold a few hundred characters of assets/fonts/ZhixingKai-Regular.ttf (OFL
1.1, renamed as it asks): the first on a grid of 256 units with a character map
of format 4, as the 仿宋 of Windows, and with a blank glyph for 龙; the second on
2,048 units, its maker forbids embedding it.

needs: fonttools (Debian python3-fonttools)
"""
import os

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.scaleUpem import scale_upem

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.join(HERE, "..", "..", "..", "assets", "fonts", "ZhixingKai-Regular.ttf")
TEXT = ("人民法院执行裁定书申请人被有限公司年月日元，。；：（）《》0123456789龙é"
        "一二三四五六七八九十通知本案第号之零〇不的在为与责令履行义务")


def small(upem, name, english, permission):
    font = TTFont(SOURCE)
    options = subset.Options()
    options.hinting, options.notdef_outline, options.recalc_timestamp = False, True, False
    options.name_IDs, options.name_languages = [1, 4], [0x409]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes={ord(c) for c in TEXT})
    cutter.subset(font)
    scale_upem(font, upem)
    font["cmap"].tables = [t for t in font["cmap"].tables if t.format == 4]
    font["OS/2"].fsType = permission
    for number in (1, 4):
        font["name"].setName(english, number, 3, 1, 0x409)
        font["name"].setName(name, number, 3, 1, 0x804)
    return font


def main():
    first = small(256, "测试仿宋", "Zhixing Test FangSong", 4)
    blank = first["glyf"][first.getBestCmap()[ord("龙")]]
    blank.numberOfContours = 0
    blank.__dict__ = {"numberOfContours": 0}
    second = small(2048, "测试小标宋", "Zhixing Test XiaoBiaoSong", 2)
    collection = TTCollection()
    collection.fonts = [first, second]
    collection.save(os.path.join(HERE, "courtfont.ttc"))


main()
