//! Registers as people make them: what they get wrong is said with its cell, in Chinese and in English.
//!
//! Clauses: 6.2.3 c) and 5.2.5.2 e) want what is handed in to be readable; the messages are what a provider mends by.

mod common;

use std::io::Cursor;

use common::{context, read_as, read_bytes};
use rust_xlsxwriter::{Format, Formula, Workbook};
use yunjian_domain::facts::{FactSet, Row, Value};
use yunjian_evidence::{Limits, ReadFailure, Rule, Summary, read};

/// Place, rule, and a piece of the English and of the Chinese message.
type Said<'a> = (&'a str, Rule, &'a str, &'a str);

fn check(summary: &Summary, expected: &[Said<'_>]) {
    let found: Vec<_> = summary.errors.iter().map(|e| (e.place.as_str(), e.rule)).collect();
    let wanted: Vec<_> = expected.iter().map(|e| (e.0, e.1)).collect();
    assert_eq!(found, wanted, "{:#?}", summary.errors);
    for (error, (_, _, en, zh)) in summary.errors.iter().zip(expected) {
        assert!(error.message.contains(en), "{en:?} in {:?}", error.message);
        assert!(error.message_zh.contains(zh), "{zh:?} in {:?}", error.message_zh);
    }
}

fn refused(failure: &ReadFailure, rule: Rule, en: &str, zh: &str) {
    assert_eq!(failure.rule(), Some(rule), "{failure}");
    assert!(failure.to_string().contains(en), "{en:?} in {failure}");
    assert!(failure.message_zh().contains(zh), "{zh:?} in {}", failure.message_zh());
    assert!(failure.place().is_some_and(|place| !place.is_empty()));
}

fn book(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("账号").unwrap();
    fill(sheet);
    book.save_to_buffer().unwrap()
}

#[test]
fn cells_that_are_no_values() {
    let text = "账号名,所属系统,是否特权账号,账号状态,创建时间,口令有效天数\n\
                root,门户,maybe,启用,2026-05-03,90\n\
                lisi,门户,是,休眠,03/04/2026,很多\n";
    let (summary, facts) = read_bytes(text.as_bytes()).unwrap();
    check(
        &summary,
        &[
            (
                "row 2, column 3",
                Rule::YesNo,
                "\"maybe\" (privileged): yes or no",
                "“是否特权账号”列：\"maybe\"",
            ),
            ("row 3, column 4", Rule::Word, "write one of", "请填写：删除、禁用、启用"),
            ("row 3, column 5", Rule::Date, "2026-05-03", "不接受日在前"),
            ("row 3, column 6", Rule::Number, "whole number", "应填整数"),
        ],
    );
    let rows = facts.named("accounts");
    assert!(rows[0].get("privileged").is_null() && rows[1].get("created_at").is_null());
}

#[test]
fn dates_that_have_not_come() {
    let text = "账号名,所属系统,账号状态,创建时间,到期时间\nroot,门户,启用,2026年12月1日,2027-01-01\n";
    let received = "2026-11-24T00:00:00Z".parse::<jiff::Timestamp>().unwrap().as_millisecond();
    let mut facts = FactSet::new();
    let context = context(text.as_bytes()).received_at(received);
    let mut bytes = Cursor::new(text.as_bytes());
    let summary = read(&mut bytes, None, &context, &Limits::default(), &mut facts).unwrap();
    // When something ends may well lie ahead; when it began may not.
    check(
        &summary,
        &[("row 2, column 4", Rule::Future, "after the day of receipt, 2026-11-24", "晚于接收日期")],
    );
    assert!(!facts.named("accounts")[0].get("created_at").is_null());
    // Whoever does not say when the file came gets no complaint, and the same facts.
    let (silent, same) = read_bytes(text.as_bytes()).unwrap();
    assert_eq!(silent.parse_errors, 0);
    assert_eq!(same.named("accounts"), facts.named("accounts"));
}

#[test]
fn headings_of_something_else() {
    let persons =
        "人员编号,姓名,背景审查时间,保密协议签署时间,入职时间\np-1,张三,2026-01-01,2026-01-01,2026-01-01\n";
    let failure = read_as(persons.as_bytes(), Some("csv:accounts"), &Limits::default()).unwrap_err();
    refused(&failure, Rule::Columns, "those of persons", "表头属于“人员”（persons）");
    let strange = "甲,乙,丙\n1,2,3\n";
    let failure = read_as(strange.as_bytes(), Some("csv:accounts"), &Limits::default()).unwrap_err();
    refused(&failure, Rule::Schema, "what stands there is: 甲, 乙, 丙", "读到的是：甲、乙、丙");
    let twice = "账号名,所属系统,账号状态,账号状态\nroot,门户,启用,停用\n";
    let (summary, _) = read_bytes(twice.as_bytes()).unwrap();
    check(&summary, &[("row 1, column 4", Rule::Columns, "stands twice", "重复出现")]);
    let wide = "账号名,所属系统,账号状态\nroot,门户,启用,多出来的\n";
    let (summary, _) = read_bytes(wide.as_bytes()).unwrap();
    check(&summary, &[("row 2, column 4", Rule::Columns, "the row has 4 cells", "本行有 4 个单元格")]);
}

#[test]
fn two_encodings_in_one_file() {
    let head = "账号名,所属系统,账号状态\n张三丰,统一门户,启用\n".as_bytes();
    let (gbk, _, _) = encoding_rs::GBK.encode("李四,计算节点,停用\n");
    let both = [head, &gbk[..]].concat();
    for format in [None, Some("csv:accounts")] {
        let failure = read_as(&both, format, &Limits::default()).unwrap_err();
        refused(
            &failure,
            Rule::Encoding,
            "row 1 is written in UTF-8 and row 3",
            "第 1 行是 UTF-8 编码，第 3 行",
        );
    }
    // All of it in one of the two is fine.
    let (whole, _, _) =
        encoding_rs::GBK.encode("账号名,所属系统,账号状态\n张三丰,统一门户,启用\n李四,计算节点,停用\n");
    assert_eq!(read_bytes(&whole).unwrap().0.accounts, 2);
}

#[test]
fn merged_cells() {
    let bytes = book(|sheet| {
        let plain = Format::new();
        sheet.merge_range(0, 0, 0, 3, "账号台账", &plain).unwrap();
        for (column, heading) in ["账号名", "所属系统", "账号状态", "创建时间"].iter().enumerate()
        {
            sheet.write(1, column as u16, *heading).unwrap();
        }
        for row in 2..5 {
            sheet.write(row, 0, format!("a{row}")).unwrap();
            sheet.write(row, 2, "启用").unwrap();
            sheet.write(row, 3, "2026年1月5日").unwrap();
        }
        sheet.merge_range(2, 1, 4, 1, "门户", &plain).unwrap();
        sheet.merge_range(6, 0, 6, 3, "注：以上为全部账号", &plain).unwrap();
    });
    let (summary, facts) = read_bytes(&bytes).unwrap();
    assert_eq!(facts.named("accounts").len(), 3);
    // The title above and the note below may be merged as they like.
    check(&summary, &[("账号!B3:B5", Rule::Merged, "undo the merge", "请取消合并并逐行填写")]);

    let bytes = book(|sheet| {
        let plain = Format::new();
        for (column, heading) in ["账号名", "所属系统", "账号状态"].iter().enumerate() {
            sheet.write(0, column as u16, *heading).unwrap();
        }
        sheet.merge_range(0, 3, 0, 4, "创建时间", &plain).unwrap();
        for (column, text) in ["root", "门户", "启用", "2026-01-05"].iter().enumerate() {
            sheet.write(1, column as u16, *text).unwrap();
        }
    });
    let (summary, _) = read_bytes(&bytes).unwrap();
    check(&summary, &[("账号!D1:E1", Rule::Merged, "headings are merged", "表头有合并单元格")]);
}

#[test]
fn formulas_and_failed_formulas() {
    let bytes = book(|sheet| {
        for (column, heading) in ["账号名", "所属系统", "账号状态", "口令有效天数", "备注"].iter().enumerate()
        {
            sheet.write(0, column as u16, *heading).unwrap();
        }
        sheet.write(1, 0, "root").unwrap();
        sheet.write(1, 2, "启用").unwrap();
        sheet.write_formula(1, 3, Formula::new("=45*2").set_result("90")).unwrap();
        // Nobody reads this column, so nobody minds.
        sheet.write_formula(1, 4, Formula::new("=1+1").set_result("2")).unwrap();
        sheet.write(2, 0, "合计").unwrap();
        sheet.write_formula(2, 3, Formula::new("=SUM(D2:D2)").set_result("90")).unwrap();
    });
    let (summary, facts) = read_bytes(&bytes).unwrap();
    check(&summary, &[("账号!D2", Rule::Formula, "holds a formula", "单元格是公式")]);
    let rows: &[Row] = facts.named("accounts");
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].get("max_age_days"), &Value::Int(90));
}

#[test]
fn every_register_in_both_languages_and_every_encoding() {
    for ty in &yunjian_catalogue::vocabulary().types {
        let labels = yunjian_evidence::registers::columns(ty);
        for chinese in [true, false] {
            let headings: Vec<&str> =
                labels.iter().map(|c| if chinese { c.zh.as_str() } else { c.en.as_str() }).collect();
            let text = format!("{}\n", headings.join(","));
            let asked = format!("csv:{}", ty.name);
            let (gbk, _, _) = encoding_rs::GBK.encode(&text);
            for bytes in [text.as_bytes(), &gbk] {
                let (summary, _) = read_as(bytes, Some(&asked), &Limits::default())
                    .unwrap_or_else(|failure| panic!("{}: {failure}", ty.name));
                assert_eq!(summary.unmapped_columns, Vec::<String>::new(), "{}", ty.name);
                // The type is told from the headings alone.
                let (guessed, _) = read_as(bytes, None, &Limits::default())
                    .unwrap_or_else(|failure| panic!("{}: {failure}", ty.name));
                assert_eq!(guessed.format, asked);
            }
        }
    }
}

#[test]
fn what_a_workbook_leaves_out_at_the_end_of_a_row_is_empty() {
    let bytes = book(|sheet| {
        for (column, heading) in ["账号名", "所属系统", "账号状态", "用户组"].iter().enumerate()
        {
            sheet.write(0, column as u16, *heading).unwrap();
        }
        for (column, text) in ["root", "门户", "启用"].iter().enumerate() {
            sheet.write(1, column as u16, *text).unwrap();
        }
    });
    let (_, facts) = read_bytes(&bytes).unwrap();
    // The column is there and the cell empty: no groups, which is not the same as not knowing.
    assert_eq!(facts.named("accounts")[0].get("groups"), &Value::list::<&str>([]));
}
