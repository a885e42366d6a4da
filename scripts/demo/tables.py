"""Writes registers as CSV or XLSX, with English field names or Chinese headings. Lists are joined with `;`."""

import csv
import json
import re
import zipfile
from datetime import datetime, timezone
from pathlib import Path

HEADINGS = json.loads((Path(__file__).parent / "headings.json").read_text())
WORDS = {"en": {True: "true", False: "false"}, "zh": {True: "是", False: "否"}}


def cell(value, language):
    if value is None:
        return ""
    if isinstance(value, bool):
        return WORDS[language][value]
    if isinstance(value, (list, tuple)):
        return ";".join(map(str, value))
    return str(value)


def fields_of(rows):
    """The columns in use: a field that no row fills is no column."""
    names = list(dict.fromkeys(k for row in rows for k in row))
    return [n for n in names if any(row.get(n) is not None for row in rows)]


def grid(fact, rows, language):
    names = fields_of(rows)
    heads = [HEADINGS[fact][n] for n in names] if language == "zh" else names
    return [heads] + [[cell(row.get(n), language) for n in names] for row in rows]


def write_csv(path, fact, rows, language):
    path.parent.mkdir(parents=True, exist_ok=True)
    # Chinese files carry a byte order mark, as the spreadsheet programs in these offices write them.
    with open(path, "w", newline="", encoding="utf-8-sig" if language == "zh" else "utf-8") as file:
        csv.writer(file).writerows(grid(fact, rows, language))


def write_xlsx(path, fact, rows, language, saved_at):
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "组件清单" if language == "zh" else fact
    for line in grid(fact, rows, language):
        sheet.append(line)
    sheet.freeze_panes = "A2"
    book.properties.creator = "Yunjian demo"
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    stamp(path, datetime.fromisoformat(saved_at))


def stamp(path, saved):
    """Gives a workbook the evidence's date instead of the clock's, so that a second run makes the same bytes."""
    with zipfile.ZipFile(path) as old:
        parts = [(name, old.read(name)) for name in old.namelist()]
    text = saved.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, body in parts:
            if name == "docProps/core.xml":
                body = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", text, body)
            new.writestr(zipfile.ZipInfo(name, saved.timetuple()[:6]), body, zipfile.ZIP_DEFLATED)


def write_json(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
