//! Tenancy: nothing of one side is ever seen by the other.

use yunjian_domain::permission::Role;
use yunjian_server::routes;
use yunjian_testkit::{Fleet, shanghai};

use crate::matrix::{path, sample};

/// clauses: 5.1 s2
#[tokio::test]
async fn nothing_of_another_organisation_is_ever_answered() {
    let fleet = Fleet::two().await;
    fleet.server.at(shanghai("2026-09-20T10:00")).await;
    let (east, west) = (&fleet.east, fleet.west());
    let (ours, theirs) = (sample(&fleet, east).await, sample(&fleet, west).await);
    fleet.server.at(fleet.server.now()).await;

    // Every id of the other side, and every text.
    let mut needles: Vec<String> =
        vec![west.platform.clone(), west.provider.clone(), west.assessor.clone(), west.customer.clone()];
    for (table, column) in [
        ("dues", "id"),
        ("submissions", "id"),
        ("rectifications", "id"),
        ("nonconformities", "id"),
        ("escalations", "id"),
        ("findings", "id"),
        ("mandates", "id"),
        ("authorisations", "id"),
        ("plan_changes", "id"),
        ("acts", "id"),
        ("deviations", "id"),
        ("asset_names", "id"),
    ] {
        let sql = format!("SELECT {column} FROM {table} WHERE platform_id = '{}'", west.platform);
        let found = fleet.server.database.texts(&sql).await;
        assert!(!found.is_empty(), "{table} of the other side is empty; the test would show nothing");
        needles.extend(found);
    }
    for text in
        ["provider", "platform", "assessor", "customer", "office", "condition", "reason", "fault", "order"]
    {
        needles.push(format!("west {text}"));
    }
    let (mut asked, mut found) = (0, Vec::new());
    for role in Role::ALL.iter().copied() {
        let person = east.who(role);
        let mut paths = Vec::new();
        for route in routes::all() {
            for (method, template) in route.operations() {
                if method == "GET" {
                    paths.push(path("GET", &template, &ours, role, "none"));
                    paths.push(path("GET", &template, &theirs, role, "none"));
                }
            }
        }
        let w = &theirs;
        for query in [
            format!("/dues?platform={}", w.platform),
            "/dues?obligation=A-12.3-G-1%2F1&limit=200".to_owned(),
            format!("/submissions?platform={}", w.platform),
            format!("/submissions?due={}", w.due),
            "/submissions?queue=1".to_owned(),
            format!("/rectifications?platform={}", w.platform),
            format!("/escalations?platform={}", w.platform),
            "/organisations?limit=200".to_owned(),
            "/users?limit=200".to_owned(),
            format!("/submissions/{}/files/{}", ours.submission, w.sha256),
        ] {
            paths.push(query);
        }
        for path in paths {
            let answer = person.get(&path).await;
            asked += 1;
            assert!(answer.status < 500, "{}: {}", answer.asked, answer.body);
            let text = String::from_utf8_lossy(&answer.bytes);
            // What was asked for by name may stand in a refusal; it says nothing the caller did not know.
            for needle in needles.iter().filter(|n| !path.contains(n.as_str()) && text.contains(n.as_str())) {
                found.push(format!("{path} as {}: {needle}", role.as_str()));
            }
        }
    }
    assert!(found.is_empty(), "{} leaks in {asked} answers:\n{}", found.len(), found.join("\n"));
    assert!(asked > 300 && needles.len() > 50, "{asked} answers searched for {} needles", needles.len());
    fleet.end().await;
}
