//! The keys, tables and losses of scene files.

use std::io::{self, Write};

use crate::cli::table::Table;
use crate::objective::Loss;
use crate::scene::{REFERENCE, SceneKey, Section};

/// Every name that a scene has for something, and the losses.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    let sections = REFERENCE.iter().flat_map(|section| {
        let keys = section.keys.iter().map(|key| key.name);
        [section.path].into_iter().chain(keys)
    });
    sections.chain(Loss::ALL.map(|(name, _)| name))
}

/// Writes each thing that has this name in a scene, with a line between; nothing where there is none.
pub(super) fn write(out: &mut Vec<u8>, name: &str) -> io::Result<()> {
    let bare = name.trim_matches(['[', ']']).to_lowercase();
    let sections = REFERENCE.iter().filter(|section| is_called(section, &bare));
    for section in sections {
        between(out)?;
        write_section(out, section)?;
    }
    if let Some((name, loss)) = Loss::ALL.iter().find(|(known, _)| *known == bare) {
        between(out)?;
        let meaning = loss.meaning();
        writeln!(out, "{name}, a loss of [objective.data]: {meaning}\n")?;
        writeln!(out, "J is its mean over the rows of the table.")?;
    }
    write_keys(out, &bare)
}

/// A line of its own after what stands there already.
pub(super) fn between(out: &mut Vec<u8>) -> io::Result<()> {
    if out.is_empty() {
        Ok(())
    } else {
        writeln!(out)
    }
}

/// Whether a table has this path, or ends in it.
fn is_called(section: &Section, name: &str) -> bool {
    let last = section.path.rsplit('.').next();
    !name.is_empty() && (section.path == name || last == Some(name))
}

fn write_section(out: &mut Vec<u8>, section: &Section) -> io::Result<()> {
    writeln!(out, "{}: {}\n", section.header, section.doc)?;
    let mut table = Table::new(&["key", "values", "left out", "meaning"]);
    for key in section.keys {
        table.row([key.name, key.values, key.default, key.doc].map(str::to_owned));
    }
    table.write(out)?;
    writeln!(out)?;
    for line in section.example.lines() {
        writeln!(out, "    {line}")?;
    }
    Ok(())
}

/// The keys of this name, alone or behind the path of their table.
fn write_keys(out: &mut Vec<u8>, name: &str) -> io::Result<()> {
    let (path, name) = name
        .rsplit_once('.')
        .map_or((None, name), |(path, name)| (Some(path), name));
    let is_meant = |section: &Section, key: &SceneKey| {
        // A table under a key is told as the table that it is.
        let own = format!("{}.{}", section.path, key.name);
        let own = own.trim_start_matches('.');
        let is_table = REFERENCE.iter().any(|other| other.path == own);
        key.name == name && !is_table && path.is_none_or(|path| is_called(section, path))
    };
    let mut table = Table::new(&["of", "key", "values", "left out", "meaning"]);
    let mut any = false;
    for section in REFERENCE {
        for key in section.keys.iter().filter(|key| is_meant(section, key)) {
            any = true;
            let of = match section.header {
                "" => "the scene",
                header => header,
            };
            table.row([of, key.name, key.values, key.default, key.doc].map(str::to_owned));
        }
    }
    if any {
        between(out)?;
        writeln!(out, "{name} is a key of a scene:\n")?;
        table.write(out)?;
    }
    Ok(())
}
