"""The page's stylesheet, written from the measures of `layout` so that no size is said twice."""

from nghitruong.engines.officialforms import layout
from nghitruong.engines.officialforms.content import Align, Document
from nghitruong.engines.officialforms.layout import Part, Style


def stylesheet(document: Document, family: str) -> str:
    """All rules for one document; page rules depend on its annexes, its print mark and its issuing body."""
    return "\n".join(
        [
            _pages(document, family),
            *(_part(part) for part in Part),
            *(f".at-{align} {{ text-align: {align}; }}" for align in Align),
            _FIXED % _measures(document, family),
        ]
    )


def _pages(document: Document, family: str) -> str:
    number = Part.PAGE_NUMBER.style
    bottom = layout.BOTTOM_WITH_MARK if document.mark else layout.BOTTOM
    foot = "@bottom-left { content: element(mark); width: 100%; vertical-align: top; }" if document.mark else ""
    rules = [
        (
            f"@page {{ size: {layout.PAPER_WIDTH}mm {layout.PAPER_HEIGHT}mm;"
            f" margin: {layout.TOP}mm {layout.RIGHT}mm {bottom}mm {layout.LEFT}mm;"
            f' @top-center {{ content: counter(page); font: {number.size}pt "{family}", serif; vertical-align: top;'
            f" padding-top: {layout.PAGE_NUMBER_FROM_TOP}mm; }} {foot} }}"
        ),
        "@page :first { @top-center { content: none; } }",
    ]
    for place, annex in enumerate(document.annexes, 1):
        size = f"{layout.PAPER_HEIGHT}mm {layout.PAPER_WIDTH}mm" if annex.is_landscape else ""
        rules += [
            f"@page annex-{place} {{ {f'size: {size};' if size else ''} }}",
            f"@page :nth(1 of annex-{place}) {{ counter-reset: page 1; @top-center {{ content: none; }} }}",
            f".annex-{place} {{ page: annex-{place}; }}",
        ]
    return "\n".join(rules)


def _part(part: Part) -> str:
    style = part.style
    return f".{part.css_class} {{ {' '.join(_declarations(style))} }}"


def _declarations(style: Style) -> list[str]:
    wanted = [
        f"font-size: {style.size}pt;",
        f"line-height: {style.line_height * 1.15:.3f};",
        f"text-align: {style.align};",
        f"margin: {style.before}pt 0 {style.after}pt;",
    ]
    wanted += ["font-weight: bold;" if style.bold else "font-weight: normal;"]
    wanted += ["font-style: italic;"] if style.italic else []
    wanted += [f"text-indent: {style.indent}mm;"] if style.indent else []
    wanted += ["break-after: avoid;"] if style.keep_with_next else []
    return wanted


def _measures(document: Document, family: str) -> dict[str, str]:
    return {
        "family": family,
        "ink": layout.INK,
        "pale": layout.WATERMARK_INK,
        "watermark": f"{layout.WATERMARK_SIZE}pt",
        "left": f"{layout.LEFT_HEAD}mm",
        "right": f"{layout.RIGHT_HEAD}mm",
        "motto": f"{layout.MOTTO_LINE}mm",
        "organ": f"{layout.organ_line(document.letterhead.organ):.1f}mm",
        "line": f"{layout.LINE_WEIGHT}pt",
        "room": f"{layout.SIGNATURE_ROOM}mm",
        "qr": f"{layout.QR_SIDE}mm",
        "cell": f"{Part.CELL.style.size}pt",
        "gap": f"{layout.TITLE_GAP}pt",
        "small": f"{Part.MARK.style.size}pt",
        "dense": f"{Part.DENSE_CELL.style.size}pt",
    }


_FIXED = """
html { font-family: "%(family)s", serif; color: %(ink)s; hyphens: none; }
body, h1, h2, h3, h4, p { margin: 0; }
p { orphans: 2; widows: 2; }
.letterhead { display: table; width: 100%%; border-collapse: collapse; table-layout: fixed; }
.pair { display: table-row; }
.side { display: table-cell; vertical-align: top; }
.letterhead .left { width: %(left)s; }
.letterhead .right { width: %(right)s; }
.rule { height: 2pt; margin: 0 auto; border-bottom: %(line)s solid %(ink)s; }
.organ-rule { width: %(organ)s; }
.motto-rule { width: %(motto)s; }
.title-gap { height: %(gap)s; break-after: avoid; }
.flush { text-indent: 0; }
.held { break-after: avoid; }
.grid { width: 100%%; border-collapse: collapse; table-layout: fixed; margin: 4pt 0 10pt; }
.grid th, .grid td {
  border: %(line)s solid %(ink)s; padding: 2.5pt 4pt; line-height: 1.2; vertical-align: middle;
}
.grid th { text-align: center; font-weight: bold; }
.grid td { overflow-wrap: anywhere; }
.grid tr { break-inside: avoid; }
.grid tr:nth-child(-n+2) { break-after: avoid; }
.grid tr:nth-last-child(-n+2) { break-before: avoid; }
.grid .strong td { font-weight: bold; }
.grid.cell { font-size: %(cell)s; }
.grid.dense-cell { font-size: %(dense)s; }
.dense-cell th, .dense-cell td { padding: 1.8pt 3pt; }
.closing {
  display: table; width: 100%%; table-layout: fixed; margin-top: 14pt; break-inside: avoid; break-before: avoid;
}
.signature-room { height: %(room)s; }
.recipients { margin-top: 4pt; break-inside: avoid; break-before: avoid; }
.ledger { break-before: avoid; }
.annex { break-before: page; }
.watermark {
  position: fixed; top: 35%%; left: -30mm; right: -15mm; z-index: -1; transform: rotate(-45deg);
  text-align: center; font-size: %(watermark)s; font-weight: bold; color: %(pale)s;
}
.mark { position: running(mark); width: 100%%; }
.mark-line {
  display: table; width: 100%%; border-top: 0.5pt solid #777777; margin-top: 2mm; padding-top: 1.5mm;
  font-size: %(small)s; line-height: 1.3;
}
.mark-picture { display: table-cell; width: %(qr)s; padding-right: 3mm; }
.mark-picture img { display: block; width: %(qr)s; height: %(qr)s; }
.mark-words { display: table-cell; vertical-align: middle; }
"""
