//! osquery results: differential lines (`columns`, `action`), snapshots (`snapshot`) and batches (`diffResults`), one JSON object per line or a list.
//!
//! What a row is follows from its columns, not from the name somebody gave the query: a user name and uid → account; port and protocol → listening port; path and pid or
//! command line → execution; name and version → software component; hardware serial → hardware component; anything else is a record without a fact. A row that was
//! `removed` is one too: it says what is not there. The asset is the host identifier; the decoration's host name where the identifier is a UUID.

use yunjian_domain::facts::{Row, Value};

use crate::columns::{Accounts, Components, Executions, Ports};
use crate::draft::{Plain, moment, own, text};
use crate::failure::ReadFailure;
use crate::format::Job;
use crate::out::Out;
use crate::source::Source;
use crate::time;
use crate::tree::Tree;
use crate::walk::records;

pub(super) static OSQUERY: Plain = Plain {
    id: "osquery-json",
    zh: "osquery 查询结果",
    en: "osquery results",
    version: 1,
    facts: &["accounts", "components", "executions", "ports"],
    sniff: |prefix| {
        prefix.is_json(|head| {
            head.has("hostIdentifier")
                && (head.has("unixTime") || head.has("calendarTime"))
                && (head.has("columns")
                    || head.has("snapshot")
                    || head.has("diffResults")
                    || head.says("\"columns\"")
                    || head.says("\"snapshot\""))
        })
    },
    read,
};

fn read(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    out.summary.tool = Some("osquery".into());
    records(source, job.limits, &["/*"], &[], out, &mut |found, out| {
        let tree = &found.tree;
        let at = tree
            .get("unixTime")
            .int()
            .and_then(|s| s.checked_mul(1_000))
            .or_else(|| time::parse(&tree.first(&["calendarTime"])?, &job.context.zone));
        out.summary.collected_to = out.summary.collected_to.max(at);
        let identifier = tree.first(&["hostIdentifier"]);
        let uuid = identifier.as_deref().is_some_and(|i| i.len() == 36 && i.matches('-').count() == 4);
        let host = if uuid {
            own(tree.first(&["decorations/hostname", "decorations/hostName"])).or(own(identifier))
        } else {
            own(identifier)
        };
        let removed = tree.get("action").str() == Some("removed");
        if tree.has("columns") {
            return row(tree.get("columns"), removed, host.as_deref(), at, found.place, out);
        }
        for (key, gone) in [("snapshot", false), ("diffResults/added", false), ("diffResults/removed", true)]
        {
            for (number, columns) in tree.at(key).list().iter().enumerate() {
                row(columns, gone, host.as_deref(), at, &format!("{}/{key}/{number}", found.place), out)?;
            }
        }
        Ok(())
    })
}

fn row(
    columns: &Tree,
    removed: bool,
    host: Option<&str>,
    at: Option<i64>,
    place: &str,
    out: &mut Out<'_>,
) -> Result<(), ReadFailure> {
    let has = |key: &str| columns.get(key).text().is_some();
    let fact = match () {
        () if removed => None,
        () if has("username") && has("uid") && (has("shell") || has("directory") || has("gid")) => {
            Some(account(columns, host))
        }
        () if has("port") && has("protocol") => Some(port(columns, host, at)),
        () if has("path") && (has("pid") || has("cmdline")) => Some(execution(columns, host, at)),
        () if has("name") && has("version") => Some(software(columns, host, at)),
        () if has("hardware_serial") => Some(hardware(columns, host, at)),
        () => None,
    };
    match fact {
        Some(fact) => out.record(fact, place),
        None => {
            out.unmapped();
            Ok(())
        }
    }
}

fn account(columns: &Tree, host: Option<&str>) -> Row {
    let ids = Accounts::ids();
    let mut row = ids.row();
    let mut set = |id, value| *row.at_mut(id) = value;
    let name = columns.first(&["username"]);
    set(ids.id, text(name.as_deref().map(|n| format!("{}/{n}", host.unwrap_or_default()))));
    set(ids.name, text(name));
    set(ids.component_id, text(host));
    set(ids.system, text(host));
    let uid = columns.get("uid").int();
    set(ids.privileged, uid.map_or(Value::Null, |uid| Value::Bool(uid == 0)));
    // A shell that lets nobody in is how a system account is closed.
    let closed = columns.first(&["shell"]).is_some_and(|s| s.ends_with("nologin") || s.ends_with("/false"));
    if closed {
        set(ids.status, Value::text("disabled"));
    }
    if uid.is_some_and(|uid| uid < 1_000) {
        set(ids.kind, Value::text("builtin"));
    }
    row
}

fn port(columns: &Tree, host: Option<&str>, at: Option<i64>) -> Row {
    let ids = Ports::ids();
    let mut row = ids.row();
    let mut set = |id, value| *row.at_mut(id) = value;
    set(ids.component_id, text(host));
    set(ids.port, columns.get("port").int().map_or(Value::Null, Value::Int));
    let protocol = match columns.first(&["protocol"]).as_deref() {
        Some("6") => Some("tcp".to_owned()),
        Some("17") => Some("udp".to_owned()),
        other => other.map(str::to_ascii_lowercase),
    };
    set(ids.protocol, text(protocol));
    set(ids.process, text(columns.first(&["name", "process_name", "path"])));
    set(ids.state, Value::text("open"));
    set(ids.observed_at, moment(at));
    row
}

fn execution(columns: &Tree, host: Option<&str>, at: Option<i64>) -> Row {
    let ids = Executions::ids();
    let mut row = ids.row();
    let mut set = |id, value| *row.at_mut(id) = value;
    let path = columns.first(&["path"]).unwrap_or_default();
    let started = columns.first(&["start_time", "time"]).and_then(|t| time::epoch(&t)).filter(|t| *t > 0);
    set(
        ids.id,
        Value::text(format!(
            "{}/{path}/{}",
            host.unwrap_or_default(),
            columns.first(&["pid"]).unwrap_or_default()
        )),
    );
    set(ids.component_id, text(host));
    set(ids.name, text(columns.first(&["name"]).or_else(|| path.rsplit('/').next().map(Into::into))));
    set(ids.path, text(Some(&path)));
    set(ids.hash, text(columns.first(&["sha256"])));
    set(ids.user, text(columns.first(&["username", "uid"])));
    set(ids.time, moment(started.or(at)));
    row
}

fn software(columns: &Tree, host: Option<&str>, at: Option<i64>) -> Row {
    let ids = Components::ids();
    let mut row = ids.row();
    let mut set = |id, value| *row.at_mut(id) = value;
    let name = columns.first(&["name"]).unwrap_or_default();
    set(ids.id, Value::text(format!("{}/{name}", host.unwrap_or_default())));
    set(ids.name, text(Some(&name)));
    set(ids.kind, Value::text("software"));
    set(ids.version, text(columns.first(&["version"])));
    set(ids.vendor, text(columns.first(&["publisher", "vendor", "maintainer"])));
    set(ids.location, text(host));
    set(ids.last_seen, moment(at));
    set(ids.sources, Value::list(["osquery"]));
    row
}

fn hardware(columns: &Tree, host: Option<&str>, at: Option<i64>) -> Row {
    let ids = Components::ids();
    let mut row = ids.row();
    let mut set = |id, value| *row.at_mut(id) = value;
    set(ids.id, text(host));
    set(ids.name, text(columns.first(&["hostname", "computer_name"]).or(host.map(Into::into))));
    set(ids.kind, Value::text("server"));
    set(ids.vendor, text(columns.first(&["hardware_vendor"])));
    set(ids.model, text(columns.first(&["hardware_model"])));
    set(ids.serial, text(columns.first(&["hardware_serial"])));
    set(ids.last_seen, moment(at));
    set(ids.sources, Value::list(["osquery"]));
    row
}
