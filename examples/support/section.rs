//! Tables that commands write into the papers, between the marks `<!-- name:begin -->` and `<!-- name:end -->`.

use std::error::Error;
use std::fs;

/// Replaces what stands between the marks of a file; in the documentation of a Rust module, as `//!` lines.
pub fn write_section(file: &str, name: &str, text: &str) -> Result<(), Box<dyn Error>> {
    let prefix = if file.ends_with(".rs") { "//! " } else { "" };
    let old = fs::read_to_string(file)?;
    let (begin, end) = (format!("{prefix}<!-- {name}:begin -->\n"), format!("{prefix}<!-- {name}:end -->\n"));
    let (Some(from), Some(to)) = (old.find(&begin), old.find(&end)) else {
        return Err(format!("{file} has no place for {name:?}").into());
    };
    let lines: String = format!("\n{}\n\n", text.trim())
        .lines()
        .map(|line| format!("{prefix}{line}").trim_end().to_string() + "\n")
        .collect();
    fs::write(file, format!("{}{lines}{}", &old[..from + begin.len()], &old[to..]))?;
    Ok(())
}
