//! Files that arrive in pieces, by the open protocol tus 1.0: core, creation, expiration, checksum, termination.
//!
//! What the server says it has is on the disk: an offset is written down only after the bytes before it were synced, and
//! after a restart the file is cut back to that offset. A file that has arrived whole becomes a file of its upload
//! like any other.

use std::collections::HashSet;
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::Body as RawBody;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use futures_util::StreamExt as _;
use sha1::Sha1;
use sha2::{Digest as _, Sha256};
use utoipa_axum::router::OpenApiRouter;
use yunjian_store::tus::TusRow;
use yunjian_store::upload::{UploadFileRow, UploadRow};
use yunjian_wire::problem::Problem as Wire;

use super::upload::{clean_name, dangerous, find, room};
use crate::app::Ctx;
use crate::problem::{Problem, Result, internal};

/// The version of the protocol that is spoken.
pub const VERSION: &str = "1.0.0";
const EXTENSIONS: &str = "creation,expiration,checksum,termination";
const ALGORITHMS: &str = "sha256,sha1";
/// The header every request and every answer carries.
pub const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
const EXPIRES: HeaderName = HeaderName::from_static("upload-expires");
const PIECE: &str = "application/offset+octet-stream";
/// Bytes after which an offset is written down although the piece goes on: what a killed server loses at most.
const MARK: u64 = 32 << 20;
/// A sender that is silent for so long has gone.
const SILENCE: Duration = Duration::from_secs(60);

/// Files that a request is writing to: one at a time.
#[derive(Clone, Debug, Default)]
pub struct Locks(Arc<Mutex<HashSet<String>>>);

struct Lock {
    all: Locks,
    id: String,
}

impl Locks {
    fn take(&self, id: &str) -> Option<Lock> {
        let free = self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id.to_owned());
        free.then(|| Lock { all: self.clone(), id: id.to_owned() })
    }
    fn held(&self, id: &str) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains(id)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        self.all.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.id);
    }
}

/// What a piece is checked against.
#[derive(Clone, Debug)]
enum Checksum {
    Sha256(Sha256, Vec<u8>),
    Sha1(Sha1, Vec<u8>),
}

impl Checksum {
    fn of(headers: &HeaderMap) -> Result<Option<Self>> {
        let Some(stated) = text(headers, "upload-checksum") else { return Ok(None) };
        let wrong = || {
            Problem::new(
                StatusCode::BAD_REQUEST,
                "bad_checksum",
                format!("Upload-Checksum 须为算法名、空格和 Base64 校验值；可用算法：{ALGORITHMS}"),
                format!("Upload-Checksum is an algorithm ({ALGORITHMS}), a space and the value in Base64"),
            )
        };
        let (algorithm, value) = stated.split_once(' ').ok_or_else(wrong)?;
        let value = BASE64.decode(value.trim()).map_err(|_| wrong())?;
        match (algorithm, value.len()) {
            ("sha256", 32) => Ok(Some(Self::Sha256(Sha256::new(), value))),
            ("sha1", 20) => Ok(Some(Self::Sha1(Sha1::new(), value))),
            _ => Err(wrong()),
        }
    }
    fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Sha256(hash, _) => hash.update(bytes),
            Self::Sha1(hash, _) => hash.update(bytes),
        }
    }
    fn holds(self) -> bool {
        match self {
            Self::Sha256(hash, stated) => hash.finalize().as_slice() == stated,
            Self::Sha1(hash, stated) => hash.finalize().as_slice() == stated,
        }
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

fn number(headers: &HeaderMap, name: &str) -> Result<i64> {
    text(headers, name).and_then(|v| v.parse().ok()).filter(|n| *n >= 0).ok_or_else(|| {
        Problem::new(
            StatusCode::BAD_REQUEST,
            "bad_header",
            format!("请求头 {name} 须为非负整数"),
            format!("the header {name} is a whole number, zero or more"),
        )
    })
}

/// Refuses a request that speaks another version of the protocol.
fn spoken(headers: &HeaderMap) -> Result<()> {
    if text(headers, RESUMABLE.as_str()) == Some(VERSION) {
        return Ok(());
    }
    Err(Problem::new(
        StatusCode::PRECONDITION_FAILED,
        "tus_version",
        format!("请求须带 Tus-Resumable: {VERSION}"),
        format!("the request carries Tus-Resumable: {VERSION}"),
    ))
}

/// Key-value pairs of `Upload-Metadata`; values are Base64.
fn metadata(headers: &HeaderMap) -> Vec<(String, String)> {
    text(headers, "upload-metadata")
        .unwrap_or_default()
        .split(',')
        .filter_map(|pair| {
            let mut parts = pair.split_whitespace();
            let key = parts.next()?;
            let value = BASE64.decode(parts.next().unwrap_or_default()).ok()?;
            Some((key.to_owned(), String::from_utf8(value).ok()?))
        })
        .collect()
}

/// When an upload is thrown away, as HTTP writes a moment.
fn expires(at: i64) -> String {
    jiff::Timestamp::from_millisecond(at)
        .map(|t| t.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string())
        .unwrap_or_default()
}

fn value(text: String) -> Result<HeaderValue> {
    HeaderValue::from_str(&text).map_err(|e| internal(&e.to_string()))
}

fn too_large(most: u64) -> Problem {
    Problem::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "too_large",
        format!("文件超过 {} MiB 的上限", most >> 20),
        format!("the file is larger than the limit of {} MiB", most >> 20),
    )
}

async fn file(ctx: &Ctx, upload: &str, id: &str) -> Result<TusRow> {
    ctx.store()
        .tus_file(&ctx.scope(), upload, id, ctx.at)
        .await?
        .ok_or_else(|| Problem::not_found("file on its way"))
}

/// Every answer of these routes says which version of the protocol it speaks, refusals too.
pub(crate) fn marked(router: OpenApiRouter<crate::App>) -> OpenApiRouter<crate::App> {
    use tower_http::set_header::SetResponseHeaderLayer;
    router.layer(SetResponseHeaderLayer::overriding(RESUMABLE, HeaderValue::from_static(VERSION))).layer(
        SetResponseHeaderLayer::if_not_present(
            HeaderName::from_static("tus-version"),
            HeaderValue::from_static(VERSION),
        ),
    )
}

/// What of the protocol is spoken here.
#[utoipa::path(options, path = "/uploads/{upload}/tus", tag = "tus", params(("upload" = String, Path)),
    responses((status = 204), (status = 404, body = Wire)))]
pub async fn options(ctx: Ctx, Path(id): Path<String>) -> Result<Response> {
    find(&ctx, &id).await?;
    let most = ctx.app.config().limits.max_file_mib << 20;
    let headers = [
        (HeaderName::from_static("tus-version"), VERSION.to_owned()),
        (HeaderName::from_static("tus-extension"), EXTENSIONS.to_owned()),
        (HeaderName::from_static("tus-checksum-algorithm"), ALGORITHMS.to_owned()),
        (HeaderName::from_static("tus-max-size"), most.to_string()),
    ];
    Ok((StatusCode::NO_CONTENT, headers).into_response())
}

/// Announce a file that will arrive in pieces (tus 1.0, creation). `Upload-Metadata` gives its `filename`, and a
/// `fingerprint` by which the sender knows the same file again.
#[utoipa::path(post, path = "/uploads/{upload}/tus", tag = "tus", params(("upload" = String, Path)),
    responses((status = 201), (status = 404, body = Wire), (status = 412, body = Wire), (status = 413, body = Wire), (status = 422, body = Wire)))]
pub async fn create(ctx: Ctx, Path(id): Path<String>, headers: HeaderMap) -> Result<Response> {
    let upload = find(&ctx, &id).await?;
    spoken(&headers)?;
    let size = number(&headers, LENGTH.as_str())?;
    let limits = &ctx.app.config().limits;
    let most = limits.max_file_mib << 20;
    if size.unsigned_abs() > most {
        return Err(too_large(most));
    }
    if size == 0 {
        return Err(Problem::field("file", "empty", "文件为空", "the file is empty"));
    }
    let (mut name, mut fingerprint) = (None, None);
    for (key, value) in metadata(&headers) {
        match key.as_str() {
            "filename" | "name" => name = Some(value),
            "fingerprint" => fingerprint = Some(value.chars().take(200).collect::<String>()),
            _ => {}
        }
    }
    let name = clean_name(&name.unwrap_or_default())?;
    room(&ctx, &upload, &name, size).await?;
    let row = TusRow {
        id: ctx.app.entropy().id(ctx.at),
        upload_id: upload.id.clone(),
        name,
        size,
        received_bytes: 0,
        fingerprint,
        sha256: None,
        done: 0,
        expires_at: upload.expires_at,
    };
    // The file first: a row without a file would promise what is not there.
    let place = File::create_new(ctx.app.blobs().partial(&row.id))?;
    place.sync_all()?;
    ctx.store().open_tus(&row, ctx.at).await?;
    let location = format!("/api/v1/uploads/{}/tus/{}", upload.id, row.id);
    let headers = [(header::LOCATION, value(location)?), (EXPIRES, value(expires(row.expires_at))?)];
    Ok((StatusCode::CREATED, headers).into_response())
}

/// How much of a file has arrived (tus 1.0).
#[utoipa::path(head, path = "/uploads/{upload}/tus/{part}", tag = "tus",
    params(("upload" = String, Path), ("part" = String, Path)),
    responses((status = 200), (status = 404), (status = 412), (status = 423)))]
pub async fn state(
    ctx: Ctx,
    Path((id, part)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response> {
    let upload = find(&ctx, &id).await?;
    let mut row = file(&ctx, &id, &part).await?;
    spoken(&headers)?;
    if row.done == 0 && row.received_bytes == row.size && !ctx.app.locks().held(&part) {
        // It had arrived whole when the server was stopped.
        let lock = ctx.app.locks().take(&part).ok_or_else(locked)?;
        keep(&ctx, &upload, &row, lock).await?;
        row = file(&ctx, &id, &part).await?;
    }
    let headers = [
        (OFFSET, value(row.received_bytes.to_string())?),
        (LENGTH, value(row.size.to_string())?),
        (EXPIRES, value(expires(row.expires_at))?),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((StatusCode::OK, headers).into_response())
}

fn locked() -> Problem {
    Problem::new(
        StatusCode::LOCKED,
        "locked",
        "此文件正由另一个请求写入；请稍后再试",
        "another request is writing to this file; try again in a moment",
    )
}

fn wrong_offset(has: i64) -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "wrong_offset",
        format!("服务器已有 {has} 字节；请从此处续传"),
        format!("the server has {has} bytes; go on from there"),
    )
}

/// Send the next piece of a file (tus 1.0). A piece with `Upload-Checksum` is kept whole or not at all.
#[utoipa::path(patch, path = "/uploads/{upload}/tus/{part}", tag = "tus",
    params(("upload" = String, Path), ("part" = String, Path)),
    request_body(content = String, content_type = "application/offset+octet-stream"),
    responses((status = 204), (status = 404, body = Wire), (status = 409, body = Wire), (status = 412, body = Wire),
        (status = 413, body = Wire), (status = 415, body = Wire), (status = 422, body = Wire), (status = 423, body = Wire), (status = 460, body = Wire)))]
pub async fn append(
    ctx: Ctx,
    Path((id, part)): Path<(String, String)>,
    headers: HeaderMap,
    body: RawBody,
) -> Result<Response> {
    let upload = find(&ctx, &id).await?;
    file(&ctx, &id, &part).await?;
    spoken(&headers)?;
    if text(&headers, header::CONTENT_TYPE.as_str()) != Some(PIECE) {
        return Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "bad_body",
            format!("Content-Type 须为 {PIECE}"),
            format!("the Content-Type is {PIECE}"),
        ));
    }
    let offset = number(&headers, OFFSET.as_str())?;
    let checksum = Checksum::of(&headers)?;
    let lock = ctx.app.locks().take(&part).ok_or_else(locked)?;
    // Read again under the lock: another piece may have arrived meanwhile.
    let row = file(&ctx, &id, &part).await?;
    if row.received_bytes != offset {
        return Err(wrong_offset(row.received_bytes));
    }
    if row.done == 1 {
        return answer(&row, row.size);
    }
    if text(&headers, header::CONTENT_LENGTH.as_str())
        .and_then(|v| v.parse::<i64>().ok())
        .is_some_and(|length| offset.saturating_add(length) > row.size)
    {
        return Err(beyond());
    }
    // On its own: when the connection breaks, the request is dropped, but what arrived is still kept.
    let writing = tokio::spawn(async move {
        let (lock, received) = write(&ctx, &row, checksum, body, lock).await?;
        if received == row.size {
            keep(&ctx, &upload, &row, lock).await?;
        }
        answer(&row, received)
    });
    writing.await.map_err(|e| internal(&e.to_string()))?
}

fn answer(row: &TusRow, received: i64) -> Result<Response> {
    let headers = [(OFFSET, value(received.to_string())?), (EXPIRES, value(expires(row.expires_at))?)];
    Ok((StatusCode::NO_CONTENT, headers).into_response())
}

fn beyond() -> Problem {
    Problem::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "too_large",
        "内容超出文件声明的长度",
        "the piece goes beyond the length that was announced for the file",
    )
}

fn interrupted() -> Problem {
    Problem::new(
        StatusCode::BAD_REQUEST,
        "interrupted",
        "上传中断；请查询已接收的字节数后续传",
        "the upload broke off; ask how much has arrived and go on from there",
    )
}

/// Takes a piece; answers how many bytes of the file are on the disk then.
async fn write(
    ctx: &Ctx,
    row: &TusRow,
    mut checksum: Option<Checksum>,
    body: RawBody,
    lock: Lock,
) -> Result<(Lock, i64)> {
    let mut target = File::options().write(true).open(ctx.app.blobs().partial(&row.id))?;
    let begin = row.received_bytes.unsigned_abs();
    // Behind the offset may lie what was never acknowledged.
    target.set_len(begin)?;
    target.seek(SeekFrom::Start(begin))?;
    let (mut received, mut marked, mut broken) = (begin, begin, None);
    let mut stream = body.into_data_stream();
    loop {
        let Ok(next) = tokio::time::timeout(SILENCE, stream.next()).await else {
            broken = Some(interrupted());
            break;
        };
        let chunk = match next {
            None => break,
            Some(Ok(chunk)) => chunk,
            Some(Err(_)) => {
                broken = Some(interrupted());
                break;
            }
        };
        if received + chunk.len() as u64 > row.size.unsigned_abs() {
            target.set_len(marked)?;
            return Err(beyond());
        }
        if let Some(checksum) = &mut checksum {
            checksum.update(&chunk);
        }
        target.write_all(&chunk)?;
        received += chunk.len() as u64;
        if checksum.is_none() && received - marked >= MARK {
            note(ctx, row, &target, received).await?;
            marked = received;
        }
    }
    if let Some(checksum) = checksum {
        // Half a piece cannot be checked.
        let wrong = broken.is_none() && !checksum.holds();
        if wrong || broken.is_some() {
            target.set_len(begin)?;
            return Err(broken.unwrap_or_else(mismatch));
        }
    }
    if received > marked {
        note(ctx, row, &target, received).await?;
    }
    match broken {
        Some(problem) => Err(problem),
        None => Ok((lock, received as i64)),
    }
}

fn mismatch() -> Problem {
    Problem::new(
        StatusCode::from_u16(460).unwrap_or(StatusCode::BAD_REQUEST),
        "checksum_mismatch",
        "内容与校验值不符，这一段没有保存；请重新发送",
        "the piece does not have the stated checksum and was not kept; send it again",
    )
}

/// Writes down an offset once the bytes before it are on the disk.
async fn note(ctx: &Ctx, row: &TusRow, target: &File, received: u64) -> Result<()> {
    let handle = target.try_clone()?;
    off_thread(move || handle.sync_data()).await?;
    Ok(ctx.store().tus_received(&row.id, received as i64, ctx.app.now()).await?)
}

async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> std::io::Result<T> + Send + 'static,
) -> Result<T> {
    Ok(tokio::task::spawn_blocking(work).await.map_err(|e| internal(&e.to_string()))??)
}

/// A file that has arrived whole becomes a file of its upload. Can be done again from any point where it was stopped.
async fn keep(ctx: &Ctx, upload: &UploadRow, row: &TusRow, lock: Lock) -> Result<()> {
    let blobs = ctx.app.blobs();
    let place = blobs.partial(&row.id);
    let moved = row.sha256.as_deref().is_some_and(|digest| blobs.exists(digest)) && !place.exists();
    let digest = match &row.sha256 {
        Some(digest) if moved => digest.clone(),
        _ => {
            let mut begin = Vec::with_capacity(4);
            File::open(&place)?.take(4).read_to_end(&mut begin)?;
            if yunjian_evidence::archive::is_packed(&begin)
                && let Some(refusal) = ctx.app.reader().look(blobs, &place).await?
            {
                ctx.store().remove_tus(&row.id).await?;
                std::fs::remove_file(&place)?;
                return Err(dangerous(&row.name, refusal));
            }
            let (blobs, id) = (blobs.clone(), row.id.clone());
            let digest = off_thread(move || blobs.digest_partial(&id)).await?;
            ctx.store().tus_digest(&row.id, &digest).await?;
            let (blobs, id, sha256) = (ctx.app.blobs().clone(), row.id.clone(), digest.clone());
            off_thread(move || blobs.adopt(&id, &sha256)).await?;
            digest
        }
    };
    let kept = UploadFileRow { name: row.name.clone(), sha256: digest, size: row.size };
    ctx.store().tus_done(&row.id, &upload.id, &kept, ctx.app.now()).await?;
    drop(lock);
    Ok(())
}

/// Give up a file that is on its way (tus 1.0, termination).
#[utoipa::path(delete, path = "/uploads/{upload}/tus/{part}", tag = "tus",
    params(("upload" = String, Path), ("part" = String, Path)),
    responses((status = 204), (status = 404, body = Wire), (status = 412, body = Wire), (status = 423, body = Wire)))]
pub async fn end(
    ctx: Ctx,
    Path((id, part)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<StatusCode> {
    find(&ctx, &id).await?;
    let row = file(&ctx, &id, &part).await?;
    spoken(&headers)?;
    let _lock = ctx.app.locks().take(&part).ok_or_else(locked)?;
    ctx.store().remove_tus(&row.id).await?;
    if row.done == 1 {
        ctx.store().remove_upload_file(&id, &row.name).await?;
    } else if let Err(error) = std::fs::remove_file(ctx.app.blobs().partial(&row.id))
        && error.kind() != std::io::ErrorKind::NotFound
    {
        return Err(error.into());
    }
    Ok(StatusCode::NO_CONTENT)
}

/// For networks that let only GET and POST through: the method stands in `X-HTTP-Method-Override` (tus 1.0).
#[utoipa::path(post, path = "/uploads/{upload}/tus/{part}", tag = "tus",
    params(("upload" = String, Path), ("part" = String, Path)),
    request_body(content = String, content_type = "application/offset+octet-stream"),
    responses((status = 204), (status = 400, body = Wire), (status = 404, body = Wire), (status = 412, body = Wire)))]
pub async fn instead(
    ctx: Ctx,
    Path((id, part)): Path<(String, String)>,
    headers: HeaderMap,
    body: RawBody,
) -> Result<Response> {
    find(&ctx, &id).await?;
    file(&ctx, &id, &part).await?;
    match text(&headers, "x-http-method-override") {
        Some("PATCH") => append(ctx, Path((id, part)), headers, body).await,
        Some("HEAD") => state(ctx, Path((id, part)), headers).await,
        Some("DELETE") => Ok(end(ctx, Path((id, part)), headers).await?.into_response()),
        _ => Err(Problem::new(
            StatusCode::BAD_REQUEST,
            "bad_header",
            "请求头 X-HTTP-Method-Override 须为 PATCH、HEAD 或 DELETE",
            "the header X-HTTP-Method-Override is PATCH, HEAD or DELETE",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap()))
            .collect()
    }

    #[test]
    fn metadata_is_read_as_the_protocol_writes_it() {
        let stated = headers(&[(
            "upload-metadata",
            "filename OeaciC5uZXNzdXM=,is_confidential, x !!,fingerprint YQ==",
        )]);
        let read = metadata(&stated);
        assert_eq!(read[0], ("filename".to_owned(), "9月.nessus".to_owned()));
        assert_eq!(read[1], ("is_confidential".to_owned(), String::new()));
        assert_eq!(read[2], ("fingerprint".to_owned(), "a".to_owned()), "what is not Base64 is passed over");
    }

    #[test]
    fn a_moment_is_written_as_http_does() {
        assert_eq!(expires(784_111_777_000), "Sun, 06 Nov 1994 08:49:37 GMT");
    }

    #[test]
    fn checksums_hold_or_not_and_unknown_ones_are_refused() {
        // SHA-1 and SHA-256 of "hello world".
        for stated in
            ["sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=", "sha256 uU0nuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzek="]
        {
            let made = headers(&[("upload-checksum", stated)]);
            let mut right = Checksum::of(&made).unwrap().unwrap();
            let mut wrong = right.clone();
            right.update(b"hello world");
            wrong.update(b"hello worle");
            assert!(right.holds() && !wrong.holds(), "{stated}");
        }
        for stated in
            ["md5 XrY7u+Ae7tCTyyK7j1rNww==", "sha256 Kq5sNclPz7QV2+lfQIuc6R7oRu0=", "sha1", "sha1 !"]
        {
            assert!(Checksum::of(&headers(&[("upload-checksum", stated)])).is_err(), "{stated}");
        }
        assert!(Checksum::of(&HeaderMap::new()).unwrap().is_none());
    }
}
