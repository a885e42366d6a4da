//! Field positions of the fact types the scanner readers write, looked up once: a reader that makes a million rows
//! should not hash field names twenty million times.

use std::sync::LazyLock;

use yunjian_catalogue::{FactTypeId, FieldId, vocabulary};
use yunjian_domain::facts::Row;

macro_rules! columns {
    ($(#[$doc:meta])* $name:ident = $table:literal { $($field:ident $(as $text:literal)?),* $(,)? }) => {
        $(#[$doc])*
        pub(crate) struct $name { pub(crate) ty: FactTypeId, $(pub(crate) $field: FieldId),* }

        impl $name {
            pub(crate) fn ids() -> &'static Self {
                static IDS: LazyLock<$name> = LazyLock::new(|| {
                    let ty = vocabulary().fact_type($table).expect("a fact type of the vocabulary");
                    $name { ty: ty.id, $($field: ty.field(columns!(@name $field $($text)?)).expect("a field of the vocabulary")),* }
                });
                &IDS
            }
            pub(crate) fn row(&self) -> Row {
                Row::empty(vocabulary().get(self.ty))
            }
        }
    };
    (@name $field:ident $text:literal) => { $text };
    (@name $field:ident) => { stringify!($field) };
}

columns!(Findings = "findings" {
    uid, source_tool, origin, rule_id, cves, title, severity, cvss, component_id, location, exploitable, kev, first_seen,
    last_seen, fix_available_at, due_at, status, fixed_at, deviation_kind, remediation_plan, responsible, package, port,
    path, published_at, cwes, aliases, purl, cpe,
});
columns!(Components = "components" {
    id, name, kind as "type", vendor, model, version, serial, purl, cpe, hash, ips, mac, location, zone, owner, admin,
    sources, last_seen, detected_at, end_of_support_at, baseline, supplier, live, attrs,
});
columns!(Scans = "scans" {
    id, tool, tool_version, target_class, profile, profile_hash, started_at, ended_at, target_ids, authenticated_ids,
    failed_ids, auth_failed_ids, feed_version, feed_at, checks_total, checks_enabled, kind,
});
columns!(ConfigChecks = "config_checks" {
    component_id, rule_id, benchmark, benchmark_version, parameter, expected, actual, result, severity, checked_at,
    category,
});
columns!(Events = "events" {
    uid, class, category, kind as "type", severity, time, component_id, user, source, outcome, message,
});
columns!(Alerts = "alerts" {
    uid, time, detected_at, rule_id, indicator, severity, component_id, attack_id, kind,
});
columns!(Detections = "detections" { id, kind, name, channel, detected_at });
columns!(Agents = "agents" { id, kind, product, engine_version, signature_version, last_scan_at });
columns!(Feeds = "feeds" { id, kind, product, version, installed_at, checked_at, result, source });
columns!(Integrity = "integrity_checks" {
    id, object, kind, algorithm, expected_hash, actual_hash, result, scanned_at,
});
columns!(Sensors = "sensors" { id, kind, position, min, max, mean, samples, last_at, state, unit, limit_min, limit_max });
columns!(Metrics = "metrics" { id, name, unit, value, threshold, direction, breached, last_at, source, component_id });
columns!(Accounts = "accounts" {
    id, name, system, component_id, kind as "type", privileged, status, created_at, last_login_at, password_changed_at,
    credential_type, mfa,
});
columns!(Credentials = "credentials" { id, kind, holder_id, account_id, rotated_at, status });
columns!(Executions = "executions" { id, component_id, name, path, hash, user, time });
columns!(Connections = "connections" { id, src, dst, dst_port, protocol, observed_at, component_id });
columns!(Ports = "ports" { component_id, port, protocol, service, process, state, observed_at });

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_in_the_vocabulary() {
        // A misspelt field would panic here, not on an official's desk.
        assert_eq!(Findings::ids().row().fact_type().name, "findings");
        assert_eq!(Components::ids().row().fact_type().name, "components");
        assert_eq!(Scans::ids().row().fact_type().name, "scans");
        assert_eq!(ConfigChecks::ids().row().fact_type().name, "config_checks");
        assert_eq!(Ports::ids().row().fact_type().name, "ports");
    }
}
