//! A folder of folders: one folder per character, with its pictures.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use moelens::picture::sha256_hex;

use super::source::Failure;

/// A picture file and whose it is.
pub struct Entry {
    /// The file.
    pub path: PathBuf,
    /// Place of its character among [`Folder::names`].
    pub class: usize,
}

/// What lies in a folder of folders. Files that begin with a dot are passed over.
pub struct Folder {
    /// Names of the characters, which are those of the folders, sorted.
    pub names: Vec<String>,
    /// Files in the order of characters, then of names; none twice.
    pub entries: Vec<Entry>,
    /// Files with the same bytes as an earlier one, which stands beside them.
    pub duplicates: Vec<(PathBuf, PathBuf)>,
}

/// Lists a folder of folders; the files are read, but not decoded.
///
/// # Errors
/// When a folder or file cannot be read, or there is no folder in it.
pub fn list(folder: &Path) -> Result<Folder, Failure> {
    let folders: Vec<PathBuf> = sorted(folder)?.into_iter().filter(|p| p.is_dir()).collect();
    if folders.is_empty() {
        return Err(
            format!("{} holds no folders; put each character's pictures into one", folder.display()).into()
        );
    }
    let mut found = Folder { names: Vec::new(), entries: Vec::new(), duplicates: Vec::new() };
    let mut seen: HashMap<String, PathBuf> = HashMap::new();
    for folder in folders {
        let class = found.names.len();
        found.names.push(name_of(&folder));
        for path in sorted(&folder)?.into_iter().filter(|p| p.is_file()) {
            let bytes = fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            match seen.get(&sha256_hex(&bytes)) {
                Some(first) => found.duplicates.push((path, first.clone())),
                None => {
                    seen.insert(sha256_hex(&bytes), path.clone());
                    found.entries.push(Entry { path, class });
                }
            }
        }
    }
    Ok(found)
}

/// What a folder holds, in the order of names.
fn sorted(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut paths = entries.map(|e| e.map(|e| e.path())).collect::<Result<Vec<_>, _>>()?;
    paths.retain(|p| !name_of(p).starts_with('.'));
    paths.sort();
    Ok(paths)
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
