//! 本机: what the machine runs on, for a problem report.

use std::path::Path;

use super::disk::{Disk as _, Machine};

/// The system's name and version, its processor, and how windows are shown: `Debian GNU/Linux 12 · linux x86_64 · x11`.
pub fn name() -> String {
    let os = format!("{} {}", std::env::consts::OS, std::env::consts::ARCH);
    let session = std::env::var("XDG_SESSION_TYPE").ok().filter(|session| !session.is_empty());
    let release = Machine.read(Path::new("/etc/os-release"), 64 * 1024);
    let release = release.ok().and_then(|bytes| pretty(&String::from_utf8_lossy(&bytes)));
    let parts = [release, Some(os), session];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn pretty(release: &str) -> Option<String> {
    let line = release.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="))?;
    Some(line.trim_matches('"').to_owned()).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_the_system_is_read() {
        assert_eq!(pretty("ID=uos\nPRETTY_NAME=\"统信桌面 20\"\n").as_deref(), Some("统信桌面 20"));
        assert_eq!(pretty("ID=uos\n"), None);
        assert!(name().contains(std::env::consts::ARCH));
    }
}
