//! Silence: what nobody acknowledged in its time counts as served.

use yunjian_domain::notice::Command;
use yunjian_store::Scope;

use super::JobFault;
use crate::App;

/// Serves the notices on which silence counts by now.
///
/// # Errors
/// When the database refuses.
pub async fn deem(app: &App) -> Result<(), JobFault> {
    let scope = Scope::system();
    for id in app.store().silent_notices(&scope, app.now()).await? {
        let Some(notice) = app.store().notice(&scope, &id).await? else { continue };
        let Some(platform) = app.store().platform(&scope, &notice.platform_id).await? else { continue };
        let workdays =
            crate::api::review::statement_workdays(app.store(), &Scope::system(), &platform.id).await?;
        let mut tx = app.system_door().await?;
        let at = tx.at();
        match crate::api::notice::serve(
            &mut tx,
            &Scope::system(),
            &platform,
            &id,
            Command::Deem,
            workdays,
            at,
        )
        .await
        {
            Ok(_) => _ = tx.commit().await?,
            // Acknowledged in the meantime: nothing is left to do.
            Err(problem) if problem.status() == axum::http::StatusCode::CONFLICT => {}
            Err(problem) => return Err(problem.into()),
        }
    }
    Ok(())
}
