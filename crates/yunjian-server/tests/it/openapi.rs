//! The committed specification is the one the routes make.

/// clauses: 7.2.2 c)
#[test]
fn the_committed_specification_is_current() {
    let committed = include_str!("../../../../openapi.json");
    let committed: serde_json::Value = serde_json::from_str(committed).unwrap();
    let made = serde_json::to_value(yunjian_server::routes::openapi()).unwrap();
    assert!(
        committed == made,
        "openapi.json is not what the routes say; run `cargo run -p yunjian -- openapi > openapi.json`"
    );
}

#[test]
fn every_operation_of_the_list_is_specified() {
    let made = serde_json::to_value(yunjian_server::routes::openapi()).unwrap();
    for route in yunjian_server::routes::all() {
        for (method, path) in route.operations() {
            let operation = &made["paths"][format!("/api/v1{path}")][method.to_lowercase()];
            assert!(operation["responses"].is_object(), "{method} {path} is not in the specification");
        }
    }
}
