//! The Linux audit trail (`audit.log`, or the same lines behind a `node=`): one event per audit event; the lines that belong to one (SYSCALL, PATH, CWD …) are one record.
//!
//! Category and type follow the record type: sign-ins and sessions are `authentication`, account changes `account_management`, changes of the audit configuration
//! `monitor_config_changed`, system calls `system_call`. Outcome is `res` or `success`. The user is `acct`, failing that the login uid (`auid`; 4294967295 is none). The
//! component is the node, where the line names one.

use yunjian_domain::facts::Value;

use crate::columns::Events;
use crate::draft::{Plain, moment, text};
use crate::failure::{ReadFailure, Rule};
use crate::format::{Confidence, Job};
use crate::lines;
use crate::out::Out;
use crate::source::Source;

pub(super) static AUDITD: Plain = Plain {
    id: "auditd-syslog",
    zh: "Linux 审计日志（auditd）",
    en: "Linux audit log (auditd)",
    version: 1,
    facts: &["events"],
    sniff: |prefix| {
        let lines = prefix.lines();
        let audit = lines.iter().filter(|l| mark(l).is_some()).count();
        match audit {
            0 => Confidence::No,
            n if n * 2 >= lines.len() => Confidence::Certain,
            _ => Confidence::Possible,
        }
    },
    read,
};

/// `type=SYSCALL msg=audit(1604996384.965:93777): …` → type, seconds, serial, rest, node.
struct Line<'l> {
    kind: &'l str,
    seconds: &'l str,
    serial: &'l str,
    rest: &'l str,
    node: Option<&'l str>,
}

fn mark(line: &str) -> Option<Line<'_>> {
    let at = line.find("type=")?;
    let node = line[..at].split_whitespace().find_map(|w| w.strip_prefix("node="));
    let (kind, rest) = line[at + 5..].split_once(' ')?;
    let rest =
        rest.trim_start().strip_prefix("msg=audit(").or_else(|| rest.trim_start().strip_prefix("audit("))?;
    let (stamp, rest) = rest.split_once(')')?;
    let (seconds, serial) = stamp.split_once(':')?;
    Some(Line { kind, seconds, serial, rest: rest.trim_start_matches(':').trim_start(), node })
}

/// The value of a key in `key=value key="value" msg='key=value'`.
fn value<'l>(rest: &'l str, key: &str) -> Option<&'l str> {
    let mut from = 0;
    while let Some(at) = rest[from..].find(key) {
        let begin = from + at;
        let end = begin + key.len();
        let fresh = begin == 0 || rest[..begin].ends_with([' ', '\'', '"']);
        if fresh && let Some(text) = rest[end..].strip_prefix('=') {
            let text = match text.strip_prefix('"') {
                Some(quoted) => quoted.split('"').next(),
                None => text.split([' ', '\'']).next(),
            };
            return text.filter(|t| !t.is_empty() && !matches!(*t, "?" | "(null)" | "4294967295" | "-1"));
        }
        from = end;
    }
    None
}

struct Event {
    serial: String,
    kind: String,
    at: Option<i64>,
    user: Option<String>,
    source: Option<String>,
    outcome: Option<&'static str>,
    node: Option<String>,
    message: Option<String>,
    line: u64,
}

fn read(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let mut open: Option<Event> = None;
    let mut known = 0_u64;
    lines::each(source, job.limits, &mut |number, line| {
        if line.trim().is_empty() {
            return Ok(());
        }
        let Some(found) = mark(line) else {
            out.problem(format!("line {number}"), Rule::Syntax, "the line is none of the audit trail");
            return Ok(());
        };
        known += 1;
        if open.as_ref().is_some_and(|e| e.serial != found.serial || e.node.as_deref() != found.node)
            && let Some(done) = open.take()
        {
            done.record(out)?;
        }
        let event = open.get_or_insert_with(|| Event {
            serial: found.serial.chars().take(40).collect(),
            kind: found.kind.chars().take(60).collect(),
            at: seconds(found.seconds),
            user: None,
            source: None,
            outcome: None,
            node: found.node.map(str::to_owned),
            message: None,
            line: number,
        });
        let rest = found.rest;
        let owned = |text: Option<&str>| text.map(|t| t.chars().take(200).collect::<String>());
        event.user = event
            .user
            .take()
            .or(owned(value(rest, "acct").or_else(|| value(rest, "AUID")).or_else(|| value(rest, "auid"))));
        event.source = event.source.take().or(owned(value(rest, "addr").or_else(|| value(rest, "hostname"))));
        event.outcome = event.outcome.or(match value(rest, "res").or_else(|| value(rest, "success")) {
            Some("success" | "yes" | "1") => Some("success"),
            Some("failed" | "no" | "0") => Some("failure"),
            _ => None,
        });
        if event.message.is_none() || found.kind == "EXECVE" {
            let said = match found.kind {
                "EXECVE" => (0..8).map_while(|n| value(rest, &format!("a{n}"))).collect::<Vec<_>>().join(" "),
                _ => ["op", "exe", "name", "unit", "key"]
                    .iter()
                    .filter_map(|k| value(rest, k).map(|v| format!("{k}={v}")))
                    .collect::<Vec<_>>()
                    .join(" "),
            };
            event.message = Some(said)
                .filter(|s| !s.is_empty())
                .map(|s| s.chars().take(300).collect())
                .or(event.message.take());
        }
        Ok(())
    })?;
    if known == 0 {
        return Err(ReadFailure::refused(
            "line 1",
            Rule::Schema,
            "no line of the file is one of the audit trail",
        ));
    }
    if let Some(done) = open {
        done.record(out)?;
    }
    out.summary.tool = Some("auditd".into());
    Ok(())
}

/// `1604996384.965` → milliseconds.
fn seconds(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let millis: i64 = format!("{part:0<3}").get(..3)?.parse().ok()?;
    whole.parse::<i64>().ok()?.checked_mul(1_000)?.checked_add(millis)
}

/// Category and type of a record type.
fn meaning(kind: &str) -> (&'static str, &'static str) {
    match kind {
        "USER_AUTH" | "USER_LOGIN" | "USER_START" | "USER_END" | "USER_LOGOUT" | "CRED_ACQ" | "CRED_DISP"
        | "CRED_REFR" | "USER_ACCT" | "LOGIN" | "USER_ERR" | "GRP_AUTH" => {
            ("authentication", "authentication")
        }
        "ADD_USER" | "DEL_USER" | "ADD_GROUP" | "DEL_GROUP" | "USER_MGMT" | "GRP_MGMT" | "USER_CHAUTHTOK"
        | "ACCT_LOCK" | "ACCT_UNLOCK" => ("account_management", "account_management"),
        "CONFIG_CHANGE" | "DAEMON_END" | "DAEMON_ABORT" | "DAEMON_CONFIG" | "DAEMON_START" => {
            ("audit", "monitor_config_changed")
        }
        "USER_CMD" | "EXECVE" => ("execution", "command"),
        kind if kind.starts_with("ANOM_") => ("anomaly", "anomaly"),
        kind if kind.starts_with("AVC") || kind.starts_with("SELINUX") || kind.starts_with("MAC_") => {
            ("access_control", "access_control")
        }
        "SERVICE_START" | "SERVICE_STOP" | "SYSTEM_BOOT" | "SYSTEM_SHUTDOWN" | "SYSTEM_RUNLEVEL" => {
            ("system", "service")
        }
        _ => ("system", "system_call"),
    }
}

impl Event {
    fn record(self, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        let ids = Events::ids();
        let mut row = ids.row();
        let mut set = |id, value| *row.at_mut(id) = value;
        let (category, kind) = meaning(&self.kind);
        let node = self.node.as_deref().unwrap_or_default();
        set(ids.uid, Value::text(format!("{node}/{}/{}", self.at.unwrap_or_default(), self.serial)));
        set(ids.class, Value::text(&self.kind));
        set(ids.category, Value::text(category));
        set(ids.kind, Value::text(kind));
        set(ids.time, moment(self.at));
        set(ids.component_id, text(self.node));
        set(ids.user, text(self.user));
        set(ids.source, text(self.source));
        set(ids.outcome, text(self.outcome));
        set(ids.message, text(self.message));
        let summary = &mut out.summary;
        summary.collected_from = [summary.collected_from, self.at].into_iter().flatten().min();
        summary.collected_to = summary.collected_to.max(self.at);
        out.record(row, &format!("line {}", self.line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_where_they_are_keys() {
        let rest = "pid=1 uid=0 auid=1000 msg='op=login acct=\"ro ot\" exe=/x res=failed' key=(null)";
        assert_eq!(value(rest, "uid"), Some("0"));
        assert_eq!(value(rest, "acct"), Some("ro ot"));
        assert_eq!(value(rest, "res"), Some("failed"));
        assert_eq!(value(rest, "op"), Some("login"));
        assert_eq!((value(rest, "key"), value(rest, "none")), (None, None));
        assert_eq!(seconds("1604996384.965"), Some(1_604_996_384_965));
    }
}
