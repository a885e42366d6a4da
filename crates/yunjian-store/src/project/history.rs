//! A provider's register of before: it moves the day of first sight to the past, and brings findings no scan has shown yet.

use sqlx::AnyConnection;
use yunjian_domain::act::{Act, ActRecord, FileFacts};

use super::FactSource;
use super::findings::{Admitted, import};
use crate::{Result, db::Engine};

pub(super) async fn project(
    on: &mut AnyConnection,
    engine: Engine,
    record: &ActRecord,
    facts_of: &dyn FactSource,
) -> Result<()> {
    let Act::HistoryImported { import: id, platform, file, format, reader_version, facts } = &record.act
    else {
        return Ok(());
    };
    exec!(
        &mut *on,
        "INSERT INTO history_imports (id, platform_id, sha256, size, name_ref, format, facts, imported_at, imported_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id.clone(),
        platform.clone(),
        file.sha256.clone(),
        file.size,
        file.name.0.clone(),
        format.clone(),
        facts.clone(),
        record.at,
        record.by.user.clone()
    );
    let files = [FileFacts {
        sha256: file.sha256.clone(),
        format: format.clone(),
        kind: "register".to_owned(),
        reader_version: *reader_version,
        facts: facts.clone(),
        summary: String::new(),
    }];
    let admitted = Admitted { submission: id, files: &files, inventory: false, at: record.at };
    import(on, engine, platform, admitted, facts_of).await
}
