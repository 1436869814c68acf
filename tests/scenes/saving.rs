//! Files that are saved: what they had besides their text they keep, and what fails says why.
#![cfg(unix)]

use std::fs::{self, File, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;

use descent_tui::math::Vec2;
use descent_tui::scene::{Document, Place, is_read_only, save};
use rustix::fs::{XattrFlags, getxattr, setxattr};
use tempfile::TempDir;

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// The names in a folder, in order.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder)
        .expect("the folder is the test's own")
        .map(|entry| entry.expect("the folder is the test's own").file_name());
    let mut names: Vec<String> = entries
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn mode_owner_and_attributes_stay() {
    let folder = folder();
    let path = folder.path().join("a.toml");
    fs::write(&path, "old").unwrap();
    fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
    // Only the mighty can give a file away.
    let _ = std::os::unix::fs::chown(&path, Some(65534), Some(65534));
    let has_attributes = setxattr(&path, "user.note", b"dear", XattrFlags::empty()).is_ok();
    let before = fs::metadata(&path).unwrap();
    save(&path, b"new").unwrap();
    let after = fs::metadata(&path).unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"new");
    assert_eq!(
        (after.mode(), after.uid(), after.gid()),
        (before.mode(), before.uid(), before.gid())
    );
    if has_attributes {
        let mut value = [0; 8];
        let length = getxattr(&path, "user.note", &mut value[..]).unwrap();
        assert_eq!(&value[..length], b"dear");
    }
    assert_eq!(names(folder.path()), ["a.toml"]);
}

#[test]
fn a_file_of_two_names_keeps_both() {
    let folder = folder();
    let (path, other) = (folder.path().join("a.toml"), folder.path().join("b.toml"));
    fs::write(&path, "long before").unwrap();
    fs::hard_link(&path, &other).unwrap();
    save(&path, b"new").unwrap();
    assert_eq!(fs::read(&other).unwrap(), b"new");
    assert_eq!(fs::metadata(&path).unwrap().nlink(), 2);
}

#[test]
fn links_stay_links_wherever_they_lead() {
    let folder = folder();
    let (target, link) = (
        folder.path().join("target.toml"),
        folder.path().join("link.toml"),
    );
    symlink("target.toml", &link).unwrap();
    for text in ["first", "second"] {
        // At first it leads to nothing.
        save(&link, text.as_bytes()).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&target).unwrap(), text);
    }
    let circle = folder.path().join("circle.toml");
    symlink("circle.toml", &circle).unwrap();
    assert_eq!(
        save(&circle, b"").unwrap_err(),
        "its links go round in a circle"
    );
}

#[test]
fn names_may_be_as_long_as_names_can_be() {
    let folder = folder();
    let path = folder.path().join(format!("{}.toml", "n".repeat(250)));
    for text in [b"one", b"two"] {
        save(&path, text).unwrap();
        assert_eq!(fs::read(&path).unwrap(), text);
    }
    let longer = folder.path().join("n".repeat(256));
    assert_eq!(save(&longer, b"").unwrap_err(), "the name is too long");
}

#[test]
fn what_cannot_be_written_says_why() {
    let folder = folder();
    let file = folder.path().join("file");
    File::create(&file).unwrap();
    let reason = |path: &Path| save(path, b"text").unwrap_err();
    assert_eq!(reason(folder.path()), "it is a folder");
    let none = folder.path().join("none");
    assert_eq!(
        reason(&none.join("a.toml")),
        format!("there is no folder `{}`", none.display())
    );
    assert_eq!(
        reason(&file.join("a.toml")),
        format!("`{}` is no folder", file.display())
    );
    assert!(!is_read_only(&file));
    fs::set_permissions(&file, Permissions::from_mode(0o444)).unwrap();
    assert!(is_read_only(&file) && !is_read_only(&none));
}

#[test]
fn marks_and_ends_of_lines_stay_as_they_were() {
    let text = "\u{feff}title = \"A\"\r\nstart = [1, 1] # here\n[objective]\r\nformula = \"x^2\"\n\
                [[optimizer]]\r\nkind = \"gd\"\nlr = 0.1\r\n";
    let document = Document {
        origin: "a.toml".into(),
        text: text.into(),
        place: Place::Stream,
    };
    let mut scene = document.scene().unwrap();
    scene.start = Vec2::new(2.0, 1.0);
    scene.optimizers[0].hypers[0] = 0.25;
    let (changed, _) = document.with_changes(&scene, Place::Stream).unwrap();
    let wanted = text
        .replace("[1, 1]", "[2.0, 1.0]")
        .replace("lr = 0.1", "lr = 0.25");
    assert_eq!(changed.text, wanted);
}
