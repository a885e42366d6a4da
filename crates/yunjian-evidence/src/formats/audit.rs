//! Audit trails of clouds and clusters as JSON: AWS CloudTrail, Alibaba Cloud ActionTrail (操作审计), Kubernetes audit. A list, an envelope, or one event per line. Each
//! record is one event.
//!
//! An event is identified by the number its trail gives it (`eventID`, `eventId`, `auditID` with its stage), so that the same log handed in again, or in other parts, tells
//! the same events. Signing in becomes the category `authentication`; everything else is `audit`. An event with an error code, or an HTTP answer of 400 and above, is a failure.

use yunjian_domain::facts::Value;

use crate::columns::Events;
use crate::draft::{Plain, moment, text};
use crate::failure::ReadFailure;
use crate::format::Job;
use crate::out::Out;
use crate::source::Source;
use crate::tree::Tree;
use crate::walk::records;

pub(super) static CLOUDTRAIL: Plain = Plain {
    id: "cloudtrail-json",
    zh: "AWS CloudTrail 操作审计日志",
    en: "AWS CloudTrail log",
    version: 1,
    facts: &["events"],
    sniff: |prefix| {
        prefix.is_json(|head| {
            head.all(&["eventSource", "eventName", "awsRegion"])
                || head.has("Records") && head.says("\"awsRegion\"") && head.says("\"eventName\"")
        })
    },
    read: |source, job, out| read(source, job, out, "aws-cloudtrail", cloudtrail),
};

pub(super) static ACTIONTRAIL: Plain = Plain {
    id: "actiontrail-json",
    zh: "阿里云操作审计日志（ActionTrail）",
    en: "Alibaba Cloud ActionTrail log",
    version: 1,
    facts: &["events"],
    sniff: |prefix| {
        prefix.is_json(|head| {
            head.all(&["eventId", "eventName", "acsRegion"])
                || head.all(&["eventId", "eventRW", "userIdentity"])
                || (head.has("event") || head.has("Events"))
                    && head.says("\"acsRegion\"")
                    && head.says("\"eventName\"")
        })
    },
    read: |source, job, out| read(source, job, out, "aliyun-actiontrail", actiontrail),
};

pub(super) static KUBERNETES: Plain = Plain {
    id: "kubernetes-audit-json",
    zh: "Kubernetes 审计日志",
    en: "Kubernetes audit log",
    version: 1,
    facts: &["events"],
    sniff: |prefix| {
        prefix
            .is_json(|head| head.all(&["auditID", "verb"]) || head.has("items") && head.says("audit.k8s.io/"))
    },
    read: |source, job, out| read(source, job, out, "kubernetes", kubernetes),
};

const SKIP: [&str; 8] = [
    "requestParameters",
    "responseElements",
    "requestObject",
    "responseObject",
    "additionalEventData",
    "requestParameterJson",
    "managedFields",
    "annotations",
];

/// What one record says.
#[derive(Default)]
struct Event {
    uid: String,
    class: Option<String>,
    kind: Option<String>,
    at: Option<i64>,
    component: Option<String>,
    user: Option<String>,
    source: Option<String>,
    failed: bool,
    signing_in: bool,
    message: Option<String>,
}

fn read(
    source: &mut Source<'_>,
    job: &Job<'_>,
    out: &mut Out<'_>,
    tool: &str,
    event: fn(&Tree, &Job<'_>) -> Event,
) -> Result<(), ReadFailure> {
    out.summary.tool = Some(tool.into());
    let lists = ["/Records/*", "/Events/*", "/items/*", "/*"];
    records(source, job.limits, &lists, &SKIP, out, &mut |found, out| {
        // Log services wrap a record once more.
        let inner = found.tree.get("event");
        let event = event(if inner.is_null() { &found.tree } else { inner }, job);
        let summary = &mut out.summary;
        summary.collected_from = [summary.collected_from, event.at].into_iter().flatten().min();
        summary.collected_to = summary.collected_to.max(event.at);
        let ids = Events::ids();
        let mut row = ids.row();
        let mut set = |id, value| *row.at_mut(id) = value;
        set(ids.uid, text(Some(event.uid)));
        set(ids.class, text(event.class));
        set(ids.category, Value::text(if event.signing_in { "authentication" } else { "audit" }));
        set(ids.kind, text(if event.signing_in { Some("authentication".to_owned()) } else { event.kind }));
        set(ids.time, moment(event.at));
        set(ids.component_id, text(event.component));
        set(ids.user, text(event.user));
        set(ids.source, text(event.source));
        set(ids.outcome, Value::text(if event.failed { "failure" } else { "success" }));
        set(ids.message, text(event.message.map(|m| m.chars().take(500).collect::<String>())));
        out.record(row, found.place)
    })
}

fn said(tree: &Tree, paths: &[&str]) -> Option<String> {
    tree.first(paths).map(|text| text.into_owned())
}

fn cloudtrail(tree: &Tree, job: &Job<'_>) -> Event {
    let name = said(tree, &["eventName"]);
    let signing_in = matches!(name.as_deref(), Some("ConsoleLogin" | "SwitchRole" | "CheckMfa"));
    // A refused sign-in has no error code.
    let refused = tree.get("errorMessage").str() == Some("Failed authentication");
    Event {
        uid: said(tree, &["eventID", "requestID"]).unwrap_or_default(),
        class: said(tree, &["eventSource"]),
        kind: name.clone(),
        at: job.moment(tree.get("eventTime").str().or(tree.get("@timestamp").str())),
        component: said(tree, &["resources/0/ARN", "recipientAccountId", "userIdentity/accountId"]),
        user: said(
            tree,
            &["userIdentity/userName", "userIdentity/arn", "userIdentity/principalId", "userIdentity/type"],
        ),
        source: said(tree, &["sourceIPAddress"]),
        failed: tree.has("errorCode") || refused,
        signing_in,
        message: said(tree, &["errorMessage", "errorCode"]).or(name),
    }
}

fn actiontrail(tree: &Tree, job: &Job<'_>) -> Event {
    let name = said(tree, &["eventName"]);
    let kind = tree.get("eventType").str().unwrap_or_default();
    Event {
        uid: said(tree, &["eventId", "requestId"]).unwrap_or_default(),
        class: said(tree, &["serviceName", "eventSource"]),
        at: job.moment(tree.get("eventTime").str()),
        component: said(tree, &["resourceName", "recipientAccountId", "userIdentity/accountId"]),
        user: said(tree, &["userIdentity/userName", "userIdentity/principalId", "userIdentity/type"]),
        source: said(tree, &["sourceIpAddress"]),
        failed: tree.has("errorCode"),
        signing_in: kind == "ConsoleSignin"
            || matches!(name.as_deref(), Some("ConsoleSignin" | "SamlSignin")),
        message: said(tree, &["errorMessage", "errorCode"]).or_else(|| name.clone()),
        kind: name,
    }
}

fn kubernetes(tree: &Tree, job: &Job<'_>) -> Event {
    let (verb, stage) =
        (tree.get("verb").str().unwrap_or_default(), tree.get("stage").str().unwrap_or_default());
    let object = tree.get("objectRef");
    let parts = ["namespace", "resource", "subresource", "name"];
    let name: Vec<&str> = parts.iter().filter_map(|part| object.get(part).str()).collect();
    Event {
        uid: format!("{}/{stage}", said(tree, &["auditID"]).unwrap_or_default()),
        class: said(object, &["resource"]).or_else(|| said(tree, &["requestURI"])),
        kind: Some(verb.to_owned()),
        at: job.moment(tree.first(&["stageTimestamp", "requestReceivedTimestamp", "requestReceivedTime"])),
        component: (!name.is_empty()).then(|| name.join("/")),
        user: said(tree, &["impersonatedUser/username", "user/username"]),
        source: said(tree, &["sourceIPs/0"]),
        failed: tree.at("responseStatus/code").int().is_some_and(|code| code >= 400) || stage == "Panic",
        signing_in: false,
        message: said(tree, &["responseStatus/message", "requestURI"]),
    }
}
