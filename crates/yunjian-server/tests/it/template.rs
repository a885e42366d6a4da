//! Templates are downloaded as they are made, by whoever is signed in.

use yunjian_testkit::Fleet;

#[tokio::test]
async fn templates_are_listed_and_downloaded() {
    let fleet = Fleet::one().await;
    let officer = fleet.east.officer();
    let list = officer.get("/templates").await.ok();
    let kinds = |kind: &str| list.as_array().unwrap().iter().filter(|t| t["kind"] == kind).count();
    assert_eq!((kinds("document"), kinds("obligation")), (18, 71));
    assert!(kinds("register") > 50);

    let answer = officer.get("/catalogue/obligations/A-7.8-G-1%2F1/template?lang=en").await;
    assert_eq!(answer.status, 200);
    assert!(answer.bytes.starts_with(b"PK\x03\x04"));
    let said = answer.headers["content-disposition"].to_str().unwrap().to_owned();
    assert_eq!(said, "attachment; filename=\"A-7.8-G-1-1.xlsx\"");
    let wanted = yunjian_templates::find("A-7.8-G-1/1").unwrap();
    assert!(answer.bytes == yunjian_templates::workbook(wanted, yunjian_templates::Lang::En).unwrap());

    let schema = officer.get("/templates/SSP?format=json").await.ok();
    assert_eq!(schema["title"], "系统安全计划");
    let page = officer.get("/templates/SSP?format=html").await;
    assert!(String::from_utf8(page.bytes).unwrap().contains("系统安全计划"));
    assert!(page.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));

    officer.get("/templates/nonsense").await.refused(404, "not_found");
    officer.get("/catalogue/obligations/A-0/template").await.refused(404, "not_found");
    officer.get("/templates/SSP?format=exe").await.refused(422, "template_form");
    officer.get("/templates/SSP?lang=fr").await.refused(422, "template_form");
    fleet.server.nobody().get("/templates").await.refused(401, "not_signed_in");
    fleet.end().await;
}
