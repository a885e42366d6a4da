//! What is handed in on the drawn fleet, and what is said about it.
//!
//! Files are few, small, and really read by the readers. Findings of rules are drawn, not calculated: each
//! assessment says so itself, its engine is called `drawn`.

use std::collections::HashMap;
use std::fmt::Write as _;

use serde_json::{Map, Value, json};
use yunjian_assess as assess;
use yunjian_assess::{Assessment, Outcome, RowRef, RuleResult, Severity};
use yunjian_catalogue::{FormFieldType, Obligation, catalogue};
use yunjian_domain::act::FileFacts;
use yunjian_server::App;
use yunjian_server::jobs::assess::{Document, Manifest, ManifestFile, kind_of};
use yunjian_server::reader::{Answer, Order, Task, run_here};

use super::dice::Dice;

/// Name of the engine in a drawn assessment.
const ENGINE: &str = "drawn";
/// How many different files there are for one obligation: the months take them in turn.
const VARIANTS: usize = 6;

/// A file that was stored and read.
#[derive(Clone, Debug)]
pub(super) struct Paper {
    pub name: String,
    pub size: i64,
    pub facts: FileFacts,
}

/// How a hand-in turns out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quality {
    /// A file nobody can read.
    Broken,
    Clean,
    /// A minor fault.
    Remarks,
    /// A major fault.
    Partly,
    /// A blocking fault.
    Bad,
    /// A rule lacks what it needs.
    Open,
}

#[derive(Debug)]
pub(super) struct Papers {
    files: HashMap<(String, usize), Paper>,
    /// Report on a file that could not be read.
    pub report: String,
}

impl Papers {
    /// Stores the files of all obligations and has them read.
    pub(super) fn new(app: &App) -> anyhow::Result<Self> {
        let mut files = HashMap::new();
        for obligation in &catalogue().obligations {
            for variant in 0..VARIANTS {
                let (name, bytes) = file(obligation, variant);
                let sha256 = app.blobs().put(&app.entropy().id(app.now()), &bytes)?;
                let order = Order {
                    sha256: sha256.clone(),
                    zone: "Asia/Shanghai".to_owned(),
                    scratch: app.entropy().id(app.now()),
                    format: None,
                    received_at: None,
                };
                let read = run_here(app.blobs(), &Task::Read(order), &|_| ());
                let (format, reader_version, facts, summary) = match read {
                    Some(Answer::Read { format, reader_version, facts, summary }) => {
                        (format, reader_version, facts, summary)
                    }
                    Some(Answer::Refused { place, message, .. }) => {
                        anyhow::bail!("the file {name} of {}: {place} {message}", obligation.id)
                    }
                    Some(Answer::Seen { .. }) | None => {
                        anyhow::bail!("the file {name} of {} was not read", obligation.id)
                    }
                };
                let summary =
                    app.blobs().put(&app.entropy().id(app.now()), &serde_json::to_vec(&summary)?)?;
                let kind = kind_of(&obligation.id, &format);
                let facts = FileFacts { sha256, format, kind, reader_version, facts, summary };
                let paper = Paper { name, size: bytes.len() as i64, facts };
                files.insert((obligation.id.clone(), variant), paper);
            }
        }
        let report = json!([{
            "place": "文件末尾", "rule": "format",
            "message": "the file ends in the middle of a row", "message_zh": "文件在一行中间结束，可能没有传完",
        }]);
        let report = app.blobs().put(&app.entropy().id(app.now()), &serde_json::to_vec(&report)?)?;
        Ok(Self { files, report })
    }

    pub(super) fn of(&self, obligation: &str, turn: usize) -> &Paper {
        &self.files[&(obligation.to_owned(), turn % VARIANTS)]
    }
}

const HOSTS: [&str; 6] = ["web-01", "web-02", "app-01", "db-01", "mq-01", "bastion-01"];

/// What the scanner of the fleet may find: number, name, severity (0 to 4), port.
const WEAKNESSES: [(u32, &str, u8, u16); 8] = [
    (20_001, "TLS 1.0 is still offered", 2, 443),
    (20_002, "SSH allows weak key exchange", 1, 22),
    (20_003, "The database answers the whole network", 4, 3306),
    (20_004, "An update of the web server is missing", 3, 8443),
    (20_005, "A certificate ends within 30 days", 2, 443),
    (20_006, "The message queue keeps its first password", 4, 5672),
    (20_007, "An update of the kernel is missing", 3, 22),
    (20_008, "The time service answers anybody", 1, 123),
];

fn file(obligation: &Obligation, variant: usize) -> (String, Vec<u8>) {
    let month = variant + 1;
    if catalogue().links.is_inventory(&obligation.id) {
        let mut text =
            String::from("组件编号,名称,类型,边界,在用,区域,责任人,最近发现时间,追责属性,IP地址\n");
        for (number, host) in HOSTS.iter().enumerate() {
            let _ = writeln!(
                text,
                "{host},{host},server,in,是,dmz,P-1,2026-0{month}-01T09:00:00+08:00,owner;admin;location,10.1.0.{}",
                number + 1
            );
        }
        return ("组件清单.csv".to_owned(), text.into_bytes());
    }
    if obligation.evidence.iter().any(|e| e.formats.iter().any(|f| f == "nessus-v2")) {
        return ("scan.nessus".to_owned(), scan(&obligation.id, variant).into_bytes());
    }
    let text = format!(
        "审查编号,审查对象,对象类别,覆盖起始时间,覆盖截止时间,审查时间,审查人,审查人角色,应审查数,已审查数,发现问题数,未关闭问题数,已更新,结论\n\
         REV-{id}-{variant},{title},documents,2026-0{month}-01T00:00:00+08:00,2026-0{month}-28T18:00:00+08:00,2026-0{month}-28T18:00:00+08:00,P-1,auditor,{n},{n},{variant},0,是,发现的问题已处理\n",
        id = obligation.id,
        title = obligation.title_zh.replace(',', "，"),
        n = 20 + variant,
    );
    ("审查记录.csv".to_owned(), text.into_bytes())
}

fn scan(obligation: &str, variant: usize) -> String {
    let end = 1_780_000_000 + variant * 2_592_000;
    let mut out = format!(
        "<?xml version=\"1.0\" ?>\n<NessusClientData_v2>\n<Policy><policyName>{obligation}</policyName></Policy>\n<Report name=\"{obligation}\">\n"
    );
    for (number, host) in HOSTS.iter().enumerate() {
        let _ = writeln!(
            out,
            "<ReportHost name=\"10.1.0.{}\"><HostProperties><tag name=\"HOST_END_TIMESTAMP\">{end}</tag><tag name=\"host-fqdn\">{host}</tag>\
             <tag name=\"Credentialed_Scan\">true</tag><tag name=\"HOST_START_TIMESTAMP\">{}</tag></HostProperties>",
            number + 1,
            end - 600
        );
        for (at, (plugin, title, severity, port)) in WEAKNESSES.iter().enumerate() {
            // What is found moves with the month: some stays, some is put right, some comes back.
            if (at + number + variant).is_multiple_of(4) {
                let risk = ["None", "Low", "Medium", "High", "Critical"][usize::from(*severity)];
                let _ = writeln!(
                    out,
                    "<ReportItem port=\"{port}\" svc_name=\"x\" protocol=\"tcp\" severity=\"{severity}\" pluginID=\"{plugin}\" \
                     pluginName=\"{title}\" pluginFamily=\"General\"><risk_factor>{risk}</risk_factor></ReportItem>"
                );
            }
        }
        out.push_str("</ReportHost>\n");
    }
    out.push_str("</Report>\n</NessusClientData_v2>\n");
    out
}

/// A filled form, with plausible small values.
pub(super) fn form(obligation: &Obligation, day: &str, dice: &mut Dice) -> Value {
    let mut out = Map::new();
    for field in &obligation.form_fields {
        let value = match &field.ty {
            FormFieldType::Text => json!(format!("{}：见附件", field.label_zh)),
            FormFieldType::TextList => json!([field.label_zh]),
            FormFieldType::Int => json!(dice.below(40)),
            FormFieldType::Number => json!(90 + dice.below(10)),
            FormFieldType::Bool => json!(dice.per_mille(800)),
            FormFieldType::Date => json!(day),
            FormFieldType::DateTime => json!(format!("{day}T09:00:00+08:00")),
            FormFieldType::Choice(words) => json!(dice.pick(words)),
        };
        out.insert(field.name.clone(), value);
    }
    Value::Object(out)
}

/// What was handed in, as an assessment names it.
#[derive(Debug)]
pub(super) struct Handed<'a> {
    pub submission: &'a str,
    pub obligation: &'a Obligation,
    pub paper: &'a Paper,
    pub now: i64,
    pub late: bool,
    pub automatic: bool,
}

/// Draws what the rules find.
pub(super) fn document(handed: &Handed<'_>, quality: Quality, dice: &mut Dice) -> Document {
    let own = &handed.obligation.rules;
    let rules = catalogue()
        .common_rules
        .iter()
        .map(|r| (r, "6.2.3 c)"))
        .chain(own.iter().map(|r| (r, handed.obligation.section.as_str())));
    let mut results: Vec<RuleResult> = rules
        .map(|(rule, section)| RuleResult {
            rule: rule.id.clone(),
            severity: severity(rule.severity),
            clause: rule.clause.clone().unwrap_or_else(|| section.to_owned()),
            outcome: if rule.follow_up_workdays.is_some() { Outcome::Later } else { Outcome::Pass },
            message_zh: rule.message_zh.clone(),
            message_en: rule.message_en.clone(),
            values: Vec::new(),
            params: Vec::new(),
            failing: Vec::new(),
            total_failing: 0,
            open: Vec::new(),
            total_open: 0,
            set_aside: Vec::new(),
            missing: Vec::new(),
            follow_up_workdays: rule.follow_up_workdays,
        })
        .collect();
    for result in &mut results {
        // Two rules say what is known of every hand-in.
        if (result.rule == "COMMON-R7" && handed.late) || (result.rule == "COMMON-R8" && !handed.automatic) {
            result.outcome = Outcome::Fail;
        }
    }
    let faults: &[Severity] = match quality {
        Quality::Clean | Quality::Broken => &[],
        Quality::Remarks => &[Severity::Minor],
        Quality::Partly => &[Severity::Major],
        Quality::Bad => &[Severity::Blocking, Severity::Major],
        Quality::Open => &[Severity::Blocking],
    };
    for wanted in faults {
        let mut places: Vec<usize> = own_first(&results, *wanted);
        if places.is_empty() {
            places = (0..results.len()).filter(|i| results[*i].severity == *wanted).collect();
        }
        if places.is_empty() {
            continue;
        }
        let result = &mut results[*dice.pick(&places)];
        if quality == Quality::Open {
            result.outcome = Outcome::Undetermined;
            result.missing =
                vec![assess::Missing { what: "facts".to_owned(), why: assess::Unknown::NeverDelivered }];
            continue;
        }
        result.outcome = Outcome::Fail;
        let rows = 1 + dice.below(5);
        result.total_failing = rows;
        result.failing = (0..rows)
            .map(|row| RowRef {
                id: HOSTS[usize::try_from((row + dice.below(2)) % HOSTS.len() as u64).unwrap_or(0)]
                    .to_owned(),
                file: Some(handed.paper.facts.sha256.clone()),
                place: Some(format!("line {}", 2 + row)),
                values: Vec::new(),
            })
            .collect();
    }
    let mut assessment = Assessment::of(results, handed.now);
    ENGINE.clone_into(&mut assessment.engine);
    Document {
        format: "yunjian.assessment.v1".to_owned(),
        manifest: Manifest {
            deviations: Vec::new(),
            exploited: None,
            submission: handed.submission.to_owned(),
            obligation: handed.obligation.id.clone(),
            files: vec![ManifestFile {
                sha256: handed.paper.facts.sha256.clone(),
                format: handed.paper.facts.format.clone(),
                facts: handed.paper.facts.facts.clone(),
            }],
            inventory: None,
            inventory_accepted: false,
            previous: None,
            admitted: Vec::new(),
            parameters: Vec::new(),
            catalogue: catalogue().version(),
            engine: ENGINE.to_owned(),
            zone: "Asia/Shanghai".to_owned(),
            now: handed.now,
        },
        assessment,
    }
}

/// Rules of the obligation itself with this severity; a follow-up rule has nothing to say yet.
fn own_first(results: &[RuleResult], wanted: Severity) -> Vec<usize> {
    (0..results.len())
        .filter(|i| {
            let r = &results[*i];
            r.severity == wanted && r.outcome == Outcome::Pass && !r.rule.starts_with("COMMON-")
        })
        .collect()
}

fn severity(of: yunjian_catalogue::Severity) -> Severity {
    match of.as_str() {
        "blocking" => Severity::Blocking,
        "major" => Severity::Major,
        "minor" => Severity::Minor,
        _ => Severity::Advice,
    }
}
