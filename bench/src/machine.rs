//! On what was measured.

use std::fs::read_to_string;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

/// Processors, memory, system, PostgreSQL and the program, in one line.
pub fn describe(program: &Path) -> Result<String> {
    let processors = read_to_string("/proc/cpuinfo")?;
    let model = value(&processors, "model name").unwrap_or("unknown processors");
    let count = std::thread::available_parallelism()?;
    let memory = read_to_string("/proc/meminfo")?;
    let memory = value(&memory, "MemTotal").context("`MemTotal` in /proc/meminfo")?;
    let system = read_to_string("/proc/sys/kernel/osrelease")?;
    let mut parts = vec![
        format!("{count} processors ({model})"),
        format!("memory {memory}"),
        format!("Linux {}", system.trim()),
    ];
    parts.extend(version(Command::new("psql").arg("--version")));
    parts.extend(version(Command::new(program).arg("--version")));
    Ok(parts.join("; "))
}

fn value<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    let line = text.lines().find(|line| line.starts_with(key))?;
    line.split_once(':').map(|(_, value)| value.trim())
}

/// What a program says of its version; nothing if it is not installed.
fn version(command: &mut Command) -> Option<String> {
    let output = command.output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
