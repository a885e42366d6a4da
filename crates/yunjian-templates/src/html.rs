//! Pages to print: A4, black on white, the title in the middle, fields in ruled tables, as official papers look.

use std::fmt::Write as _;

use yunjian_catalogue::{Template, TemplateField, TemplateFieldType};
use yunjian_evidence::registers;

use crate::{Lang, Wanted, form};

const STYLE: &str = "@page{size:A4;margin:25mm 20mm}\
body{font:12pt/1.6 'FangSong','仿宋','STFangsong','Noto Serif CJK SC',serif;color:#000;background:#fff;max-width:170mm;margin:0 auto}\
h1{font:700 22pt/1.4 'SimSun','宋体','Noto Serif CJK SC',serif;text-align:center;margin:12mm 0 4mm}\
h2{font:700 14pt/1.5 'SimHei','黑体','Noto Sans CJK SC',sans-serif;margin:8mm 0 2mm;break-after:avoid}\
p.about{text-align:center;font-size:10.5pt;margin:0 0 6mm}\
table{border-collapse:collapse;width:100%;break-inside:auto}\
tr{break-inside:avoid}\
th,td{border:.5pt solid #000;padding:1.5mm 2mm;vertical-align:top;text-align:left;font-weight:400}\
th{width:32%}thead th{width:auto;text-align:center}\
td small{display:block;color:#555;font-size:9pt}\
td.blank{height:9mm}.sign{margin-top:14mm;text-align:right;line-height:2.4}\
@media screen{body{padding:10mm}}";

/// Empty rows of a table that is filled in by hand.
const ROWS: usize = 4;

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

pub(crate) fn page(wanted: Wanted, lang: Lang) -> String {
    let mut out = String::new();
    let title = escaped(wanted.title(lang));
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"yunjian-template\" content=\"{} {}\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n",
        lang.of("zh-CN", "en"),
        escaped(wanted.id()),
        escaped(&wanted.version()),
    );
    let about = match wanted {
        Wanted::Document(t) => format!(
            "{}{} · {}{} · {}{}",
            lang.of("依据 ", "clause "),
            t.clause,
            lang.of("由", "filled in by "),
            match lang {
                Lang::Zh => format!("{}填写", t.filled_by_zh),
                Lang::En => t.filled_by_en.clone(),
            },
            lang.of("", "when: "),
            lang.of(&t.when_zh, &t.when_en)
        ),
        Wanted::Obligation(o) => lang.of(&o.statement_zh, &o.statement_en).to_owned(),
        Wanted::Register(_) => String::new(),
    };
    let version = match lang {
        Lang::Zh => format!("模板 {} 第 {} 版", wanted.id(), wanted.version()),
        Lang::En => format!("template {}, version {}", wanted.id(), wanted.version()),
    };
    let _ = writeln!(out, "<p class=\"about\">{}<br>{}</p>", escaped(&about), escaped(&version));
    if let Wanted::Document(template) = wanted {
        document(template, lang, &mut out);
    }
    if let Wanted::Obligation(o) = wanted
        && !o.form_fields.is_empty()
    {
        let _ = writeln!(out, "<h2>{}</h2>\n<table>", lang.of("填报项", "Form"));
        for field in &o.form_fields {
            let unit = field.unit.as_ref().map(|u| format!("（{u}）")).unwrap_or_default();
            let label = format!("{}{unit}", lang.of(&field.label_zh, &field.label_en));
            let _ = writeln!(out, "<tr><th>{}</th><td class=\"blank\"></td></tr>", escaped(&label));
        }
        out.push_str("</table>\n");
    }
    for (ty, read) in wanted.registers() {
        let _ = writeln!(out, "<h2>{}</h2>\n<table>", escaped(lang.of(&ty.zh, &ty.en)));
        for column in registers::columns(ty).iter().filter(|c| read.is_empty() || read.contains(&c.field)) {
            let words: Vec<&str> = column.choices.iter().map(|(zh, en)| lang.of(zh, en)).collect();
            let _ = writeln!(
                out,
                "<tr><th>{}</th><td>{}</td></tr>",
                escaped(lang.of(&column.zh, &column.en)),
                escaped(&words.join(" / "))
            );
        }
        out.push_str("</table>\n");
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn document(template: &Template, lang: Lang, out: &mut String) {
    for (index, section) in template.sections.iter().enumerate() {
        let number = match lang {
            Lang::Zh => format!("{}、", chinese(index + 1)),
            Lang::En => format!("{}. ", index + 1),
        };
        let _ = writeln!(out, "<h2>{number}{}</h2>", escaped(lang.of(&section.title_zh, &section.title_en)));
        if section.repeats {
            let note = lang.of("每一项填写一份：", "Once for every item:");
            let _ = writeln!(out, "<p>{note}</p>");
        }
        out.push_str("<table>\n");
        let plain = section.fields.iter().filter(|f| f.ty != TemplateFieldType::Table);
        for field in plain {
            row(field, lang, out);
        }
        out.push_str("</table>\n");
        for field in section.fields.iter().filter(|f| f.ty == TemplateFieldType::Table) {
            let _ = writeln!(out, "<p>{}</p>\n<table>\n<thead><tr>", label(field, lang));
            for column in &field.columns {
                let _ = write!(out, "<th>{}</th>", escaped(lang.of(&column.title_zh, &column.title_en)));
            }
            out.push_str("</tr></thead>\n");
            for _ in 0..ROWS {
                let _ = writeln!(out, "<tr>{}</tr>", "<td class=\"blank\"></td>".repeat(field.columns.len()));
            }
            out.push_str("</table>\n");
        }
    }
    let _ = writeln!(
        out,
        "<p class=\"sign\">{}<br>{}</p>",
        lang.of("单位（盖章）：＿＿＿＿＿＿＿＿＿＿", "Organisation (seal): ____________________"),
        lang.of("＿＿＿＿年＿＿月＿＿日", "Date: ____________________")
    );
}

fn label(field: &TemplateField, lang: Lang) -> String {
    let unit = field.unit.as_ref().map(|u| format!("（{u}）")).unwrap_or_default();
    let mark = if field.required { " *" } else { "" };
    escaped(&format!("{}{unit}{mark}", lang.of(&field.title_zh, &field.title_en)))
}

fn row(field: &TemplateField, lang: Lang, out: &mut String) {
    let boxes: String = match field.ty {
        TemplateFieldType::Choice | TemplateFieldType::Choices => {
            let options = field.options.iter().map(|o| format!("□ {}　", escaped(lang.of(&o.zh, &o.en))));
            options.collect()
        }
        TemplateFieldType::Bool => lang.of("□ 是　□ 否", "□ yes　□ no").to_owned(),
        _ => {
            let help = form::help(field, lang);
            if help.is_empty() { String::new() } else { format!("<small>{}</small>", escaped(&help)) }
        }
    };
    let _ = writeln!(out, "<tr><th>{}</th><td class=\"blank\">{boxes}</td></tr>", label(field, lang));
}

/// Numbers of sections: there are never a hundred.
fn chinese(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match (number / 10, number % 10) {
        (0, ones) => DIGITS[ones].to_owned(),
        (1, ones) => format!("十{}", DIGITS[ones]),
        (tens, ones) => format!("{}十{}", DIGITS[tens % 10], DIGITS[ones]),
    }
}
