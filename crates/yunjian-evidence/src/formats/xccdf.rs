//! XCCDF results 1.1 and 1.2: one configuration check per `rule-result`, one scan per `TestResult`, which may stand
//! inside a Benchmark, alone, or in the reports of an ARF collection (`xccdf-arf`), which may hold several.
//!
//! Results in the vocabulary's words: pass and fixed → pass; fail → fail; error and unknown → error; notchecked and
//! notselected → notchecked; notapplicable and informational → notapplicable. The asset is `target`, failing that the
//! first `target-address`. Nothing here is a finding: the findings of a configuration are the checks that failed.

use std::collections::HashMap;
use std::sync::Arc;

use yunjian_domain::facts::Value;

use crate::columns::{ConfigChecks, Scans};
use crate::failure::{ReadFailure, Rule, said};
use crate::format::{Confidence, Format, Job, Label};
use crate::out::Out;
use crate::severity::Severity;
use crate::source::Source;
use crate::time;
use crate::xml::{Element, Token, Xml, push};

/// The reader of XCCDF results, or of ARF collections of them.
#[derive(Debug)]
pub(super) struct Xccdf {
    pub(super) arf: bool,
}

const NAMESPACE: &str = "checklists.nist.gov/xccdf/";
const KEPT: usize = 2 << 10;

impl Format for Xccdf {
    fn id(&self) -> &'static str {
        if self.arf { "xccdf-arf" } else { "xccdf-results" }
    }
    fn label(&self) -> Label {
        match self.arf {
            true => Label { zh: "ARF 资产核查报告", en: "ARF asset reports" },
            false => Label { zh: "XCCDF 配置核查结果", en: "XCCDF results" },
        }
    }
    fn reader_version(&self) -> u32 {
        1
    }
    fn fact_types(&self) -> &'static [&'static str] {
        &["config_checks", "scans"]
    }
    fn sniff(&self, prefix: &[u8]) -> Confidence {
        super::sniff_root(prefix, |root, tag| match self.arf {
            true => root == "asset-report-collection",
            false => matches!(root, "Benchmark" | "TestResult") && tag.contains(NAMESPACE),
        })
    }
    fn read(&self, source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        let mut xml = Xml::open(source, job.limits)?;
        let mut reading = Reading::new(job);
        loop {
            match xml.next()? {
                Token::Start(tag) => reading.start(&tag, out)?,
                Token::Text(text) => {
                    if reading.wanted {
                        push(&mut reading.text, text, KEPT);
                    }
                }
                Token::End => {
                    let closed = xml.closed().unwrap_or_default();
                    reading.end(closed, out)?;
                }
                Token::Eof => break,
            }
        }
        if reading.results == 0 {
            let message = said!(
                "there is no TestResult in the file: these are the rules, not what was found",
                "文件中没有 TestResult：这是规则本身，不是核查结果"
            );
            return Err(ReadFailure::refused("/", Rule::Schema, message));
        }
        Ok(())
    }
}

/// What a rule of the benchmark says about itself.
struct Known {
    title: Arc<str>,
    severity: Severity,
}

#[derive(Default)]
struct Outcome {
    id: String,
    version: Option<String>,
    benchmark: Option<String>,
    profile: Option<String>,
    started: Option<i64>,
    ended: Option<i64>,
    target: String,
    addresses: Vec<String>,
    tool: Option<String>,
    tool_version: Option<String>,
    operating_system: bool,
    authenticated: bool,
    checks: u64,
    asset: Option<Value>,
}

#[derive(Default)]
struct Check {
    rule: String,
    at: Option<i64>,
    severity: Option<Severity>,
    result: Option<&'static str>,
    instance: Option<String>,
}

struct Reading<'a> {
    job: &'a Job<'a>,
    depth: usize,
    text: String,
    wanted: bool,
    fact: String,
    benchmark: Option<String>,
    rules: HashMap<String, Known>,
    rules_bytes: usize,
    rule: Option<(String, Severity, String)>,
    rule_depth: usize,
    results: u64,
    result: Option<Outcome>,
    check: Option<Check>,
}

impl<'a> Reading<'a> {
    fn new(job: &'a Job<'a>) -> Self {
        Self {
            job,
            depth: 0,
            text: String::new(),
            wanted: false,
            fact: String::new(),
            benchmark: None,
            rules: HashMap::new(),
            rules_bytes: 0,
            rule: None,
            rule_depth: 0,
            results: 0,
            result: None,
            check: None,
        }
    }

    fn moment(&self, text: &str) -> Option<i64> {
        time::parse(text, &self.job.context.zone)
    }

    fn start(&mut self, tag: &Element<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        self.depth += 1;
        self.text.clear();
        self.wanted = false;
        let name = tag.name();
        if self.depth == 1 {
            self.root(tag, out)?;
        }
        if let Some(result) = &mut self.result {
            if let Some(check) = &mut self.check {
                if name == "instance" && check.instance.is_none() {
                    check.instance = Some(String::new());
                    self.wanted = true;
                }
                self.wanted |= name == "result";
                return Ok(());
            }
            match name {
                "rule-result" => {
                    result.checks += 1;
                    let mut check = Check::default();
                    let mut at = None;
                    tag.attributes(|key, value| match key {
                        "idref" => check.rule = value.into_owned(),
                        "severity" => check.severity = Severity::parse(&value),
                        "time" => at = Some(value.into_owned()),
                        _ => {}
                    })?;
                    check.at = at.and_then(|at| self.moment(&at));
                    self.check = Some(check);
                }
                "benchmark" => {
                    let (mut id, mut href) = (None, None);
                    tag.attributes(|key, value| match key {
                        "id" => id = Some(value.into_owned()),
                        "href" => href = Some(value.into_owned()),
                        _ => {}
                    })?;
                    result.benchmark = id.or(self.benchmark.clone()).or(href);
                }
                "profile" => result.profile = tag.attribute("idref")?,
                "platform" => {
                    let os = tag
                        .attribute("idref")?
                        .is_some_and(|cpe| cpe.starts_with("cpe:/o") || cpe.starts_with("cpe:2.3:o"));
                    result.operating_system |= os;
                }
                "identity" => {
                    tag.attributes(|key, value| {
                        result.authenticated |=
                            matches!(key, "authenticated" | "privileged") && matches!(&*value, "true" | "1");
                    })?;
                    self.wanted = false;
                }
                "fact" => {
                    self.fact = tag.attribute("name")?.unwrap_or_default();
                    self.wanted = true;
                }
                "target" | "target-address" => self.wanted = true,
                _ => {}
            }
            return Ok(());
        }
        match name {
            "TestResult" => self.test_result(tag)?,
            "Rule" => {
                let (mut id, mut severity) = (String::new(), Severity::Unknown);
                tag.attributes(|key, value| match key {
                    "id" => id = value.into_owned(),
                    "severity" => severity = Severity::parse(&value).unwrap_or(Severity::Unknown),
                    _ => {}
                })?;
                self.rule = Some((id, severity, String::new()));
                self.rule_depth = self.depth;
            }
            "title" => self.wanted = self.rule.is_some() && self.depth == self.rule_depth + 1,
            _ => {}
        }
        Ok(())
    }

    fn root(&mut self, tag: &Element<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        match tag.name() {
            "Benchmark" => self.benchmark = tag.attribute("id")?,
            "TestResult" | "asset-report-collection" => {}
            _ => {
                let message = said!(
                    "the root element is neither <Benchmark> nor <TestResult> nor a collection of reports",
                    "根元素既不是 <Benchmark>、<TestResult>，也不是报告集合"
                );
                return Err(ReadFailure::refused("byte 0", Rule::Schema, message));
            }
        }
        tag.attributes(|_, value| {
            if let Some((_, version)) = value.split_once(NAMESPACE)
                && out.summary.version.is_none()
            {
                out.summary.version = Some(version.trim_end_matches('/').chars().take(8).collect());
            }
        })
    }

    fn test_result(&mut self, tag: &Element<'_>) -> Result<(), ReadFailure> {
        self.results += 1;
        let mut result = Outcome { benchmark: self.benchmark.clone(), ..Outcome::default() };
        let (mut start, mut end, mut system) = (None, None, None);
        tag.attributes(|key, value| match key {
            "id" => result.id = value.into_owned(),
            "version" => result.version = Some(value.into_owned()),
            "start-time" => start = Some(value.into_owned()),
            "end-time" => end = Some(value.into_owned()),
            "test-system" => system = Some(value.into_owned()),
            _ => {}
        })?;
        result.started = start.and_then(|t| self.moment(&t));
        result.ended = end.and_then(|t| self.moment(&t));
        // cpe:/a:redhat:openscap:1.3.3
        if let Some(system) = system {
            let mut parts = system.trim_start_matches("cpe:/").split(':').skip(2);
            result.tool = parts.next().filter(|p| !p.is_empty()).map(str::to_owned);
            result.tool_version = parts.next().filter(|p| !p.is_empty()).map(str::to_owned);
        }
        self.result = Some(result);
        Ok(())
    }

    fn end(&mut self, closed: &str, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        self.depth = self.depth.saturating_sub(1);
        let text = std::mem::take(&mut self.text);
        let text = text.trim();
        let wanted = std::mem::replace(&mut self.wanted, false);
        match (&mut self.result, &mut self.check) {
            (Some(_), Some(check)) => match closed {
                "result" if wanted => check.result = word(text),
                "instance" if wanted => check.instance = Some(text.to_owned()),
                "rule-result" => self.check_done(out)?,
                _ => {}
            },
            (Some(result), None) => match closed {
                "target" if result.target.is_empty() => text.clone_into(&mut result.target),
                "target-address" if !text.is_empty() => result.addresses.push(text.to_owned()),
                "fact" => match self.fact.as_str() {
                    "urn:xccdf:fact:scanner:name" => result.tool = Some(text.to_owned()),
                    "urn:xccdf:fact:scanner:version" => result.tool_version = Some(text.to_owned()),
                    _ => {}
                },
                "TestResult" => self.result_done(out)?,
                _ => {}
            },
            (None, _) => match (closed, &mut self.rule) {
                ("title", Some((_, _, title))) if wanted => text.clone_into(title),
                ("Rule", Some(_)) => self.rule_done()?,
                _ => {}
            },
        }
        Ok(())
    }

    fn rule_done(&mut self) -> Result<(), ReadFailure> {
        let Some((id, severity, title)) = self.rule.take() else { return Ok(()) };
        self.rules_bytes += id.len() + title.len() + 96;
        if self.rules_bytes > self.job.limits.max_index_bytes {
            return Err(ReadFailure::refused(
                "/Benchmark",
                Rule::Index,
                said!(
                    "the benchmark has more rules than can be kept in mind",
                    "基准的规则过多，超出可记住的上限"
                ),
            ));
        }
        self.rules.insert(id, Known { title: Arc::from(title), severity });
        Ok(())
    }

    fn check_done(&mut self, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        let (Some(check), Some(result)) = (self.check.take(), &mut self.result) else { return Ok(()) };
        let place = format!("TestResult[{}]/rule-result[{}]", self.results, result.checks);
        let asset = result
            .asset
            .get_or_insert_with(|| {
                let address = result.addresses.first().map(String::as_str);
                Some(result.target.as_str())
                    .filter(|t| !t.is_empty())
                    .or(address)
                    .map_or(Value::Null, Value::text)
            })
            .clone();
        let known = self.rules.get(&check.rule);
        let ids = ConfigChecks::ids();
        let mut row = ids.row();
        let mut set = |id, value| *row.at_mut(id) = value;
        set(ids.component_id, asset);
        set(ids.rule_id, Value::text(&check.rule));
        set(ids.benchmark, result.benchmark.as_deref().map_or(Value::Null, Value::text));
        set(ids.benchmark_version, result.version.as_deref().map_or(Value::Null, Value::text));
        match check.result {
            Some(word) => set(ids.result, Value::text(word)),
            None => out.problem(
                &*place,
                Rule::Word,
                said!(
                    "the rule-result has no result that XCCDF knows",
                    "rule-result 的结果不是 XCCDF 规定的取值"
                ),
            ),
        }
        let severity = check.severity.filter(|s| *s != Severity::Unknown).or(known.map(|k| k.severity));
        set(ids.severity, severity.unwrap_or(Severity::Unknown).value());
        set(ids.checked_at, check.at.or(result.ended).map_or(Value::Null, Value::Time));
        let title = known.filter(|k| !k.title.is_empty()).map(|k| k.title.clone());
        set(ids.parameter, title.map_or(Value::Null, Value::Text));
        set(ids.category, check.instance.filter(|i| !i.is_empty()).map_or(Value::Null, Value::text));
        out.record(row, &place)
    }

    fn result_done(&mut self, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        let Some(result) = self.result.take() else { return Ok(()) };
        let ids = Scans::ids();
        let mut row = ids.row();
        let mut set = |id, value| *row.at_mut(id) = value;
        let id = match self.results {
            1 => out.scan_id(),
            n => format!("{}-{n}", out.scan_id()),
        };
        set(ids.id, Value::text(id));
        set(ids.tool, result.tool.as_deref().map_or(Value::Null, |t| Value::text(t.to_lowercase())));
        set(ids.tool_version, result.tool_version.as_deref().map_or(Value::Null, Value::text));
        set(ids.kind, Value::text("configuration"));
        if result.operating_system {
            set(ids.target_class, Value::text("os"));
        }
        set(ids.profile, result.profile.as_deref().map_or(Value::Null, Value::text));
        set(ids.started_at, result.started.map_or(Value::Null, Value::Time));
        set(ids.ended_at, result.ended.map_or(Value::Null, Value::Time));
        set(ids.checks_total, Value::Int(result.checks as i64));
        let target =
            if result.target.is_empty() { result.addresses.into_iter().next() } else { Some(result.target) };
        set(ids.target_ids, Value::list(&target));
        set(ids.authenticated_ids, Value::list(target.iter().filter(|_| result.authenticated)));
        set(ids.failed_ids, Value::List([].into()));
        let summary = &mut out.summary;
        summary.collected_from = [summary.collected_from, result.started].into_iter().flatten().min();
        summary.collected_to = summary.collected_to.max(result.ended);
        summary.produced_at = summary.produced_at.max(result.ended);
        summary.tool = result.tool.or(summary.tool.take());
        summary.tool_version = result.tool_version.or(summary.tool_version.take());
        out.fact(row, &format!("TestResult[{}]", self.results))
    }
}

fn word(result: &str) -> Option<&'static str> {
    Some(match result {
        "pass" | "fixed" => "pass",
        "fail" => "fail",
        "error" | "unknown" => "error",
        "notchecked" | "notselected" => "notchecked",
        "notapplicable" | "informational" => "notapplicable",
        _ => return None,
    })
}
