//! How far a long command is, on standard error where that is a terminal.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};

use clap::Args;

use crate::simulation::{cores, shared_out};

/// How many threads compute.
#[derive(Debug, Args)]
pub(super) struct Threads {
    /// Number of threads [default: as many as the machine has]; results do not depend on it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
}

impl Threads {
    /// `job` of 0 up to `count`, in this order, with a word on how far it is unless that is to be quiet.
    pub(super) fn all<T: Send>(
        &self,
        count: usize,
        quiet: bool,
        job: impl Fn(usize) -> T + Sync,
    ) -> Vec<T> {
        let threads = self.threads.map_or_else(cores, usize::from);
        let shown = !quiet && io::stderr().is_terminal();
        let done = AtomicUsize::new(0);
        let results = shared_out(count, threads.min(count).max(1), |index| {
            let result = job(index);
            let so_far = done.fetch_add(1, Ordering::Relaxed) + 1;
            if shown && percent(so_far, count) != percent(so_far - 1, count) {
                tell(&format!("\r{:3}%", percent(so_far, count)));
            }
            result
        });
        if shown {
            tell("\r     \r");
        }
        results
    }
}

fn percent(part: usize, whole: usize) -> usize {
    100 * part / whole.max(1)
}

/// No one may be listening.
fn tell(text: &str) {
    let mut stream = io::stderr().lock();
    let _ = stream.write_all(text.as_bytes());
    let _ = stream.flush();
}
