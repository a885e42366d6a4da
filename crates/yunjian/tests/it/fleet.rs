//! The large drawn fleet: told by a seed, believable, and its record replays.

use serde_json::json;
use yunjian_store::Store;
use yunjian_store::replay::dump;

use crate::house::{Server, folder, run, text};

/// Makes a small one; answers the canonical dump of its record.
fn made(seed: &str, data: &std::path::Path) -> String {
    let arguments =
        ["demo", "--fleet", "1", "--years", "1", "--seed", seed, "--seed-only", "--data", text(data)];
    run(&arguments).ends(0);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let store = Store::open(&format!("sqlite:{}", data.join("yunjian.db").display()))
            .await
            .expect("the database");
        let mut out = Vec::new();
        dump(&store, &mut out).await.expect("a dump");
        store.close().await;
        String::from_utf8(out).expect("a dump is text")
    })
}

#[test]
fn a_seed_tells_the_same_years_and_they_replay() {
    let (one, two, other) = (folder(), folder(), folder());
    let (first, again) = (made("1", one.path()), made("1", two.path()));
    assert!(first == again, "the same seed made another record");
    assert!(first != made("2", other.path()), "another seed made the same record");

    let replayed = run(&["verify", "--replay", "--json", "--data", text(one.path())]).ends(0).json();
    assert_eq!(replayed["clean"], true, "{replayed}");
    assert!(replayed["acts"].as_i64() > Some(1000), "{replayed}");
}

#[test]
fn a_drawn_fleet_is_one_to_work_on() {
    let data = folder();
    made("1", data.path());
    let server = Server::demo(data.path());
    let lead = server.person("lead");
    let map = lead.get("/fleet").made();
    assert_eq!(
        map["platforms"][0]["cells"].as_array().map(Vec::len),
        Some(10),
        "every control class is there"
    );
    let settled = lead.list("/dues?standing=compliant").len();
    let dues = lead.list("/dues").len();
    assert!(dues > 300, "{dues} due items of 71 obligations in a year");
    assert!(settled * 2 > dues, "most are settled: {settled} of {dues}");
    assert!(lead.list("/dues?standing=open").len() < dues / 2);

    // What was drawn says so.
    let decided = lead.list("/submissions?state=decided");
    let submission = decided[0]["id"].as_str().expect("a submission").to_owned();
    let document = lead.get(&format!("/submissions/{submission}/assessment")).made();
    assert_eq!(
        (&document["manifest"]["engine"], &document["manifest"]["submission"]),
        (&json!("drawn"), &json!(submission))
    );
    server.stop();
}
