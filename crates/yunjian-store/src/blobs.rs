//! Blobs: bytes kept by their SHA-256 in a folder. Written once, never changed.
//!
//! A blob is written under a temporary name, synced, renamed, and its folder synced, before anything refers to
//! it: a receipt never stands for bytes that a power cut could take back.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

/// The folder of files that arrive in pieces; unlike temporary ones they outlive the process.
const PARTIAL: &str = "partial";

#[derive(Clone, Debug)]
pub struct Blobs {
    root: PathBuf,
}

/// A blob on its way in.
#[derive(Debug)]
pub struct BlobWriter {
    file: File,
    temporary: PathBuf,
    root: PathBuf,
    hash: Sha256,
    size: u64,
    finished: bool,
}

impl Blobs {
    /// # Errors
    /// When the folder cannot be made.
    pub fn open(root: impl Into<PathBuf>) -> io::Result<Self> {
        let root = root.into();
        fs::create_dir_all(root.join("tmp"))?;
        fs::create_dir_all(root.join(PARTIAL))?;
        Ok(Self { root })
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where a blob lies. `None` when `digest` is not 64 hexadecimal digits, so that no name leaves the folder.
    pub fn path(&self, digest: &str) -> Option<PathBuf> {
        (digest.len() == 64 && digest.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)))
            .then(|| self.root.join(&digest[..2]).join(digest))
    }

    pub fn exists(&self, digest: &str) -> bool {
        self.path(digest).is_some_and(|path| path.is_file())
    }

    /// # Errors
    /// When there is no such blob or it cannot be read.
    pub fn reader(&self, digest: &str) -> io::Result<File> {
        let path = self.path(digest).ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
        File::open(path)
    }

    /// Reads a blob that is known to be small, at most `limit` bytes.
    ///
    /// # Errors
    /// When it cannot be read, is larger, or its bytes do not have its digest any more.
    pub fn read(&self, digest: &str, limit: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.reader(digest)?.take(limit + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > limit {
            return Err(io::Error::other(format!("blob {digest} is larger than {limit} bytes")));
        }
        if hex::encode(Sha256::digest(&bytes)) != digest {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                format!("the bytes of blob {digest} were altered"),
            ));
        }
        Ok(bytes)
    }

    /// `name` must be unique among blobs being written (an id from the injected source).
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn writer(&self, name: &str) -> io::Result<BlobWriter> {
        let temporary = self.root.join("tmp").join(name);
        let file = File::options().write(true).create_new(true).open(&temporary)?;
        Ok(BlobWriter {
            file,
            temporary,
            root: self.root.clone(),
            hash: Sha256::new(),
            size: 0,
            finished: false,
        })
    }

    /// # Errors
    /// When the bytes cannot be stored.
    pub fn put(&self, name: &str, bytes: &[u8]) -> io::Result<String> {
        let mut writer = self.writer(name)?;
        writer.write_all(bytes)?;
        Ok(writer.finish()?.0)
    }

    /// Checks that a blob's bytes still have its digest.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn intact(&self, digest: &str) -> io::Result<bool> {
        let mut file = self.reader(digest)?;
        let mut hash = Sha256::new();
        let mut buffer = vec![0; 64 * 1024];
        loop {
            match file.read(&mut buffer)? {
                0 => return Ok(hex::encode(hash.finalize()) == digest),
                n => hash.update(&buffer[..n]),
            }
        }
    }

    /// Where a file lies that arrives in pieces. `name` is an id from the injected source.
    pub fn partial(&self, name: &str) -> PathBuf {
        self.root.join(PARTIAL).join(name)
    }

    /// SHA-256 of a partial file, after its bytes are on the disk for certain.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn digest_partial(&self, name: &str) -> io::Result<String> {
        let mut file = File::open(self.partial(name))?;
        file.sync_all()?;
        let mut hash = Sha256::new();
        let mut buffer = vec![0; 1 << 20];
        loop {
            match file.read(&mut buffer)? {
                0 => return Ok(hex::encode(hash.finalize())),
                n => hash.update(&buffer[..n]),
            }
        }
    }

    /// A partial file that has arrived whole becomes a blob.
    ///
    /// # Errors
    /// When it cannot be moved.
    pub fn adopt(&self, name: &str, digest: &str) -> io::Result<()> {
        let from = self.partial(name);
        keep(&self.root, &from, digest, File::open(&from)?.metadata()?.modified()?)
    }

    /// Removes partial files that nobody waits for and that were last written before `before` (milliseconds UTC by the
    /// machine's clock). Answers how many.
    ///
    /// # Errors
    /// When the folder cannot be read or changed.
    pub fn sweep_partial(
        &self,
        wanted: &std::collections::HashSet<String>,
        before: i64,
    ) -> io::Result<usize> {
        let limit = std::time::UNIX_EPOCH + std::time::Duration::from_millis(before.max(0).unsigned_abs());
        let mut swept = 0;
        for entry in fs::read_dir(self.root.join(PARTIAL))? {
            let entry = entry?;
            let wanted = wanted.contains(entry.file_name().to_string_lossy().as_ref());
            if !wanted && entry.metadata()?.modified()? < limit {
                fs::remove_file(entry.path())?;
                swept += 1;
            }
        }
        Ok(swept)
    }

    /// Removes temporary files that a stopped process left behind.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn sweep(&self) -> io::Result<usize> {
        let mut swept = 0;
        for entry in fs::read_dir(self.root.join("tmp"))? {
            fs::remove_file(entry?.path())?;
            swept += 1;
        }
        Ok(swept)
    }

    /// Removes blobs that nothing refers to and that were last wanted before `before` (milliseconds UTC by the
    /// machine's clock). Answers how many.
    ///
    /// # Errors
    /// When the folder cannot be read or changed.
    pub fn collect(&self, referenced: &std::collections::HashSet<String>, before: i64) -> io::Result<usize> {
        let limit = std::time::UNIX_EPOCH + std::time::Duration::from_millis(before.max(0).unsigned_abs());
        let mut collected = 0;
        for digest in self.all()? {
            let Some(path) = self.path(&digest) else { continue };
            if !referenced.contains(&digest) && fs::metadata(&path)?.modified()? < limit {
                fs::remove_file(path)?;
                collected += 1;
            }
        }
        Ok(collected)
    }

    /// The digests of all blobs.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn all(&self) -> io::Result<Vec<String>> {
        let mut out = Vec::new();
        for shelf in fs::read_dir(&self.root)? {
            let shelf = shelf?;
            if shelf.file_name() == "tmp" || shelf.file_name() == PARTIAL || !shelf.file_type()?.is_dir() {
                continue;
            }
            for blob in fs::read_dir(shelf.path())? {
                out.push(blob?.file_name().to_string_lossy().into_owned());
            }
        }
        out.sort();
        Ok(out)
    }
}

/// Moves a synced file to its place among the blobs.
fn keep(root: &Path, from: &Path, digest: &str, fresh: std::time::SystemTime) -> io::Result<()> {
    let shelf = root.join(&digest[..2]);
    let target = shelf.join(digest);
    if target.is_file() {
        // The blob is wanted again: its age, by which orphans are told, begins anew.
        File::options().write(true).open(&target)?.set_modified(fresh)?;
        fs::remove_file(from)
    } else {
        fs::create_dir_all(&shelf)?;
        fs::rename(from, &target)?;
        File::open(&shelf)?.sync_all()?;
        File::open(root)?.sync_all()
    }
}

impl BlobWriter {
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Its first four bytes, fewer when it is shorter.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn begins(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(4);
        File::open(&self.temporary)?.take(4).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Where it lies until it is kept, for a look by another process.
    pub fn place(&self) -> &Path {
        &self.temporary
    }

    /// Makes the blob durable under its digest; answers digest and size.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn finish(mut self) -> io::Result<(String, u64)> {
        self.file.sync_all()?;
        let digest = hex::encode(std::mem::take(&mut self.hash).finalize());
        keep(&self.root, &self.temporary, &digest, self.file.metadata()?.modified()?)?;
        self.finished = true;
        Ok((digest, self.size))
    }
}

impl Write for BlobWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.size += written as u64;
        Ok(written)
    }
    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for BlobWriter {
    fn drop(&mut self) {
        if !self.finished {
            let _ = fs::remove_file(&self.temporary);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back_and_alterations_show() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::open(folder.path()).unwrap();
        let digest = blobs.put("a", b"hello").unwrap();
        assert_eq!(blobs.read(&digest, 100).unwrap(), b"hello");
        assert!(blobs.read(&digest, 4).is_err(), "the limit holds");
        assert_eq!(blobs.put("b", b"hello").unwrap(), digest);
        assert_eq!(blobs.all().unwrap(), std::slice::from_ref(&digest));
        fs::write(blobs.path(&digest).unwrap(), b"hallo").unwrap();
        assert!(blobs.read(&digest, 100).is_err());
        assert!(!blobs.intact(&digest).unwrap());
    }

    #[test]
    fn an_abandoned_blob_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::open(folder.path()).unwrap();
        let mut writer = blobs.writer("x").unwrap();
        writer.write_all(b"half").unwrap();
        drop(writer);
        assert_eq!(fs::read_dir(folder.path().join("tmp")).unwrap().count(), 0);
        assert!(blobs.path("../../etc/passwd").is_none());
    }
}
