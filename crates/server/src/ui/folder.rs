//! Files of a folder, for those who develop the application.

use std::path::{Component, Path};

/// The bytes of a file inside the folder, if there is one.
pub(super) async fn read(folder: &Path, path: &str) -> Option<Vec<u8>> {
    let is_inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    if path.is_empty() || !is_inside {
        return None;
    }
    tokio::fs::read(folder.join(path)).await.ok()
}
