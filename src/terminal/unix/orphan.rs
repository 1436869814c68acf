//! Whether anyone would continue the process if it stopped.

use rustix::process::{Pid, getpgid, getpid, getppid, getsid};

/// Whether the process group is orphaned: no shell of the session waits to continue it, as in a terminal
/// that was opened for the program alone. Such a group does not stop, and one that did would lie there
/// for ever.
pub(in crate::terminal) fn is_orphaned() -> bool {
    let (Ok(group), Ok(session)) = (getpgid(None), getsid(None)) else {
        return false;
    };
    let mut parent = if getpid() == session { None } else { getppid() };
    // A process whose parent belongs to the same group is continued by whoever continues the parent.
    while let Some(process) = parent {
        if getsid(Some(process)) != Ok(session) {
            return true;
        }
        if getpgid(Some(process)) != Ok(group) {
            return false;
        }
        if process == session {
            return true;
        }
        let Some(next) = parent_of(process) else {
            // Where it cannot be told, the shell is taken to know what it does.
            return false;
        };
        parent = Some(next);
    }
    true
}

/// The parent of another process, where the system tells.
fn parent_of(process: Pid) -> Option<Pid> {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", process.as_raw_nonzero())).ok()?;
    // After the name, which can hold anything, come the state and the parent.
    let (_, after) = stat.rsplit_once(')')?;
    Pid::from_raw(after.split_whitespace().nth(1)?.parse().ok()?)
}
