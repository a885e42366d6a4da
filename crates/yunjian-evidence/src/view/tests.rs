use std::io::{Cursor, Write as _};

use super::*;

fn see(bytes: &[u8], ask: &Ask) -> View {
    look(&mut Cursor::new(bytes.to_vec()), ask, &Limits::default()).unwrap()
}

fn at(place: &str) -> Ask {
    Ask { place: Some(place.to_owned()), limit: 100, ..Ask::default() }
}

fn first() -> Ask {
    Ask { limit: 100, ..Ask::default() }
}

fn table(view: &View) -> (Vec<String>, Vec<(u64, Vec<String>)>) {
    let Content::Table { sheets, rows, .. } = &view.content else { panic!("{view:?}") };
    let rows = rows.iter().map(|r| (r.number, r.cells.iter().map(|c| c.text.clone()).collect()));
    (sheets.clone(), rows.collect())
}

fn lines(view: &View) -> Vec<(u64, String)> {
    let Content::Text { lines, .. } = &view.content else { panic!("{view:?}") };
    lines.iter().map(|l| (l.number, l.text.clone())).collect()
}

fn marked(view: &View) -> String {
    let index = usize::try_from(view.at.unwrap() - view.from).unwrap();
    match &view.content {
        Content::Text { lines, .. } => lines[index].text.clone(),
        Content::Json { entries, .. } => entries[index].pointer.clone(),
        Content::Table { rows, .. } => match view.at_column {
            Some(column) => rows[index].cells[column].text.clone(),
            None => rows[index].number.to_string(),
        },
        other => panic!("{other:?}"),
    }
}

/// A workbook written by hand: two sheets, one cell computed, one a date of no interest.
fn workbook() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("说明").unwrap();
    sheet.write_string(0, 0, "先看这里").unwrap();
    let sheet = book.add_worksheet();
    sheet.set_name("账号 表").unwrap();
    for (row, (name, count)) in
        [("姓名", "数量"), ("张三", "1"), ("=HYPERLINK(\"http://x\")", "2")].iter().enumerate()
    {
        sheet.write_string(row as u32, 0, *name).unwrap();
        sheet.write_string(row as u32, 1, *count).unwrap();
    }
    sheet.write_formula(3, 1, rust_xlsxwriter::Formula::new("=1+2").set_result("3")).unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn a_text_table_is_paged_and_formulas_stay_text() {
    let mut text = "序号,名称,数量\n".to_owned();
    for n in 1..=300 {
        text.push_str(&format!("{n},\"资产\n{n}\",=cmd|'/c calc'!A{n}\n"));
    }
    let ask = Ask { format: Some("csv:components".to_owned()), limit: 50, ..Ask::default() };
    let view = see(text.as_bytes(), &ask);
    let (_, rows) = table(&view);
    assert_eq!((rows.len(), view.next, view.as_text), (50, Some(50), true));
    assert_eq!(rows[0], (1, vec!["序号".to_owned(), "名称".to_owned(), "数量".to_owned()]));
    // A row is named by the line it begins on.
    assert_eq!((rows[2].0, rows[2].1[2].as_str()), (4, "=cmd|'/c calc'!A2"));
    let Content::Table { rows, columns, encoding, .. } = &view.content else { panic!() };
    assert!(rows[1].cells[2].formula && !rows[1].cells[0].formula);
    assert_eq!((*columns, *encoding), (3, Some("UTF-8")));
    let view = see(text.as_bytes(), &Ask { from: 280, ..ask.clone() });
    assert_eq!((table(&view).1.len(), view.next), (21, None));
    let view = see(text.as_bytes(), &Ask { place: Some("row 400, column 2".to_owned()), ..ask.clone() });
    assert_eq!((marked(&view).as_str(), view.at, view.from, view.note), ("资产\n200", Some(200), 192, None));
    let view = see(text.as_bytes(), &Ask { place: Some("row 9999".to_owned()), ..ask });
    assert_eq!((view.at, view.from, view.note), (None, 0, Some("place")));
    let (gbk, _, _) = encoding_rs::GBK.encode("序号,名称,部门\n1,张三,运维\n2,李四,安全\n3,王五,运维\n");
    let view = see(&gbk, &first());
    assert_eq!(table(&view).1[3], (4, vec!["3".to_owned(), "王五".to_owned(), "运维".to_owned()]));
}

#[test]
fn negative_numbers_are_no_formulas() {
    let view = see(b"a,b,c\n-1,+2.5,-\n@SUM(1),-x(1),=\n1,2,3\n", &first());
    let Content::Table { rows, .. } = view.content else { panic!() };
    let marks: Vec<Vec<bool>> = rows.iter().map(|r| r.cells.iter().map(|c| c.formula).collect()).collect();
    assert_eq!(marks[1], [false, false, false]);
    assert_eq!(marks[2], [true, true, false]);
}

#[test]
fn a_workbook_opens_at_its_cell() {
    let bytes = workbook();
    let view = see(&bytes, &first());
    assert_eq!(
        table(&view),
        (vec!["说明".to_owned(), "账号 表".to_owned()], vec![(1, vec!["先看这里".to_owned()])])
    );
    let view = see(&bytes, &at("账号 表!B4"));
    assert_eq!((marked(&view).as_str(), view.at_column), ("3", Some(1)));
    let Content::Table { rows, sheet, .. } = &view.content else { panic!() };
    assert_eq!(*sheet, 1);
    // What was computed, and what would be if a program of tables took it for one, is marked; the text stands as it is.
    assert!(rows[3].cells[1].formula && rows[2].cells[0].formula && !rows[1].cells[0].formula);
    assert_eq!(rows[2].cells[0].text, "=HYPERLINK(\"http://x\")");
    let view = see(&bytes, &at("没有此表!B4"));
    assert_eq!((view.at, view.note), (None, Some("place")));
    let view = see(&bytes, &Ask { sheet: Some(1), limit: 2, ..Ask::default() });
    assert_eq!((table(&view).1.len(), view.next), (2, Some(2)));
}

#[test]
fn lines_in_any_encoding_and_of_any_length() {
    let log: String = (1..=1000).map(|n| format!("Jan  1 00:00:00 host app: 第 {n} 条\r\n")).collect();
    let ask = Ask { format: Some("syslog".to_owned()), limit: 10, ..Ask::default() };
    let view = see(log.as_bytes(), &ask);
    assert_eq!(
        (lines(&view)[9].clone(), view.next),
        ((10, "Jan  1 00:00:00 host app: 第 10 条".to_owned()), Some(10))
    );
    let view = see(log.as_bytes(), &Ask { place: Some("line 500".to_owned()), ..ask.clone() });
    assert_eq!((marked(&view).contains("第 500 条"), view.from), (true, 491));
    let (gbk, _, _) = encoding_rs::GBK.encode("第一行 云\n第二行");
    let view = see(&gbk, &first());
    assert_eq!(lines(&view), [(1, "第一行 云".to_owned()), (2, "第二行".to_owned())]);
    let Content::Text { encoding, .. } = view.content else { panic!() };
    assert_eq!(encoding, "GBK");
    let wide: Vec<u8> =
        [0xff, 0xfe].into_iter().chain("云\r\nx".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(lines(&see(&wide, &first())), [(1, "云".to_owned()), (2, "x".to_owned())]);
    // One line without end comes in pieces, cut between characters; all of them together are the line.
    let long = format!("<r>{}</r>", "云".repeat(50_000));
    let mut view = see(long.as_bytes(), &Ask { limit: 7, ..Ask::default() });
    let mut whole = String::new();
    loop {
        for (number, text) in lines(&view) {
            assert_eq!(number, 1);
            assert!(text.len() <= PIECE && !text.contains('\u{fffd}'));
            whole.push_str(&text);
        }
        let Some(next) = view.next else { break };
        view = see(long.as_bytes(), &Ask { limit: 7, from: next, ..Ask::default() });
    }
    assert_eq!(whole, long);
    let (gbk, _, _) = encoding_rs::GBK.encode(&long);
    let text: String = lines(&see(&gbk, &first())).into_iter().map(|(_, text)| text).collect();
    assert_eq!(text, long);
}

#[test]
fn elements_and_bytes_of_xml_are_found_among_its_lines() {
    let xml = "<?xml version=\"1.0\"?>\n<a><Report>\n<h n='1'>\n<v/>\n</h>\n<h n='2'>\n<o/><v n='21'/>\n<v n='22'/>\n</h>\n</Report></a>\n";
    let view = see(xml.as_bytes(), &at("h[2]/v[2]"));
    assert_eq!(marked(&view), "<v n='22'/>");
    assert_eq!(marked(&see(xml.as_bytes(), &at("h[1]"))), "<h n='1'>");
    let byte = xml.find("n='21'").unwrap();
    assert_eq!(marked(&see(xml.as_bytes(), &at(&format!("byte {byte}")))), "<o/><v n='21'/>");
    let view = see(xml.as_bytes(), &at("h[7]"));
    assert_eq!((view.at, view.note), (None, Some("place")));
    let (gbk, _, _) = encoding_rs::GBK
        .encode("<?xml version=\"1.0\" encoding=\"GBK\"?>\n<a>云云云\n<v>一</v>\n<v>二</v></a>");
    assert_eq!(marked(&see(&gbk, &at("v[2]"))), "<v>二</v></a>");
}

#[test]
fn json_is_shown_level_by_level() {
    let mut text = "{\"a/b\":{\"c\":[1,{\"d\":\"<script>alert(1)</script>\"}]},\"list\":[".to_owned();
    for n in 0..5_000 {
        text.push_str(&format!("{}{{\"n\":{n}}}", if n == 0 { "" } else { "," }));
    }
    text.push_str("],\"last\":null}");
    for limits in [Limits::default(), Limits { whole_json_bytes: 0, ..Limits::default() }] {
        let see = |ask: &Ask| look(&mut Cursor::new(text.as_bytes().to_vec()), ask, &limits).unwrap();
        let view = see(&first());
        let Content::Json { pointer, shape, entries } = &view.content else { panic!() };
        assert_eq!((pointer.as_str(), *shape), ("", "object"));
        let keys: Vec<_> = entries.iter().map(|e| (e.pointer.as_str(), e.shape, e.parts)).collect();
        assert_eq!(
            keys,
            [("/a~1b", "object", Some(1)), ("/list", "list", Some(5_000)), ("/last", "null", None)]
        );
        let view = see(&Ask { pointer: Some("/list".to_owned()), from: 4_990, limit: 50, ..Ask::default() });
        let Content::Json { entries, .. } = &view.content else { panic!() };
        assert_eq!((entries.len(), entries[0].key.as_str(), view.next), (10, "4990", None));
        let view = see(&at("/list/4321"));
        assert_eq!((marked(&view).as_str(), view.from), ("/list/4321", 4_313));
        // The level above a deeper place opens at what leads there.
        let view = see(&Ask { pointer: Some(String::new()), ..at("/list/4321/n") });
        assert_eq!(marked(&view), "/list");
        let view = see(&Ask { pointer: Some("/a~1b/c/1/d".to_owned()), limit: 5, ..Ask::default() });
        let Content::Json { entries, .. } = &view.content else { panic!() };
        assert_eq!(entries[0].text.as_deref(), Some("<script>alert(1)</script>"));
        let view = see(&at("/list/9999"));
        assert_eq!((view.at, view.note), (None, Some("place")));
        let view = see(&at("/nothing/3"));
        assert_eq!(view.note, Some("place"));
        // A place by line is looked at among the lines.
        assert!(matches!(see(&at("line 1 column 5")).content, Content::Text { .. }));
        assert!(matches!(see(&Ask { text: true, ..first() }).content, Content::Text { .. }));
    }
    // One value per line, and JSON that is broken, are lines.
    assert_eq!(lines(&see(b"{\"a\":1}\n{\"a\":2}\n", &first())).len(), 2);
    assert_eq!(lines(&see(b"{\"a\":1,\n", &first())).len(), 1);
}

#[test]
fn an_archive_lists_its_members_and_opens_them_at_a_place() {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, text) in [("web/a.json", "{\"x\":[1,2]}"), ("b.html", "<script>alert(1)</script>")] {
        zip.start_file(name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    let view = see(&bytes, &first());
    let Content::Archive { members } = &view.content else { panic!("{view:?}") };
    let names: Vec<_> = members.iter().map(|m| (m.name.as_str(), m.size, m.opens)).collect();
    assert_eq!(names, [("web/a.json", 11, true), ("b.html", 25, true)]);
    let view = see(&bytes, &at("web/a.json!/x/1"));
    assert_eq!((marked(&view).as_str(), view.member.as_deref()), ("/x/1", Some("web/a.json")));
    // Markup is text.
    let view = see(&bytes, &Ask { member: Some("b.html".to_owned()), ..first() });
    assert_eq!(lines(&view), [(1, "<script>alert(1)</script>".to_owned())]);
    let ask = Ask { member: Some("c".to_owned()), ..first() };
    assert!(look(&mut Cursor::new(bytes), &ask, &Limits::default()).is_err());
}

#[test]
fn images_are_known_by_their_bytes_and_drawings_are_text() {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    assert_eq!(see(png, &first()).content, Content::Image { media: "image/png" });
    assert_eq!(see(b"\xff\xd8\xff\xe0\0\x10JFIF", &first()).content, Content::Image { media: "image/jpeg" });
    assert_eq!(see(b"RIFF\x10\0\0\0WEBPVP8 ", &first()).content, Content::Image { media: "image/webp" });
    assert_eq!(see(b"GIF89a\x01\0", &first()).content, Content::Image { media: "image/gif" });
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'></svg>";
    assert_eq!(lines(&see(svg, &first())).len(), 1);
    assert_eq!(see(b"%PDF-1.7\n\0", &at("page 3")).content, Content::Pdf { page: Some(3) });
    assert_eq!(see(b"\x7fELF\0\0", &first()).content, Content::Other);
    assert_eq!(lines(&see(b"", &first())).len(), 0);
}

#[test]
fn a_word_document_is_its_text() {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("word/document.xml", options).unwrap();
    zip.write_all(
        "<w:document xmlns:w='w'><w:body><w:p><w:pPr><w:outlineLvl w:val='0'/></w:pPr><w:r><w:t>一、总则</w:t></w:r></w:p>\
         <w:p><w:r><w:t>正文</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>\
         <w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"
            .as_bytes(),
    )
    .unwrap();
    let bytes = zip.finish().unwrap().into_inner();
    let Content::Document { paragraphs } = see(&bytes, &first()).content else { panic!() };
    let cells = ["甲".to_owned(), "乙".to_owned()];
    assert_eq!(paragraphs.len(), 3);
    assert!(paragraphs[0].heading && paragraphs[0].text == "一、总则" && paragraphs[1].text == "正文");
    assert_eq!(paragraphs[2].cells, cells);
}

/// Whatever stands in a file, a page of it is bounded.
#[test]
fn a_page_is_bounded() {
    let huge = "x".repeat(PIECE - 1) + "\n";
    let text = huge.repeat(2_000);
    let view =
        see(text.as_bytes(), &Ask { limit: 100_000, format: Some("syslog".to_owned()), ..Ask::default() });
    let bytes: usize = lines(&view).iter().map(|(_, text)| text.len()).sum();
    assert!(bytes <= BYTES && view.next.is_some());
    let wide = format!("{}\n", vec!["y".repeat(9_000); 400].join(",")).repeat(3);
    let view = see(wide.as_bytes(), &Ask { format: Some("csv:components".to_owned()), ..first() });
    let (_, rows) = table(&view);
    assert_eq!((rows.len(), view.next), (1, Some(1)));
    assert!(rows[0].1[0].len() < 9_000);
}
