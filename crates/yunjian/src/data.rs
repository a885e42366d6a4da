//! The data folder: database, files, ledger key.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, bail};
use yunjian_ledger::key::{SigningKey, VerifierKey};
use yunjian_server::ambient::OsEntropy;
use yunjian_server::app::FactFiles;
use yunjian_server::reader::Reader;
use yunjian_server::{App, Clock, Config, Parts};
use yunjian_store::{Blobs, Entropy as _, Store};

/// Name of the SQLite database in the data folder.
pub(crate) const DATABASE: &str = "yunjian.db";

/// Where a server keeps its things.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Place {
    /// Folder for the database, the files and the ledger key.
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// Database address; SQLite in the data folder when not given. May also stand in YUNJIAN_DATABASE.
    #[arg(long, value_name = "URL", env = "YUNJIAN_DATABASE", hide_env_values = true)]
    pub(crate) database: Option<String>,
    /// Configuration file; it needs only the lines that differ from the default.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

impl Place {
    pub(crate) fn config(&self) -> anyhow::Result<Config> {
        let mut config = match &self.config {
            Some(path) => {
                let text = fs::read_to_string(path).with_context(|| format!("{}", path.display()))?;
                Config::with(&text).with_context(|| format!("{}", path.display()))?
            }
            None => Config::default(),
        };
        if let Some(data) = &self.data {
            config.data = data.to_string_lossy().into_owned();
        }
        if let Some(database) = &self.database {
            config.database = database.clone();
        }
        Ok(config)
    }
}

/// An opened data folder. While it is held no other process opens the same folder for writing.
pub(crate) struct Opened {
    pub(crate) app: App,
    _lock: File,
}

pub(crate) fn database_url(config: &Config) -> String {
    if config.database.is_empty() {
        format!("sqlite:{}", Path::new(&config.data).join(DATABASE).display())
    } else {
        config.database.clone()
    }
}

/// The reader of uploaded files: this very program, as a child with limits.
fn reader(config: &Config) -> anyhow::Result<Reader> {
    Ok(Reader::Child {
        program: std::env::current_exe()?,
        arguments: vec!["read-one".to_owned()],
        seconds: config.limits.reader_seconds,
        mib: config.limits.reader_mib,
    })
}

/// Opens the folder, making what is missing.
pub(crate) async fn open(
    config: Config,
    clock: Clock,
    demo: Vec<yunjian_wire::session::DemoUser>,
) -> anyhow::Result<Opened> {
    open_with(config, clock, demo, Arc::new(OsEntropy::default())).await
}

/// As [`open`], with ids and randomness from elsewhere.
pub(crate) async fn open_with(
    config: Config,
    clock: Clock,
    demo: Vec<yunjian_wire::session::DemoUser>,
    entropy: Arc<dyn yunjian_store::Entropy>,
) -> anyhow::Result<Opened> {
    let data = PathBuf::from(&config.data);
    private_folder(&data)?;
    let lock = lock(&data)?;
    let blobs = Blobs::open(data.join("blobs"))?;
    let key = signing_key(&data, &config.origin)?;
    let earlier_keys = earlier_keys(&data)?;
    let store = Store::open(&database_url(&config)).await?.telling_from(config.messages.from()?);
    let rebuilt = store.rebuild(&FactFiles(blobs.clone())).await?;
    if rebuilt > 0 {
        eprintln!(
            "yunjian: this version keeps its tables differently; they were made anew from {rebuilt} acts 已按记录重建数据表"
        );
    }
    let app = App::new(Parts {
        store,
        blobs,
        clock,
        entropy,
        key,
        earlier_keys,
        reader: reader(&config)?,
        config,
        demo,
    });
    Ok(Opened { app, _lock: lock })
}

fn lock(data: &Path) -> anyhow::Result<File> {
    let file = File::options().create(true).truncate(false).write(true).open(data.join("lock"))?;
    // A server killed in the very moment it started a reader leaves its lock to that child for as long as the
    // child needs to become another program; whoever restarts it at once is not sent away for that.
    for _ in 0..20 {
        if file.try_lock().is_ok() {
            return Ok(file);
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    bail!("the data folder {} is in use by another yunjian process", data.display());
}

/// Holds the folder without opening anything in it.
pub(crate) fn hold(data: &Path) -> anyhow::Result<File> {
    lock(data)
}

/// Makes a folder that is nobody else's to read: it holds the ledger key and password hashes.
pub(crate) fn private_folder(path: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(path).with_context(|| format!("the folder {}", path.display()))?;
    restrict(path, 0o700)
}

fn restrict(path: &Path, mode: u32) -> anyhow::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))?;
    Ok(())
}

fn key_path(data: &Path) -> PathBuf {
    data.join("keys").join("ledger.seed")
}

/// The folder's ledger key, made when there is none yet.
pub(crate) fn signing_key(data: &Path, origin: &str) -> anyhow::Result<SigningKey> {
    if !key_path(data).exists() {
        private_folder(&data.join("keys"))?;
        write_key(data, &OsEntropy::default().secret())?;
    }
    existing_key(data, origin)
}

/// The folder's ledger key.
pub(crate) fn existing_key(data: &Path, origin: &str) -> anyhow::Result<SigningKey> {
    let path = key_path(data);
    let text = fs::read_to_string(&path).with_context(|| format!("the ledger key {}", path.display()))?;
    let seed: [u8; 32] = hex::decode(text.trim())
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .with_context(|| format!("{} is not a key of 64 hexadecimal digits", path.display()))?;
    Ok(SigningKey::from_seed(origin, &seed)?)
}

fn write_key(data: &Path, seed: &[u8; 32]) -> anyhow::Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let fresh = data.join("keys").join("ledger.seed.new");
    let mut file = File::options().write(true).create(true).truncate(true).mode(0o600).open(&fresh)?;
    file.write_all(hex::encode(seed).as_bytes())?;
    file.sync_all()?;
    fs::rename(&fresh, key_path(data))?;
    File::open(data.join("keys"))?.sync_all()?;
    Ok(())
}

/// Verifier keys of the ledger's earlier times.
pub(crate) fn earlier_keys(data: &Path) -> anyhow::Result<Vec<VerifierKey>> {
    match fs::read_to_string(data.join("keys").join("earlier.vkeys")) {
        Ok(text) => text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| line.trim().parse().map_err(|e| anyhow::anyhow!("keys/earlier.vkeys: {e}")))
            .collect(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error.into()),
    }
}

/// Puts a new key in place of the old one, whose verifier key is kept.
pub(crate) fn rotate(data: &Path, origin: &str) -> anyhow::Result<(VerifierKey, VerifierKey)> {
    use std::io::Write as _;
    let old = signing_key(data, origin)?.verifier().clone();
    let mut earlier =
        File::options().create(true).append(true).open(data.join("keys").join("earlier.vkeys"))?;
    writeln!(earlier, "{old}")?;
    earlier.sync_all()?;
    write_key(data, &OsEntropy::default().secret())?;
    Ok((old, signing_key(data, origin)?.verifier().clone()))
}
