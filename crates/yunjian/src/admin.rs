//! `yunjian admin`: what only the person at the server's machine may do.

use std::fs;
use std::io::{BufRead as _, IsTerminal as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use yunjian_domain::act::Act;
use yunjian_server::api::session::{BOOTSTRAP, hash_password};
use yunjian_server::auth::digest;
use yunjian_server::{Clock, jobs};
use yunjian_store::{Blobs, Engine, Store};

use crate::data::{self, DATABASE, Place};
use crate::{Ended, runtime};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Print a one-time code for making the first administrator.
    Bootstrap {
        #[command(flatten)]
        place: Place,
    },
    /// Set a new password, read from standard input; the person's sessions end and API tokens are revoked.
    ResetPassword {
        login: String,
        #[command(flatten)]
        place: Place,
    },
    /// Put a new ledger key in place of the old one; the server must not be running.
    RotateKey {
        #[command(flatten)]
        place: Place,
    },
    /// Bring a list of known exploited weaknesses: the public catalogue's JSON or CSV, or a plain list of ids with dates.
    ImportExploited {
        file: PathBuf,
        /// What the list calls itself, where the file does not say.
        #[arg(long)]
        title: Option<String>,
        /// Its version, where the file does not say.
        #[arg(long = "list-version")]
        version: Option<String>,
        #[command(flatten)]
        place: Place,
    },
    /// Copy database, files and keys into a new folder.
    Backup {
        target: PathBuf,
        #[command(flatten)]
        place: Place,
    },
    /// Put a backup into an empty data folder.
    Restore {
        source: PathBuf,
        #[command(flatten)]
        place: Place,
    },
}

pub(crate) fn run(args: Args) -> anyhow::Result<Ended> {
    let runtime = runtime()?;
    match args.command {
        Command::Bootstrap { place } => runtime.block_on(bootstrap(&place)),
        Command::ResetPassword { login, place } => runtime.block_on(reset_password(&login, &place)),
        Command::ImportExploited { file, title, version, place } => {
            runtime.block_on(import_exploited(&file, title.as_deref(), version.as_deref(), &place))
        }
        Command::RotateKey { place } => runtime.block_on(rotate_key(&place)),
        Command::Backup { target, place } => runtime.block_on(backup(&target, &place)),
        Command::Restore { source, place } => restore(&source, &place),
    }
}

async fn bootstrap(place: &Place) -> anyhow::Result<Ended> {
    let config = place.config()?;
    // The server may be running; the code is a row of an operational table.
    data::private_folder(Path::new(&config.data))?;
    let store = Store::open(&data::database_url(&config)).await?;
    if store.has_users().await? {
        bail!("there are users already; a code is only given while there are none");
    }
    let secret = yunjian_store::Entropy::secret(&yunjian_server::ambient::OsEntropy::default());
    let code = hex::encode(&secret[..10]);
    store.set_setting(BOOTSTRAP, Some(&digest(&code))).await?;
    store.close().await;
    say!("{code}");
    eprintln!(
        "yunjian: open the server's page and enter this code once 请在服务器页面输入此代码，仅可使用一次"
    );
    Ok(Ended::Done)
}

async fn reset_password(login: &str, place: &Place) -> anyhow::Result<Ended> {
    if std::io::stdin().is_terminal() {
        eprint!("new password 新密码: ");
    }
    let mut password = String::new();
    std::io::stdin().lock().read_line(&mut password)?;
    let password = password.trim_end_matches(['\r', '\n']);
    let config = place.config()?;
    // The folder may be in use by the server: nothing of the record is touched.
    let store = Store::open(&data::database_url(&config)).await?;
    let hash = hash_password(&yunjian_server::ambient::OsEntropy::default(), password)
        .map_err(|p| anyhow::anyhow!("{}", p.wire().detail))?;
    let found = store.reset_password(login, &hash).await?;
    store.close().await;
    if !found {
        bail!("there is no login {login}");
    }
    say!("the password of {login} was set 密码已设置");
    Ok(Ended::Done)
}

async fn import_exploited(
    file: &Path,
    title: Option<&str>,
    version: Option<&str>,
    place: &Place,
) -> anyhow::Result<Ended> {
    let most = yunjian_evidence::exploited::MOST_BYTES as u64;
    if fs::metadata(file).with_context(|| format!("{}", file.display()))?.len() > most {
        bail!("{} is larger than 16 MiB", file.display());
    }
    let bytes = fs::read(file).with_context(|| format!("{}", file.display()))?;
    let opened = data::open(place.config()?, Clock::real(), Vec::new()).await?;
    let mut tx = opened.app.system_door().await?;
    let listed = match yunjian_server::api::exploited::take(&mut tx, &bytes, title, version).await {
        Ok(listed) => listed,
        Err(problem) => {
            let wire = problem.wire();
            bail!("{}: {} {}", file.display(), wire.detail, wire.detail_zh);
        }
    };
    tx.commit().await?;
    jobs::integrate(&opened.app).await?;
    opened.app.store().close().await;
    let entries = listed.entries;
    if listed.unchanged {
        say!("{} {}: {entries} entries, in force already 清单未变", listed.title, listed.version);
    } else {
        say!("{} {}: {entries} entries 条, {} skipped 跳过", listed.title, listed.version, listed.skipped);
    }
    Ok(Ended::Done)
}

async fn rotate_key(place: &Place) -> anyhow::Result<Ended> {
    let config = place.config()?;
    let data = PathBuf::from(&config.data);
    let opened = data::open(config.clone(), Clock::real(), Vec::new()).await?;
    // Everything recorded so far goes under a checkpoint of the old key.
    jobs::integrate(&opened.app).await?;
    let (old, new) = data::rotate(&data, &config.origin)?;
    let mut tx = opened.app.system_door().await?;
    tx.record(None, Act::LedgerKeyRotated { old: old.to_string(), new: new.to_string() }).await?;
    tx.commit().await?;
    // The first checkpoint of the new key, so that no receipt joins a new promise to an old checkpoint.
    let key = data::existing_key(&data, &config.origin)?;
    while opened.app.store().integrate(&key, opened.app.now()).await? > 0 {}
    opened.app.store().close().await;
    say!("old {old}\nnew {new}");
    Ok(Ended::Done)
}

async fn backup(target: &Path, place: &Place) -> anyhow::Result<Ended> {
    let config = place.config()?;
    if target.exists() {
        bail!("{} exists; give a new folder", target.display());
    }
    let store = Store::open(&data::database_url(&config)).await?;
    data::private_folder(target)?;
    // The database first: every file it refers to is already on disk by then.
    if store.engine() == Engine::Sqlite {
        store.backup_sqlite(&target.join(DATABASE)).await?;
    } else {
        eprintln!(
            "yunjian: the database is PostgreSQL; take it along with pg_dump. Files and keys are copied."
        );
    }
    store.close().await;
    let data = Path::new(&config.data);
    copy_folder(&data.join("blobs"), &target.join("blobs"))?;
    copy_folder(&data.join("keys"), &target.join("keys"))?;
    say!("{}", target.display());
    Ok(Ended::Done)
}

fn restore(source: &Path, place: &Place) -> anyhow::Result<Ended> {
    let config = place.config()?;
    let data = Path::new(&config.data);
    if data.join(DATABASE).exists() || data.join("keys").exists() {
        bail!("{} is not empty; a backup is only put into an empty folder", data.display());
    }
    if !source.join("blobs").is_dir() || !source.join("keys").is_dir() {
        bail!("{} is no backup: it has no folders blobs and keys", source.display());
    }
    data::private_folder(data)?;
    let _held = data::hold(data)?;
    let blobs = Blobs::open(source.join("blobs")).with_context(|| format!("{}", source.display()))?;
    for digest in blobs.all()? {
        if !blobs.intact(&digest)? {
            bail!("the backup is damaged: file {digest} does not have its digest");
        }
    }
    copy_folder(&source.join("blobs"), &data.join("blobs"))?;
    copy_folder(&source.join("keys"), &data.join("keys"))?;
    if source.join(DATABASE).exists() {
        fs::copy(source.join(DATABASE), data.join(DATABASE))?;
    }
    say!("restored into {}; check it with `yunjian verify --replay`", data.display());
    Ok(Ended::Done)
}

/// Copies a folder; what is only on its way into the blobs is left out.
fn copy_folder(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(to)?;
    fs::set_permissions(to, fs::metadata(from)?.permissions())?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_name() == "tmp" {
            continue;
        }
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}
