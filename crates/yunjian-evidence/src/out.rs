//! Where readers put their facts: counts them, marks them with file and place, keeps the limits.

use std::collections::HashSet;
use std::sync::Arc;

use yunjian_catalogue::vocabulary;
use yunjian_domain::facts::{FactSink, Row, Value};
use yunjian_domain::identity;

use crate::columns::Findings;
use crate::failure::{ReadFailure, Rule, Said, said};
use crate::limits::Limits;
use crate::summary::{RowError, Summary};

/// The way out of a reader.
#[allow(missing_debug_implementations, reason = "it holds a sink of any kind")]
pub struct Out<'a> {
    pub summary: Summary,
    sink: &'a mut dyn FactSink,
    file: Arc<str>,
    max_rows: u64,
    max_errors: usize,
    facts: u64,
    identities: HashSet<u64>,
    scratch: String,
    /// The member of an archive that is being read: its number and its name.
    member: Option<(usize, String)>,
}

impl<'a> Out<'a> {
    pub(crate) fn new(sink: &'a mut dyn FactSink, file: Arc<str>, limits: &Limits) -> Self {
        Self {
            summary: Summary::default(),
            sink,
            file,
            max_rows: limits.max_rows,
            max_errors: limits.max_errors,
            facts: 0,
            identities: HashSet::new(),
            scratch: String::new(),
            member: None,
        }
    }
    /// Hands on one fact that is one record of the file.
    ///
    /// # Errors
    /// When there are too many, or the sink is full.
    pub fn record(&mut self, row: Row, place: &str) -> Result<(), ReadFailure> {
        self.summary.rows += 1;
        self.count(&row);
        self.fact(row, place)
    }
    /// Hands on a second fact of the record that was handed on last: the check that a finding came from.
    ///
    /// # Errors
    /// When there are too many, or the sink is full.
    pub(crate) fn beside(&mut self, row: Row, place: &str) -> Result<(), ReadFailure> {
        self.count(&row);
        self.fact(row, place)
    }
    fn count(&mut self, row: &Row) {
        let ids = Findings::ids();
        let summary = &mut self.summary;
        if row.ty == ids.ty {
            summary.findings += 1;
            summary.by_severity.count(row.at(ids.severity).as_text());
        } else {
            match row.fact_type().name.as_str() {
                "components" => summary.components += 1,
                "config_checks" | "integrity_checks" => summary.checks += 1,
                "accounts" => summary.accounts += 1,
                "events" | "alerts" | "detections" | "executions" | "connections" => summary.events += 1,
                "metrics" | "sensors" => summary.measurements += 1,
                "documents" => summary.documents += 1,
                _ => {}
            }
        }
    }
    /// Hands on one fact that the file does not state as a record of its own: the scan itself, a port besides the
    /// finding of it, a further component that one finding affects.
    ///
    /// # Errors
    /// When there are too many, or the sink is full.
    pub fn fact(&mut self, mut row: Row, place: &str) -> Result<(), ReadFailure> {
        self.facts += 1;
        if self.facts > self.max_rows {
            return Err(ReadFailure::refused(
                place,
                Rule::Rows,
                said!(
                    "the file has more than {most} records, the most this program reads from one file",
                    "文件的记录超过 {most} 条，这是单个文件的读取上限",
                    most = self.max_rows
                ),
            ));
        }
        if row.ty == Findings::ids().ty && self.identities.insert(identity::short(&row, &mut self.scratch)) {
            self.summary.distinct += 1;
        }
        let ty = vocabulary().get(row.ty);
        *row.at_mut(ty.file()) = Value::Text(self.file.clone());
        *row.at_mut(ty.place()) = match &self.member {
            Some((_, name)) => Value::text(format!("{name}!{place}")),
            None => Value::text(place),
        };
        self.sink.fact(row)?;
        Ok(())
    }
    /// Notes a row, or a value, that could not be understood; reading goes on.
    pub fn problem(&mut self, place: impl Into<String>, rule: Rule, message: impl Into<Said>) {
        self.summary.parse_errors += 1;
        if self.summary.errors.len() < self.max_errors {
            let place = self.place(place.into());
            let Said { en, zh } = message.into().under(rule);
            self.summary.errors.push(RowError { place, rule, message: en, message_zh: zh });
        }
    }
    /// Counts a record that found no place in the vocabulary.
    pub fn unmapped(&mut self) {
        self.summary.rows += 1;
        self.summary.unmapped_rows += 1;
    }
    /// From here on, facts come from this member of an archive (counted from one), or from the file itself.
    pub(crate) fn enter(&mut self, member: Option<(usize, String)>) {
        self.member = member;
    }
    /// A place in the file: behind the name of the member that is being read.
    pub(crate) fn place(&self, place: String) -> String {
        match &self.member {
            Some((_, name)) => format!("{name}!{place}"),
            None => place,
        }
    }
    /// An identifier for the scan a file reports, derived from its bytes.
    pub(crate) fn scan_id(&self) -> String {
        let file = self.file.get(..16).unwrap_or(&self.file);
        match &self.member {
            Some((number, _)) => format!("scan-{file}-m{number}"),
            None => format!("scan-{file}"),
        }
    }
}
