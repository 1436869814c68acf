//! Files that a scene names, and their mistakes.

use crate::mistake::{Mistake, Mistakes};
use crate::scene::Files;
use crate::scene::reader::{Item, shortened};

/// More mistakes of one file than anyone reads.
const SHOWN: usize = 20;

/// The bytes of the file that an item names.
pub(in crate::scene) fn read_beside(
    item: &Item<'_>,
    name: &str,
    files: &dyn Files,
) -> Result<Vec<u8>, Mistake> {
    files.read(name).map_err(|reason| {
        let help = "the name is that of a file beside the scene";
        item.mistake(reason).help(help)
    })
}

/// Reports mistakes of the file at the item that names it, with their places in the file.
pub(in crate::scene) fn in_file(item: &Item<'_>, name: &str, bytes: &[u8], mistakes: Vec<Mistake>) {
    let text = Mistakes::new(name, String::from_utf8_lossy(bytes), Vec::new());
    let name = shortened(name);
    for mistake in mistakes.into_iter().take(SHOWN) {
        let message = match &mistake.span {
            Some(span) => {
                let (line, column) = text.place(span.start);
                format!(
                    "`{name}`, line {line}, column {column}: {}",
                    mistake.message
                )
            }
            None => format!("`{name}`: {}", mistake.message),
        };
        item.report.add(Mistake {
            help: mistake.help,
            ..Mistake::at(item.span(), message)
        });
    }
}
