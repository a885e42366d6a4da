//! Large files of `yunjian submit`: sent in pieces by tus 1.0, each with its checksum, going on where an earlier run or a
//! broken connection stopped.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use indicatif::ProgressBar;
use sha2::{Digest as _, Sha256};
use ureq::Body;
use ureq::http::Response;
use yunjian_wire::upload::{UnfinishedFile, Upload, Uploads};

use crate::submit::{Client, Refusal};

/// From this size on a file is sent in pieces.
pub(crate) const LARGE: u64 = 16 << 20;
const PIECE: usize = 8 << 20;
/// Attempts in a row that may fail before the run gives up; what has arrived stays for the next run.
const ATTEMPTS: u32 = 8;
const VERSION: &str = "1.0.0";

/// A file as it lies on this machine.
pub(crate) struct Local<'a> {
    pub(crate) path: &'a Path,
    pub(crate) name: &'a str,
    pub(crate) size: u64,
    pub(crate) sha256: String,
}

impl<'a> Local<'a> {
    pub(crate) fn of(path: &'a Path) -> anyhow::Result<Self> {
        let name = path.file_name().and_then(|n| n.to_str()).context("a file name that is not text")?;
        let mut file = File::open(path).with_context(|| format!("{}", path.display()))?;
        let size = file.metadata()?.len();
        let sha256 = yunjian_evidence::sha256_hex(&mut file)?;
        Ok(Self { path, name, size, sha256 })
    }
    fn fingerprint(&self) -> String {
        format!("sha256:{}", self.sha256)
    }
    fn is(&self, other: &UnfinishedFile) -> bool {
        other.name == self.name
            && other.size.unsigned_abs() == self.size
            && other.fingerprint.as_deref() == Some(&self.fingerprint())
    }
    /// Whether the upload has the whole file already.
    pub(crate) fn arrived(&self, upload: &Upload) -> bool {
        upload.files.iter().any(|f| f.name == self.name && f.sha256 == self.sha256)
    }
}

/// An open upload of an earlier run for the same due items, with nothing in it but these files.
pub(crate) fn earlier(
    client: &Client,
    platform: &str,
    dues: &[String],
    files: &[Local<'_>],
) -> anyhow::Result<Option<Upload>> {
    let open: Uploads = client.get("/uploads")?;
    let mut wanted = dues.to_vec();
    wanted.sort_unstable();
    Ok(open.items.into_iter().find(|upload| {
        let mut served = upload.dues.clone();
        served.sort_unstable();
        let kept = |name: &str, sha256: &str| files.iter().any(|f| f.name == name && f.sha256 == sha256);
        upload.platform == platform
            && served == wanted
            && upload.files.iter().all(|f| kept(&f.name, &f.sha256))
            && upload.unfinished.iter().all(|u| files.iter().any(|f| f.is(u)))
    }))
}

/// Why a piece did not go through.
enum Failed {
    /// Worth another attempt: the connection, the server's trouble, another offset than supposed.
    ForNow(anyhow::Error),
    ForGood(anyhow::Error),
}

/// Sends a file to the end, beginning where it stopped.
pub(crate) fn send(
    client: &Client,
    upload: &Upload,
    local: &Local<'_>,
    bar: &ProgressBar,
) -> anyhow::Result<()> {
    let part = match upload.unfinished.iter().find(|u| local.is(u)) {
        Some(known) => known.id.clone(),
        None => announce(client, &upload.id, local)?,
    };
    let url = format!("{}/uploads/{}/tus/{part}", client.base, upload.id);
    let mut file = File::open(local.path).with_context(|| format!("{}", local.path.display()))?;
    let mut piece = Vec::with_capacity(PIECE);
    let (mut offset, mut failed) = (None, 0);
    loop {
        let step = match offset {
            None => arrived(client, &url),
            Some(at) if at >= local.size => return Ok(()),
            Some(at) => {
                file.seek(SeekFrom::Start(at))?;
                piece.clear();
                (&mut file).take(PIECE as u64).read_to_end(&mut piece)?;
                if piece.is_empty() {
                    bail!("{} became shorter while it was sent", local.path.display());
                }
                give(client, &url, at, &piece)
            }
        };
        match step {
            Ok(has) => {
                bar.set_position(has);
                if offset.is_some() {
                    failed = 0;
                }
                offset = Some(has);
            }
            Err(Failed::ForGood(error)) => return Err(error),
            Err(Failed::ForNow(error)) => {
                failed += 1;
                if failed >= ATTEMPTS {
                    let hint = "what has arrived is kept for two days; the same command goes on from there";
                    return Err(error.context(hint));
                }
                bar.set_message(format!("{} (again {failed})", local.name));
                std::thread::sleep(Duration::from_millis(250 << failed.min(6)));
                offset = None;
            }
        }
    }
}

fn announce(client: &Client, upload: &str, local: &Local<'_>) -> anyhow::Result<String> {
    let metadata =
        format!("filename {},fingerprint {}", BASE64.encode(local.name), BASE64.encode(local.fingerprint()));
    let response = client
        .agent
        .post(format!("{}/uploads/{upload}/tus", client.base))
        .header("Authorization", format!("Bearer {}", client.token))
        .header("Tus-Resumable", VERSION)
        .header("Upload-Length", local.size.to_string())
        .header("Upload-Metadata", metadata)
        .send_empty()
        .with_context(|| format!("{} cannot be reached", client.base))?;
    if response.status() != 201 {
        return client.answer::<serde_json::Value>(response).map(|_| String::new());
    }
    let location = response.headers().get("location").and_then(|v| v.to_str().ok()).unwrap_or_default();
    Ok(location.rsplit('/').next().unwrap_or_default().to_owned())
}

/// How much has arrived.
fn arrived(client: &Client, url: &str) -> Result<u64, Failed> {
    let asked = client
        .agent
        .head(url)
        .header("Authorization", format!("Bearer {}", client.token))
        .header("Tus-Resumable", VERSION)
        .call();
    judged(client, url, asked)
}

fn give(client: &Client, url: &str, at: u64, piece: &[u8]) -> Result<u64, Failed> {
    let given = client
        .agent
        .patch(url)
        .header("Authorization", format!("Bearer {}", client.token))
        .header("Tus-Resumable", VERSION)
        .header("Content-Type", "application/offset+octet-stream")
        .header("Upload-Offset", at.to_string())
        .header("Upload-Checksum", format!("sha256 {}", BASE64.encode(Sha256::digest(piece))))
        .send(piece);
    judged(client, url, given)
}

fn judged(client: &Client, url: &str, answer: Result<Response<Body>, ureq::Error>) -> Result<u64, Failed> {
    let response =
        answer.map_err(|e| Failed::ForNow(anyhow::Error::from(e).context(format!("sending to {url}"))))?;
    let status = response.status();
    if status.is_success() {
        return response
            .headers()
            .get("upload-offset")
            .and_then(|v| v.to_str().ok()?.parse().ok())
            .ok_or_else(|| Failed::ForGood(anyhow::anyhow!("the server did not say how much has arrived")));
    }
    let again = status.is_server_error() || matches!(status.as_u16(), 400 | 409 | 423 | 460);
    let error = match client.answer::<serde_json::Value>(response) {
        Err(error) => error,
        Ok(_) => anyhow::anyhow!("the server answered {status}"),
    };
    let interrupted = error.downcast_ref::<Refusal>().is_none_or(|r| r.0.code != "bad_header");
    if again && interrupted { Err(Failed::ForNow(error)) } else { Err(Failed::ForGood(error)) }
}
