//! THE list: the lines of business of this program. A new line is a folder in `business/`, a dependency
//! in `Cargo.toml`, and an entry here.

use line::Line;

/// All lines.
pub const LINES: &[Line] = &[savings::LINE];
