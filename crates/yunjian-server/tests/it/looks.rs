//! Every look at what was handed in is on record, whichever route gives it.

use serde_json::Value;
use yunjian_domain::permission::Role;
use yunjian_server::routes;
use yunjian_testkit::evidence::{self, OLD_TLS, WEB};
use yunjian_testkit::{Fleet, shanghai};

use crate::matrix::{path, sample};

/// Stands in the bytes of a file, in no field that a reader takes out of it.
const CANARY: &str = "canary-5b1f7c";

/// clauses: 5.1 s2
#[tokio::test]
async fn no_route_gives_bytes_of_a_file_without_a_look() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    server.at(shanghai("2026-09-20T10:00")).await;
    let mut of = sample(&fleet, east).await;
    let mut scan = evidence::nessus(shanghai("2026-09-19T22:00"), &[(WEB, &[OLD_TLS])]);
    scan.extend(format!("<!-- {CANARY} -->").bytes());
    let due = east.due("A-9.7-G-1/1", "2026-09").await;
    of.submission = fleet.submitted(&due, &[("s.nessus", scan)], Value::Null).await;
    let shown = fleet.shown(&of.submission).await;
    of.sha256 = shown["files"][0]["sha256"].as_str().unwrap().to_owned();
    let looks = async || server.database.number("SELECT COUNT(*) FROM looks").await;
    let (mut asked, mut giving, mut silent) = (0, Vec::new(), Vec::new());
    for route in routes::all() {
        for (method, template) in route.operations().into_iter().filter(|(method, _)| method == "GET") {
            let before = looks().await;
            let answer = east.reviewer().get(&path(&method, &template, &of, Role::Reviewer, "none")).await;
            asked += 1;
            if answer.bytes.windows(CANARY.len()).any(|w| w == CANARY.as_bytes()) {
                giving.push(template.clone());
                if looks().await != before + 1 {
                    silent.push(template);
                }
            }
        }
    }
    assert!(silent.is_empty(), "these routes give the bytes of a file and record no look: {silent:?}");
    assert!(asked > 40, "{asked} routes");
    assert!(giving.contains(&"/submissions/{submission}/files/{sha256}".to_owned()), "{giving:?}");
    fleet.end().await;
}

#[tokio::test]
async fn a_file_marked_as_classified_is_refused_by_its_name() {
    let fleet = Fleet::one().await;
    let (east, server) = (&fleet.east, &fleet.server);
    server.at(shanghai("2026-09-20T10:00")).await;
    let due = east.due("A-12.3-G-1/1", "2026-09").await;
    let officer = east.officer();
    let upload = fleet.upload(officer, &east.platform, &[&due], &[]).await;
    let blobs = async || {
        let shown = officer.get(&format!("/uploads/{upload}")).await.ok();
        shown["files"].as_array().unwrap().len() + shown["unfinished"].as_array().unwrap().len()
    };
    // 机密★10年.txt
    let marked = "%E6%9C%BA%E5%AF%86%E2%98%8510%E5%B9%B4.txt";
    let refused = officer.put(&format!("/uploads/{upload}/files/{marked}"), b"x".to_vec()).await;
    let said = refused.refused(422, "classified");
    assert!(said["detail_zh"].as_str().unwrap().contains("机密★"), "{said}");
    assert_eq!(blobs().await, 0, "nothing was taken");
    // 机密性.txt speaks of confidentiality.
    let plain = "%E6%9C%BA%E5%AF%86%E6%80%A7.txt";
    officer.put(&format!("/uploads/{upload}/files/{plain}"), b"x".to_vec()).await.ok();
    assert_eq!(blobs().await, 1);
    fleet.end().await;
}
