//! What a reading found, in figures: the answer of `yunjian inspect`.

use serde::Serialize;

use crate::failure::Rule;

/// Figures of one reading. Times are milliseconds since 1970-01-01T00:00:00Z, as the file states them.
///
/// `findings` counts records as the file states them, `distinct` what is left after merging by
/// [`yunjian_domain::identity`]; a record that names several affected components becomes several facts, so `distinct` may
/// also be the greater one.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Summary {
    pub format: String,
    /// Version of the format, as the file states it.
    pub version: Option<String>,
    pub findings: u64,
    pub distinct: u64,
    pub by_severity: BySeverity,
    pub components: u64,
    /// Configuration checks (rule results).
    pub checks: u64,
    pub accounts: u64,
    pub events: u64,
    pub measurements: u64,
    pub documents: u64,
    /// Signatures found in a document, with what was checked of each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub signatures: Vec<SignatureSeen>,
    /// The first row errors; `parse_errors` counts all.
    pub errors: Vec<RowError>,
    /// Size of the file as handed in.
    pub bytes: u64,
    /// Records of the file, of whatever type, those that could not be mapped included.
    pub rows: u64,
    /// Records (or, in a table, rows) that found no place in the vocabulary.
    pub unmapped_rows: u64,
    pub parse_errors: u64,
    /// Headings of a table that stand for no field.
    pub unmapped_columns: Vec<String>,
    pub produced_at: Option<i64>,
    pub collected_from: Option<i64>,
    pub collected_to: Option<i64>,
    pub tool: Option<String>,
    pub tool_version: Option<String>,
}

impl Summary {
    /// Adds the figures of another part of the same file. Version, tool and times are the first part's that states them, widened by the others'.
    pub(crate) fn add(&mut self, other: Self) {
        if self.format.is_empty() {
            self.format.clone_from(&other.format);
        }
        self.version = self.version.take().or(other.version);
        self.tool = self.tool.take().or(other.tool);
        self.tool_version = self.tool_version.take().or(other.tool_version);
        let counts = [
            (&mut self.findings, other.findings),
            (&mut self.distinct, other.distinct),
            (&mut self.components, other.components),
            (&mut self.checks, other.checks),
            (&mut self.accounts, other.accounts),
            (&mut self.events, other.events),
            (&mut self.measurements, other.measurements),
            (&mut self.documents, other.documents),
            (&mut self.rows, other.rows),
            (&mut self.unmapped_rows, other.unmapped_rows),
            (&mut self.parse_errors, other.parse_errors),
            (&mut self.by_severity.critical, other.by_severity.critical),
            (&mut self.by_severity.high, other.by_severity.high),
            (&mut self.by_severity.medium, other.by_severity.medium),
            (&mut self.by_severity.low, other.by_severity.low),
            (&mut self.by_severity.info, other.by_severity.info),
            (&mut self.by_severity.unknown, other.by_severity.unknown),
        ];
        for (own, more) in counts {
            *own += more;
        }
        self.errors.extend(other.errors);
        self.unmapped_columns.extend(other.unmapped_columns);
        self.produced_at = self.produced_at.max(other.produced_at);
        self.collected_from = [self.collected_from, other.collected_from].into_iter().flatten().min();
        self.collected_to = self.collected_to.max(other.collected_to);
    }
}

/// Findings by severity, counted as the file states them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct BySeverity {
    pub critical: u64,
    pub high: u64,
    pub medium: u64,
    pub low: u64,
    pub info: u64,
    pub unknown: u64,
}

impl BySeverity {
    pub(crate) fn count(&mut self, severity: Option<&str>) {
        let slot = match severity {
            Some("critical") => &mut self.critical,
            Some("high") => &mut self.high,
            Some("medium") => &mut self.medium,
            Some("low") => &mut self.low,
            Some("info") => &mut self.info,
            _ => &mut self.unknown,
        };
        *slot += 1;
    }
    pub fn total(&self) -> u64 {
        self.critical + self.high + self.medium + self.low + self.info + self.unknown
    }
}

/// A signature inside a document. What the file states is stated; only `covers` and `digest` were found out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SignatureSeen {
    pub signer_stated: Option<String>,
    pub signed_at_stated: Option<String>,
    /// As the file names it, such as `ETSI.CAdES.detached`.
    pub kind: Option<String>,
    /// Which bytes it speaks for.
    pub covers: String,
    /// Whether those bytes are the ones it was made over: `matches`, `differs`, `not checked`.
    pub digest: String,
    /// Always `not verified`: neither the value of the signature nor the certificate is checked.
    pub identity: String,
}

/// A row, or a value of it, that could not be understood; the rest of the file was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RowError {
    pub place: String,
    pub rule: Rule,
    pub message: String,
    pub message_zh: String,
}
