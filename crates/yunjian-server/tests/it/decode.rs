//! What a request's JSON is told when the call cannot take it: the field, in both languages, in words for whoever filled it in.

use serde_json::{Value, json};
use yunjian_testkit::Fleet;

#[tokio::test]
async fn a_body_that_does_not_fit_is_told_field_by_field_in_both_languages() {
    let fleet = Fleet::one().await;
    let lead = fleet.east.lead();
    let dues = format!("/platforms/{}/dues", fleet.east.platform);
    let cases: [(Value, &str, &str, &str, &str); 4] = [
        (
            json!({"obligation": "A-12.1-G-1/2", "due_workdays": 3, "reason": "x", "colour": "red"}),
            "colour",
            "unknown",
            "没有这一项；可用：",
            "there is no such field; known are obligation",
        ),
        (
            json!({"obligation": "A-12.1-G-1/2", "reason": "x"}),
            "due_workdays",
            "required",
            "缺少此项",
            "is missing",
        ),
        (
            json!({"obligation": "A-12.1-G-1/2", "due_workdays": "three", "reason": "x"}),
            "due_workdays",
            "type",
            "填写的是文字 \"three\"，应为整数",
            "string \"three\" was given, a whole number is wanted",
        ),
        (
            json!({"obligation": null, "due_workdays": 3, "reason": "x"}),
            "obligation",
            "type",
            "填写的是空值，应为文字",
            "null was given, a string is wanted",
        ),
    ];
    for (body, place, rule, zh, en) in cases {
        let problem = lead.post(&dues, body).await.refused(422, "invalid");
        let fault = &problem["errors"][0];
        assert_eq!((&fault["place"], &fault["rule"]), (&json!(place), &json!(rule)), "{problem}");
        assert!(fault["message_zh"].as_str().unwrap().contains(zh), "{problem}");
        assert!(fault["message"].as_str().unwrap().contains(en), "{problem}");
        assert!(problem["detail_zh"].as_str().unwrap().starts_with(&format!("{place}：")), "{problem}");
        assert!(!problem["detail"].as_str().unwrap().contains("line"), "{problem}");
    }
}
