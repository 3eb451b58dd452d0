"""What python-docx has no word for: lines, fields, fixed widths, the draft mark, styles of our own."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from nghitruong.engines.officialforms import layout
from nghitruong.engines.officialforms.content import Align
from nghitruong.engines.officialforms.fonts import WORD_FAMILY
from nghitruong.engines.officialforms.layout import Part, Style

ALIGNMENTS = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    Align.JUSTIFY: WD_ALIGN_PARAGRAPH.JUSTIFY,
}

_OUTLINE = {Part.HEADING_1: 0, Part.HEADING_2: 1, Part.HEADING_3: 2, Part.ARTICLE: 1, Part.ANNEX_LABEL: 0}
_SLOTS = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")
_THEMED = ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme")
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def prepare_styles(document: WordDocument) -> None:
    """Give the document our styles, under their names in Decree 30; all letters black, of one family, Vietnamese."""
    normal: Any = document.styles["Normal"]
    _set_face(normal, Part.BODY.style)
    normal.paragraph_format.space_after = Pt(0)
    _set_language(document)
    for part in Part:
        made: Any = document.styles.add_style(part.style.name, WD_STYLE_TYPE.PARAGRAPH)
        made.element.set(qn("w:styleId"), part.word_id)
        _shape(made, part.style)
        if part in _OUTLINE:
            _append(made.element.get_or_add_pPr(), "w:outlineLvl", {"w:val": str(_OUTLINE[part])})


def _shape(made: ParagraphStyle, style: Style) -> None:
    _set_face(made, style)
    made.quick_style = True
    form = made.paragraph_format
    form.alignment = ALIGNMENTS[style.align]
    form.first_line_indent = Mm(style.indent) if style.indent else None
    form.space_before, form.space_after = Pt(style.before), Pt(style.after)
    form.line_spacing = style.line_height
    form.keep_with_next = style.keep_with_next
    form.widow_control = True


def _set_face(made: Any, style: Style) -> None:
    font = made.font
    font.name, font.size = WORD_FAMILY, Pt(style.size)
    font.bold, font.italic = style.bold, style.italic
    font.color.rgb = RGBColor.from_string(layout.INK.removeprefix("#"))
    faces = made.element.get_or_add_rPr().rFonts
    for slot in _SLOTS:
        faces.set(qn(slot), WORD_FAMILY)
    for slot in _THEMED:
        faces.attrib.pop(qn(slot), None)


def _set_language(document: WordDocument) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for language in defaults.iter(qn("w:lang")):
        for slot in ("w:val", "w:eastAsia"):
            language.set(qn(slot), "vi-VN")


def _append(parent: Any, tag: str, values: dict[str, str]) -> Any:
    child = OxmlElement(tag)
    for name, value in values.items():
        child.set(qn(name), value)
    parent.append(child)
    return child


def draw_line(paragraph: Paragraph, *, length: float, width: float, above: bool = False) -> None:
    """A line of `length` mm in the middle of a space of `width` mm, as the border of an empty paragraph."""
    side = max(0.0, (width - length) / 2)
    form = paragraph.paragraph_format
    form.left_indent, form.right_indent = Mm(side), Mm(side)
    borders = _append(paragraph._p.get_or_add_pPr(), "w:pBdr", {})
    edge = "w:top" if above else "w:bottom"
    eighths = str(round(layout.LINE_WEIGHT * 8))
    _append(borders, edge, {"w:val": "single", "w:sz": eighths, "w:space": "1", "w:color": "000000"})
    _in_schema_order(paragraph._p.get_or_add_pPr(), borders, before=("w:shd", "w:spacing", "w:ind", "w:jc"))


def _in_schema_order(parent: Any, child: Any, before: Iterable[str]) -> None:
    for tag in before:
        later = parent.find(qn(tag))
        if later is not None:
            later.addprevious(child)
            return


def fix_widths(table: Table, widths: Iterable[float], *, padding: float) -> None:
    """Columns of these widths in mm whatever stands in them, and so many mm left and right of each text."""
    table.autofit = False
    sizes = [Mm(width) for width in widths]
    for column, size in zip(table.columns, sizes, strict=True):
        column.width = size
    for row in table._tbl.tr_lst:
        for cell, size in zip(row.tc_lst, sizes, strict=True):
            cell.width = size
    properties = table._tbl.tblPr
    margins = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        _append(margins, side, {"w:w": str(Mm(padding).twips), "w:type": "dxa"})
    layout_element = properties.find(qn("w:tblLayout"))
    layout_element.addnext(margins)


def keep_rows_whole(table: Table) -> None:
    """No row splits between two pages."""
    for row in table._tbl.tr_lst:
        _append(row.get_or_add_trPr(), "w:cantSplit", {})


def repeat_head(table: Table) -> None:
    """The first row stands again at the head of each page."""
    _append(table._tbl.tr_lst[0].get_or_add_trPr(), "w:tblHeader", {})


def settle_picture(run: Any, words: str) -> None:
    """What a screen reader says for the picture, and no room around it: readers add an eighth of an inch by default."""
    for inline in run._r.iter(qn("wp:inline")):
        for side in ("distT", "distB", "distL", "distR"):
            inline.set(side, "0")
        inline.find(qn("wp:docPr")).set("descr", words)


def cells_of(table: Table) -> list[list[_Cell]]:
    """The cells, row by row. python-docx lays out the whole table again for each cell that is asked for singly."""
    return [[_Cell(cell, table) for cell in row.tc_lst] for row in table._tbl.tr_lst]


def set_part(paragraph: Paragraph, part: Part) -> Paragraph:
    """Give the paragraph the part's style, by identifier: looking styles up by name costs more than all the rest."""
    paragraph._p.style = part.word_id
    return paragraph


def add_page_number(paragraph: Paragraph) -> None:
    """The field that counts pages."""
    run = paragraph.add_run()._r
    _append(run, "w:fldChar", {"w:fldCharType": "begin"})
    _append(run, "w:instrText", {"xml:space": "preserve"}).text = "PAGE"
    _append(run, "w:fldChar", {"w:fldCharType": "separate"})
    _append(run, "w:t", {}).text = "2"
    _append(run, "w:fldChar", {"w:fldCharType": "end"})


def restart_page_numbers(section: Any) -> None:
    """This section counts its own pages from 1."""
    _in_schema_order(
        section._sectPr,
        _append(section._sectPr, "w:pgNumType", {"w:start": "1"}),
        before=("w:cols", "w:vAlign", "w:titlePg", "w:docGrid"),
    )


def add_watermark(paragraph: Paragraph, text: str, place: int) -> None:
    """The mark of a draft, slanting behind the text of each page; `place` keeps shapes of one file apart."""
    shape = (
        f"<w:r {nsdecls('w')} xmlns:v='urn:schemas-microsoft-com:vml'"
        " xmlns:o='urn:schemas-microsoft-com:office:office'>"
        "<w:rPr><w:noProof/></w:rPr><w:pict>"
        "<v:shapetype id='_x0000_t136' coordsize='21600,21600' o:spt='136' adj='10800'"
        " path='m@7,l@8,m@5,21600l@6,21600e'><v:formulas>"
        "<v:f eqn='sum #0 0 10800'/><v:f eqn='prod #0 2 1'/><v:f eqn='sum 21600 0 @1'/><v:f eqn='sum 0 0 @2'/>"
        "<v:f eqn='sum 21600 0 @3'/><v:f eqn='if @0 @3 0'/><v:f eqn='if @0 21600 @1'/><v:f eqn='if @0 0 @2'/>"
        "<v:f eqn='if @0 @4 21600'/></v:formulas><v:path textpathok='t' o:connecttype='rect'/>"
        "<v:textpath on='t' fitshape='t'/></v:shapetype>"
        f"<v:shape id='DraftMark{place}' o:spid='_x0000_s{2048 + place}' type='#_x0000_t136' o:allowincell='f'"
        " style='position:absolute;width:440pt;height:92pt;rotation:315;z-index:-251658752;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        f"mso-position-vertical:center;mso-position-vertical-relative:margin' fillcolor='{layout.WATERMARK_INK}'"
        f" stroked='f'><v:textpath style='font-family:&quot;{WORD_FAMILY}&quot;;font-size:1pt;font-weight:bold'"
        f" string={quoteattr(text)}/></v:shape></w:pict></w:r>"
    )
    paragraph._p.append(parse_xml(shape))


def packed(document: WordDocument) -> bytes:
    """The file, its parts in order and under one old date, so that equal documents are equal bytes."""
    written, steady = BytesIO(), BytesIO()
    document.save(written)
    with ZipFile(written) as source, ZipFile(steady, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = ZipInfo(name, _EARLIEST)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return steady.getvalue()
