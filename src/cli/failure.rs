//! Why a command could not be done, and what the process says of it.

use std::fmt;
use std::io;
use std::process::ExitCode;

use crate::mistake::{Mistakes, escaped};

/// Why a command could not be done.
#[derive(Debug)]
pub(super) enum Failure {
    /// Scenes with mistakes.
    Mistakes(Vec<Mistakes>),
    /// Arguments with mistakes.
    Usage(Vec<Mistakes>),
    /// Anything else, in a sentence.
    Other(String),
    /// No one reads the output any more, which is no failure to speak of.
    ClosedPipe,
}

impl Failure {
    /// The status by which the shell knows it.
    pub(super) fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self {
            Self::Mistakes(_) | Self::Other(_) => 1,
            Self::Usage(_) => 2,
            Self::ClosedPipe => 0,
        })
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mistakes(texts) | Self::Usage(texts) => {
                for (number, mistakes) in texts.iter().enumerate() {
                    if number > 0 {
                        writeln!(f)?;
                    }
                    write!(f, "{mistakes}")?;
                }
                Ok(())
            }
            Self::Other(message) => {
                writeln!(f, "descent-tui: {}", escaped(message))
            }
            Self::ClosedPipe => Ok(()),
        }
    }
}

impl From<Mistakes> for Failure {
    fn from(mistakes: Mistakes) -> Self {
        Self::Mistakes(vec![mistakes])
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::ClosedPipe,
            _ => Self::Other(format!("cannot write the output: {error}")),
        }
    }
}
