//! The checkout: its files and its crates.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, ensure};
use serde_json::Value;

/// Folders that are made, not written, by their path from the root; the same as in `.gitignore`.
const MADE: &[&str] = &["target", ".git", "web/dist", "data", "e2e/results"];

/// And wherever it stands.
const FETCHED: &str = "node_modules";

#[derive(Debug)]
pub(crate) struct House {
    root: PathBuf,
}

/// A file of the checkout: its path from the root, with `/`, and its bytes.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) path: String,
    pub(crate) bytes: Vec<u8>,
}

impl Entry {
    pub(crate) fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }
    pub(crate) fn ends(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.path.ends_with(ending))
    }
}

/// A crate of the workspace with its ordinary dependencies (neither `dev` nor `build`).
#[derive(Debug)]
pub(crate) struct Room {
    pub(crate) name: String,
    pub(crate) uses: Vec<String>,
}

impl House {
    /// The checkout this program was built in.
    pub(crate) fn here() -> Self {
        let own = Path::new(env!("CARGO_MANIFEST_DIR"));
        Self { root: own.parent().unwrap_or(own).to_owned() }
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    pub(crate) fn read(&self, path: &str) -> anyhow::Result<String> {
        fs::read_to_string(self.path(path)).with_context(|| path.to_owned())
    }

    /// Every file somebody wrote, in order of path.
    pub(crate) fn entries(&self) -> anyhow::Result<Vec<Entry>> {
        let mut out = Vec::new();
        let mut folders = vec![String::new()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(self.path(&folder)).with_context(|| folder.clone())? {
                let entry = entry?;
                let name = entry.file_name().to_string_lossy().into_owned();
                let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
                if name == FETCHED || MADE.contains(&path.as_str()) {
                    continue;
                }
                let kind = entry.file_type()?;
                if kind.is_dir() {
                    folders.push(path);
                } else if kind.is_file() {
                    let bytes = fs::read(entry.path()).with_context(|| path.clone())?;
                    out.push(Entry { path, bytes });
                }
            }
        }
        out.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(out)
    }

    /// The crates, as cargo sees them.
    pub(crate) fn rooms(&self) -> anyhow::Result<Vec<Room>> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let output = Command::new(cargo)
            .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
            .current_dir(&self.root)
            .output()
            .context("cargo metadata")?;
        ensure!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
        let metadata: Value = serde_json::from_slice(&output.stdout)?;
        let packages = metadata["packages"].as_array().context("cargo metadata names no packages")?;
        Ok(packages.iter().map(room).collect())
    }
}

fn room(package: &Value) -> Room {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let dependencies = package["dependencies"].as_array().into_iter().flatten();
    let uses = dependencies.filter(|d| d["kind"].is_null()).map(|d| text(&d["name"])).collect();
    Room { name: text(&package["name"]), uses }
}
