//! The whole API: every route with what it needs. There is no other way in.

use axum::Extension;
use axum::Json;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;
use utoipa::OpenApi;
use utoipa::openapi::OpenApi as Spec;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use yunjian_domain::permission::Permission;

use crate::App;
use crate::api::{
    asset, catalogue, deputy, deviation, draft, due, escalation, evidence, exploited, feed, fleet, history,
    home, ledger, many, message, notice, organisation, plan, platform, reading, reconcile, rectification,
    review, session, sheet, submission, template, timeline, trend, tus, upload, view,
};
use crate::auth::Needs;

/// What a route needs of its caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Nobody needs to be signed in.
    Public,
    Needs(Permission),
}

/// Routes of one path with one access.
#[expect(missing_debug_implementations, reason = "handlers have none")]
pub struct Route {
    pub access: Access,
    router: OpenApiRouter<App>,
}

impl Route {
    /// Methods and paths, below `/api/v1`.
    pub fn operations(&self) -> Vec<(String, String)> {
        let mut out = Vec::new();
        for (path, item) in &self.router.get_openapi().paths.paths {
            let methods = [
                ("GET", &item.get),
                ("POST", &item.post),
                ("PUT", &item.put),
                ("DELETE", &item.delete),
                ("PATCH", &item.patch),
                ("HEAD", &item.head),
                ("OPTIONS", &item.options),
            ];
            out.extend(
                methods
                    .iter()
                    .filter(|(_, operation)| operation.is_some())
                    .map(|(method, _)| ((*method).to_owned(), path.clone())),
            );
        }
        out
    }
}

macro_rules! needs {
    ($permission:ident, $($handler:path),+ $(,)?) => {
        [$(Route {
            access: Access::Needs(Permission::$permission),
            router: OpenApiRouter::new().routes(routes!($handler)).route_layer(Extension(Needs(Permission::$permission))),
        }),+]
    };
}

/// The visible list of all routes.
pub fn all() -> Vec<Route> {
    let mut out = vec![
        Route { access: Access::Public, router: OpenApiRouter::new().routes(routes!(session::setup)) },
        Route { access: Access::Public, router: OpenApiRouter::new().routes(routes!(session::bootstrap)) },
        Route { access: Access::Public, router: OpenApiRouter::new().routes(routes!(session::sign_in)) },
        Route { access: Access::Public, router: OpenApiRouter::new().routes(routes!(session::sign_out)) },
        Route { access: Access::Public, router: OpenApiRouter::new().routes(routes!(feed::show)) },
    ];
    out.extend(needs!(SignedIn, session::me, session::tokens, session::add_token, session::remove_token));
    out.extend(needs!(
        SignedIn,
        message::list,
        message::unread,
        message::read,
        message::preferences,
        message::prefer,
        feed::list,
        feed::create,
        feed::remove,
    ));
    out.extend(needs!(SignedIn, home::show, catalogue::list, catalogue::show));
    out.extend(needs!(SignedIn, template::list, template::show, template::obligation));
    out.extend(needs!(ViewOrganisations, organisation::list));
    out.extend(needs!(ManageOrganisations, organisation::create, organisation::erase_name));
    out.extend(needs!(
        ManageUsers,
        organisation::users,
        organisation::create_user,
        organisation::disable_user,
        organisation::erase_user
    ));
    out.extend(needs!(ViewPlatforms, platform::list, platform::show));
    out.extend(needs!(
        ManagePlatforms,
        platform::create,
        platform::mandate,
        platform::authorise,
        platform::attach,
        platform::detach,
    ));
    out.extend(needs!(ApplyRenewal, platform::renew));
    out.extend(needs!(RecordEvent, platform::event));
    out.extend(needs!(ViewPlan, plan::show));
    out.extend(needs!(ManagePlan, plan::adopt, plan::change));
    // One function for all would want more stack than a thread of a test has.
    dues(&mut out);
    submissions(&mut out);
    notices(&mut out);
    deviations(&mut out);
    escalations(&mut out);
    out
}

/// Due items, drafts, the fleet, and what is handed in.
fn dues(out: &mut Vec<Route>) {
    out.extend(needs!(ViewDues, due::list, due::show, due::groups));
    out.extend(needs!(SignedIn, catalogue::needs));
    out.extend(needs!(Submit, due::assignees, due::assign));
    out.extend(needs!(AskExtension, due::extension));
    out.extend(needs!(ReviewSubmissions, due::answer));
    out.extend(needs!(
        Submit,
        draft::list,
        draft::show,
        draft::keep,
        draft::drop_,
        draft::take_over,
        draft::known
    ));
    out.extend(needs!(ViewDues, fleet::show, fleet::trend, fleet::worse, fleet::providers));
    out.extend(needs!(ViewSubmissions, fleet::cell));
    out.extend(needs!(ViewWorkload, fleet::workload));
    out.extend(needs!(
        Submit,
        upload::open,
        upload::list,
        upload::show,
        upload::put,
        upload::remove,
        upload::check
    ));
    let resumable =
        needs!(Submit, tus::options, tus::create, tus::state, tus::append, tus::end, tus::instead);
    out.extend(resumable.map(|route| Route { router: tus::marked(route.router), ..route }));
    out.extend(needs!(RequestDue, due::request, due::withdraw, many::extend_dues));
    out.extend(needs!(Submit, submission::create, submission::withdraw));
}

/// Submissions and their review.
fn submissions(out: &mut Vec<Route>) {
    out.extend(needs!(
        ViewSubmissions,
        submission::list,
        submission::show,
        submission::receipt,
        submission::assessment,
        submission::file,
        submission::looks,
        reading::show,
        view::show,
        view::content,
        evidence::findings,
        evidence::components,
        timeline::platform,
        timeline::submission,
    ));
    out.extend(needs!(
        ReviewSubmissions,
        submission::take,
        submission::return_,
        many::confirm,
        many::remind,
        review::give,
        review::intend,
        review::drop_intention,
        review::answer,
        review::draft,
        deputy::list,
        deputy::colleagues,
        deputy::name,
        deputy::end,
    ));
    out.extend(needs!(AmendVerdict, review::amend, review::reopen));
    out.extend(needs!(AssignReviews, review::assign));
}

/// Notices and rectifications.
fn notices(out: &mut Vec<Route>) {
    out.extend(needs!(ViewNotices, notice::list, notice::show));
    out.extend(needs!(IssueNotices, notice::check, notice::issue, notice::send_back));
    out.extend(needs!(ServeNotices, notice::service));
    out.extend(needs!(AnswerNotices, notice::receipt, review::statement));
    out.extend(needs!(ViewRectifications, rectification::list, rectification::show, timeline::rectification));
    out.extend(needs!(
        HandleRectification,
        rectification::plan_,
        rectification::report,
        rectification::hand_in,
        rectification::extension,
        escalation::statement,
    ));
    out.extend(needs!(
        ReviewRectification,
        rectification::answer,
        rectification::accept_plan,
        rectification::return_plan,
        rectification::take,
        rectification::return_,
        rectification::close,
        many::extend_rectifications,
    ));
}

/// Deviations, assets, history.
fn deviations(out: &mut Vec<Route>) {
    out.extend(needs!(
        ViewDeviations,
        deviation::list,
        deviation::kinds,
        deviation::show,
        deviation::file,
        timeline::deviation,
        sheet::deviations,
        trend::show,
        asset::list,
        history::list,
        reconcile::show,
    ));
    out.extend(needs!(NameAssets, asset::map));
    out.extend(needs!(DisownAssets, asset::disown));
    out.extend(needs!(NameAssets, asset::release));
    out.extend(needs!(ImportHistory, history::import));
    out.extend(needs!(SignedIn, exploited::list));
    out.extend(needs!(ListExploited, exploited::create));
    out.extend(needs!(RequestDeviation, deviation::create, deviation::resubmit, deviation::withdraw));
    out.extend(needs!(
        DecideDeviations,
        deviation::grant,
        deviation::grant_many,
        deviation::refuse,
        deviation::return_,
        deviation::revoke,
    ));
}

/// Escalations, tables to take along, the ledger.
fn escalations(out: &mut Vec<Route>) {
    out.extend(needs!(ViewEscalations, escalation::list));
    out.extend(needs!(
        DecideEscalations,
        escalation::intend,
        escalation::answer,
        escalation::confirm,
        escalation::dismiss,
        escalation::close
    ));
    out.extend(needs!(ViewOrganisations, sheet::organisations));
    out.extend(needs!(ManageOrganisations, sheet::take_organisations));
    out.extend(needs!(ManageUsers, sheet::users));
    out.extend(needs!(ViewPlatforms, sheet::platforms));
    out.extend(needs!(ManagePlatforms, sheet::take_platforms));
    out.extend(needs!(ViewPlan, sheet::plan));
    out.extend(needs!(ManagePlan, sheet::take_plan));
    out.extend(needs!(ViewDues, sheet::dues));
    out.extend(needs!(RequestDue, sheet::take_dues));
    out.extend(needs!(ViewSubmissions, sheet::submissions));
    out.extend(needs!(ViewRectifications, sheet::rectifications));
    out.extend(needs!(HandleRectification, sheet::take_rectifications));
    out.extend(needs!(ViewEscalations, sheet::escalations));
    out.extend(needs!(ViewNotices, sheet::notices));
    out.extend(needs!(SignedIn, sheet::obligations));
    out.extend(needs!(ViewSubmissions, sheet::findings, sheet::components, sheet::timeline));
    out.extend(needs!(ViewLedger, ledger::checkpoint, ledger::consistency));
    out.extend(needs!(EraseContent, ledger::erase));
}

#[derive(OpenApi)]
#[openapi(info(
    title = "Yunjian 云鉴",
    version = "1",
    description = "Supervision of cloud services. Errors are problem documents (RFC 9457). Sign in with a session cookie, or send `Authorization: Bearer TOKEN`."
))]
struct Head;

fn assemble() -> (axum::Router<App>, Spec) {
    // Merged first and nested once: nesting two routers that share a path would keep one method of it.
    let routes = all().into_iter().fold(OpenApiRouter::new(), |sum, route| sum.merge(route.router));
    let api = OpenApiRouter::with_openapi(Head::openapi()).nest("/api/v1", routes);
    let (router, mut spec) = api.split_for_parts();
    // Handlers are named within their file; across the whole API the file's name makes them unique.
    for item in spec.paths.paths.values_mut() {
        let operations = [
            &mut item.get,
            &mut item.post,
            &mut item.put,
            &mut item.delete,
            &mut item.patch,
            &mut item.head,
            &mut item.options,
        ];
        for operation in operations.into_iter().flatten() {
            let tag = operation.tags.as_ref().and_then(|t| t.first().cloned()).unwrap_or_default();
            let name = operation.operation_id.clone().unwrap_or_default();
            operation.operation_id = Some(format!("{tag}_{}", name.trim_end_matches('_')));
        }
    }
    (router, spec)
}

/// The specification of the API, as committed and served.
pub fn openapi() -> Spec {
    assemble().1
}

async fn health() -> &'static str {
    "ok"
}

pub(crate) fn router(app: App) -> axum::Router {
    let (api, spec) = assemble();
    let body = app.config().limits.max_body_kib * 1024;
    api.layer(DefaultBodyLimit::max(body))
        .route("/api/v1/openapi.json", get(move || std::future::ready(Json(spec.clone()))))
        .route("/health", get(health))
        .fallback(crate::web::serve)
        .layer(tower_http::compression::CompressionLayer::new())
        .with_state(app)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_specification_has_every_route_under_a_name_of_its_own() {
        let spec = openapi();
        let mut names = HashSet::new();
        for route in all() {
            for (method, path) in route.operations() {
                let item = &spec.paths.paths[&format!("/api/v1{path}")];
                let operation = match method.as_str() {
                    "GET" => &item.get,
                    "POST" => &item.post,
                    "PUT" => &item.put,
                    "PATCH" => &item.patch,
                    "HEAD" => &item.head,
                    "OPTIONS" => &item.options,
                    _ => &item.delete,
                };
                let name = operation.as_ref().and_then(|o| o.operation_id.clone());
                assert!(names.insert(name.expect(&path)), "{method} {path} shares its name");
            }
        }
    }
}
