//! What the terminal shows while the demo is made: one line that changes, or percentages elsewhere.

use std::io::{IsTerminal, Write, stderr};

/// A line on the standard error.
pub(super) struct Progress {
    /// A person looks at it.
    terminal: bool,
    silent: bool,
}

impl Progress {
    pub fn begin(what: &str) -> Self {
        let progress = Self { terminal: stderr().is_terminal(), silent: false };
        progress.show(what);
        progress
    }

    /// For tests.
    #[cfg(test)]
    pub fn silent() -> Self {
        Self { terminal: false, silent: true }
    }

    /// So many of so many are done.
    pub fn step(&self, n: usize, of: usize, what: &str) {
        let percent = (n - 1) * 100 / of.max(1);
        if self.terminal {
            let filled = 24 * (n - 1) / of.max(1);
            let bar: String = (0..24).map(|place| if place < filled { '#' } else { '.' }).collect();
            self.show(&format!("{bar} {percent:>3} %  {what}"));
        } else if (n - 1).is_multiple_of(of.div_ceil(10).max(1)) {
            self.show(&format!("{percent} % {what}"));
        }
    }

    /// The last line.
    pub fn end(&self, what: &str) {
        self.show(what);
        if self.terminal {
            eprintln!();
        }
    }

    fn show(&self, what: &str) {
        if self.silent {
            return;
        }
        if self.terminal {
            // Clears the line first. A terminal that is gone is no reason to stop.
            let _ = write!(stderr(), "\r\x1b[2K{what}").and_then(|()| stderr().flush());
        } else {
            eprintln!("{what}");
        }
    }
}
