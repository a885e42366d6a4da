//! FedRAMP's workbooks: the Plan of Action and Milestones (`xlsx:poam` → findings) and the Integrated Inventory
//! Workbook (`iiw-xlsx` → components).
//!
//! Both keep template rows between headings and data. A label in an unheaded first column tells them: guidance and
//! examples are passed over; on a row labelled "Mandatory …" the template's own words are removed and what is left,
//! if anything, is data (people begin to type there).
//!
//! Identity of a POA&M item: asset identifier, weakness source identifier (failing that CVE, failing that name).
//! An item that names several assets is one record and one fact per asset.

use std::sync::Arc;

use yunjian_domain::facts::{Row, Value};

use super::dictionary::key;
use super::values::{self, Cell};
use crate::columns::{Components, Findings};
use crate::failure::{ReadFailure, Rule, said};
use crate::format::Job;
use crate::out::Out;
use crate::severity::Severity;
use crate::time;

/// Which of the workbooks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    Poam,
    Inventory,
}

impl Layout {
    pub(super) fn asked(id: &str) -> Option<Self> {
        [Self::Poam, Self::Inventory].into_iter().find(|l| l.id() == id)
    }
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Poam => "xlsx:poam",
            Self::Inventory => "iiw-xlsx",
        }
    }
    /// Headings without which a sheet is not this.
    fn marks(self) -> &'static [&'static str] {
        match self {
            Self::Poam => &["poamid", "weaknessname"],
            Self::Inventory => &["uniqueassetidentifier"],
        }
    }
}

/// A sheet of one of the workbooks.
pub(super) struct Sheet {
    layout: Layout,
    /// Keys of the headings, by column.
    headings: Vec<String>,
    /// Whether the sheet lists closed items.
    closed: bool,
}

impl Sheet {
    /// Finds the headings among the top rows.
    pub(super) fn find(rows: &[Vec<Cell>], name: &str, only: Option<Layout>) -> Option<(usize, Self)> {
        for (index, row) in rows.iter().enumerate() {
            let headings: Vec<String> = row.iter().map(|cell| key(&cell.text())).collect();
            for layout in [Layout::Poam, Layout::Inventory] {
                let marked = layout.marks().iter().all(|mark| headings.iter().any(|h| h == mark));
                if marked && only.is_none_or(|o| o == layout) {
                    let closed = name.to_lowercase().contains("closed");
                    return Some((index, Self { layout, headings, closed }));
                }
            }
        }
        None
    }
    pub(super) fn layout(&self) -> Layout {
        self.layout
    }
    pub(super) fn row(
        &self,
        cells: &[Cell],
        place: &str,
        job: &Job<'_>,
        out: &mut Out<'_>,
    ) -> Result<(), ReadFailure> {
        let Some(cells) = self.without_template(cells) else { return Ok(()) };
        let values = Values { sheet: self, cells: &cells, place, job };
        match self.layout {
            Layout::Poam => values.finding(self.closed, out),
            Layout::Inventory => values.component(out),
        }
    }
    /// The cells that somebody typed; nothing for a row of the template.
    fn without_template(&self, cells: &[Cell]) -> Option<Vec<Cell>> {
        let mut cells = cells.to_vec();
        let labelled = self.headings.first().is_none_or(|h| h.is_empty() || h.starts_with("delete"));
        if labelled && let Some(Cell::Text(label)) = cells.first() {
            let label = label.trim().to_lowercase();
            if label.starts_with("guidance") || label.starts_with("valid values") || label.contains("example")
            {
                return None;
            }
            if label.starts_with("mandatory") || label.starts_with("optional") {
                for cell in &mut cells {
                    let text = cell.text().to_lowercase();
                    if ["mandatory", "situational", "optional"].iter().any(|word| text.starts_with(word)) {
                        *cell = Cell::Empty;
                    }
                }
            }
            cells[0] = Cell::Empty;
        }
        cells.iter().any(|c| !c.is_blank()).then_some(cells)
    }
}

struct Values<'a> {
    sheet: &'a Sheet,
    cells: &'a [Cell],
    place: &'a str,
    job: &'a Job<'a>,
}

impl Values<'_> {
    fn cell(&self, heading: &str) -> &Cell {
        const EMPTY: &Cell = &Cell::Empty;
        let column = self.sheet.headings.iter().position(|h| h == heading);
        column.and_then(|c| self.cells.get(c)).filter(|c| !c.is_blank()).unwrap_or(EMPTY)
    }
    fn text(&self, heading: &str) -> Option<String> {
        Some(self.cell(heading).text()).filter(|t| !t.is_empty())
    }
    fn yes(&self, heading: &str) -> bool {
        self.text(heading)
            .is_some_and(|t| matches!(t.to_lowercase().as_str(), "yes" | "y" | "pending" | "approved"))
    }
    fn moment(&self, heading: &str, out: &mut Out<'_>) -> Value {
        let cell = self.cell(heading);
        let zone = &self.job.context.zone;
        let at = match cell {
            Cell::Empty => return Value::Null,
            Cell::Moment(moment) => time::at(*moment, zone),
            Cell::Number(days) => values::from_serial(*days, false).and_then(|moment| time::at(moment, zone)),
            // The end of life of a product is often known to the month; its first day is the careful reading.
            other => time::parse(&other.text(), zone)
                .or_else(|| time::parse(&format!("{}-01", other.text()), zone)),
        };
        match at {
            Some(at) => Value::Time(at),
            None => {
                let shown: String = cell.text().chars().take(40).collect();
                out.problem(self.place, Rule::Date, said!("{shown:?} is no date", "{shown:?} 不是日期"));
                Value::Null
            }
        }
    }

    fn finding(&self, closed: bool, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        let ids = Findings::ids();
        let Some(uid) = self.text("poamid") else {
            out.unmapped();
            return Ok(());
        };
        let mut row: Row = ids.row();
        let status_date = self.moment("statusdate", out);
        let (first_seen, due) =
            (self.moment("originaldetectiondate", out), self.moment("scheduledcompletiondate", out));
        let mut set = |id, value| *row.at_mut(id) = value;
        let optional = |text: Option<String>| text.map_or(Value::Null, Value::text);
        set(ids.uid, Value::text(uid));
        let title = self.text("weaknessname");
        let cves = cves(&[self.text("cve"), title.clone()]);
        set(ids.cves, if cves.is_empty() { Value::Null } else { Value::List(cves.into()) });
        set(ids.title, optional(title));
        set(ids.source_tool, optional(self.text("weaknessdetectorsource").map(|t| t.to_lowercase())));
        set(ids.rule_id, optional(self.text("weaknesssourceidentifier")));
        let plan = self.text("remediationplan").or_else(|| self.text("overallremediationplan"));
        set(ids.remediation_plan, optional(plan));
        set(ids.responsible, optional(self.text("pointofcontact")));
        set(ids.first_seen, first_seen);
        set(ids.due_at, due);
        if closed {
            set(ids.fixed_at, status_date);
        }
        set(ids.status, Value::text(if closed { "fixed" } else { "open" }));
        let rating = self.text("originalriskrating");
        let severity = match rating.as_deref().map(Severity::parse) {
            Some(None) => {
                let shown: String = rating.unwrap_or_default().chars().take(40).collect();
                out.problem(
                    self.place,
                    Rule::Word,
                    said!("{shown:?} is no risk rating", "{shown:?} 不是风险等级"),
                );
                Severity::Unknown
            }
            rating => rating.flatten().unwrap_or(Severity::Unknown),
        };
        set(ids.severity, severity.value());
        let kinds = [
            ("falsepositive", "false_positive"),
            ("operationalrequirement", "operational_requirement"),
            ("riskadjustment", "risk_adjustment"),
            ("vendordependency", "vendor_dependency"),
        ];
        if let Some((_, kind)) = kinds.iter().find(|(heading, _)| self.yes(heading)) {
            set(ids.deviation_kind, Value::text(kind));
        }
        if let Some(tracked) = self.text("bindingoperationaldirective2201tracking") {
            set(ids.kev, Value::Bool(tracked.eq_ignore_ascii_case("yes")));
        }
        let assets = self.text("assetidentifier").unwrap_or_default();
        let mut assets = assets.split(['\n', ';', '；']).map(str::trim).filter(|a| !a.is_empty());
        set(ids.component_id, assets.next().map_or(Value::Null, Value::text));
        let others: Vec<Row> = assets
            .map(|asset| {
                let mut other = row.clone();
                *other.at_mut(ids.component_id) = Value::text(asset);
                other
            })
            .collect();
        out.record(row, self.place)?;
        others.into_iter().try_for_each(|other| out.fact(other, self.place))
    }

    fn component(&self, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        let ids = Components::ids();
        let Some(id) = self.text("uniqueassetidentifier") else {
            out.unmapped();
            return Ok(());
        };
        let mut row = ids.row();
        let end_of_life = self.moment("endoflife", out);
        let optional = |text: Option<String>| text.map_or(Value::Null, Value::text);
        let mut set = |id, value| *row.at_mut(id) = value;
        let name = self.text("dnsnameorurl").or_else(|| self.text("netbiosname"));
        set(ids.name, Value::text(name.unwrap_or_else(|| id.clone())));
        let kind = kind(
            self.text("assettype").as_deref(),
            self.yes("virtual"),
            self.text("osnameandversion").is_some(),
        );
        set(ids.kind, kind.map_or(Value::Null, Value::text));
        set(ids.id, Value::text(id));
        if let Some(addresses) = self.text("ipv4oripv6address") {
            let split = addresses.split(['\n', ';', ',', ' ', '；']).map(str::trim).filter(|a| !a.is_empty());
            set(ids.ips, Value::list(split));
        }
        set(ids.mac, optional(self.text("macaddress")));
        set(ids.vendor, optional(self.text("softwaredatabasevendor")));
        set(ids.model, optional(self.text("hardwaremakemodel")));
        let version = self.text("osnameandversion").or_else(|| self.text("softwaredatabasenameversion"));
        set(ids.version, optional(version));
        set(ids.serial, optional(self.text("serialassettag")));
        set(ids.location, optional(self.text("location")));
        set(ids.zone, optional(self.text("vlannetworkid")));
        set(ids.admin, optional(self.text("systemadministratorowner")));
        set(ids.owner, optional(self.text("applicationadministratorowner")));
        set(ids.baseline, optional(self.text("baselineconfigurationname")));
        set(ids.end_of_support_at, end_of_life);
        set(ids.sources, Value::list(["iiw"]));
        out.record(row, self.place)
    }
}

/// The vocabulary's word for an inventory's asset type.
fn kind(stated: Option<&str>, is_virtual: bool, has_system: bool) -> Option<&'static str> {
    let stated = stated.unwrap_or_default().to_lowercase();
    let has = |words: &[&str]| words.iter().any(|w| stated.contains(w));
    Some(if has(&["container"]) {
        "container_image"
    } else if has(&["network", "router", "switch", "firewall", "load balancer"]) {
        "network"
    } else if has(&["storage"]) {
        "storage"
    } else if is_virtual && (has_system || has(&["server"])) {
        "vm"
    } else if has(&["server"]) {
        "server"
    } else if has(&["appliance"]) {
        "hardware"
    } else if has(&["software", "database", "application"]) {
        "software"
    } else {
        return None;
    })
}

/// CVE identifiers in the order of the first text that has any.
fn cves(texts: &[Option<String>]) -> Vec<Arc<str>> {
    for text in texts.iter().flatten() {
        let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        let mut found: Vec<Arc<str>> = Vec::new();
        for word in
            words.filter(|w| w.len() > 8 && w.get(..4).is_some_and(|p| p.eq_ignore_ascii_case("CVE-")))
        {
            let word = word.to_ascii_uppercase();
            if !found.iter().any(|known| **known == *word) {
                found.push(Arc::from(word));
            }
        }
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}
