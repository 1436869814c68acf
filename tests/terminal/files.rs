//! The scene's file while the program runs: changed by others, and saved.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::pty::Pty;
use super::pty::command;

const VALLEY: &str = "# Two walls.\ntitle = \"First\"\n\n[objective]\nformula = \"x^2 + 4*y^2\" # steep\n\n[[optimizer]]\nkind = \"gd\"\nlr = 0.1 # calm\n";

/// The program with a scene of its own folder.
struct Opened {
    folder: TempDir,
    pty: Pty,
}

impl Opened {
    fn file(&self) -> PathBuf {
        self.folder.path().join("valley.toml")
    }

    fn text(&self) -> String {
        fs::read_to_string(self.file()).expect("the file is there")
    }

    /// Changes the file as most programs do: cut to nothing, then written.
    fn change(&self, from: &str, to: &str) {
        fs::write(self.file(), VALLEY.replace(from, to)).expect("a folder to write in");
    }

    /// Changes the file as careful programs do: another takes its place.
    fn exchange(&self, from: &str, to: &str) {
        let beside = self.folder.path().join("beside");
        fs::write(&beside, VALLEY.replace(from, to)).expect("a folder to write in");
        fs::rename(beside, self.file()).expect("a folder to write in");
    }
}

fn open() -> Opened {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let file = folder.path().join("valley.toml");
    fs::write(&file, VALLEY).expect("a folder to write in");
    let pty = in_folder(folder.path(), "valley.toml");
    pty.wait_for("First");
    Opened { folder, pty }
}

fn in_folder(folder: &Path, scene: &str) -> Pty {
    let mut command = command(scene);
    command.cwd(folder);
    Pty::run(command, 100, 30)
}

fn gone(text: &str) -> impl Fn(&vt100::Screen) -> bool {
    move |screen| !screen.contents().contains(text)
}

#[test]
fn a_changed_file_is_read_again_and_its_mistakes_stand_on_the_screen_until_they_are_mended() {
    let mut opened = open();
    opened.change("First", "Second");
    opened.pty.wait_for("Second");
    opened
        .pty
        .wait_for("`valley.toml` has changed and was read again");
    opened.exchange("x^2", "xx^2");
    opened.pty.wait_for("valley.toml:5:12: unknown name `xx`");
    opened.pty.wait_for("Second");
    opened.change("First", "Third");
    opened.pty.wait_for("Third");
    opened
        .pty
        .wait_until("screen without mistakes", gone("unknown name"));
    fs::remove_file(opened.file()).unwrap();
    opened
        .pty
        .wait_for("`valley.toml` is gone; `w` writes it again");
    opened.pty.send("w");
    opened.pty.wait_for("saved in `valley.toml`");
    assert_eq!(opened.text(), VALLEY.replace("First", "Third"));
    opened.change("First", "Fourth");
    opened.pty.wait_for("Fourth");
    opened.pty.send("q");
    assert_eq!(opened.pty.wait(), 0);
}

#[test]
fn saving_changes_what_changed_and_no_more() {
    let mut opened = open();
    opened.pty.send("]");
    opened.pty.wait_for("•");
    opened.pty.send("w");
    opened.pty.wait_for("saved in `valley.toml`");
    opened.pty.wait_until("title without its mark", gone("•"));
    assert_eq!(opened.text(), VALLEY.replace("lr = 0.1 ", "lr = 0.2 "));
    // What the program wrote itself is nothing to read again, so the next change is the first.
    opened.exchange("First", "Second");
    opened.pty.wait_for("read again");
    let written = String::from_utf8_lossy(&opened.pty.written()).into_owned();
    assert_eq!(written.matches("read again").count(), 1);
}

#[test]
fn a_file_that_changed_is_written_over_only_if_that_is_agreed_to() {
    let mut opened = open();
    opened.pty.send("]");
    opened.change("x^2", "xx^2");
    opened.pty.wait_for("unknown name `xx`");
    opened.pty.send("w");
    opened.pty.wait_for("has changed on disk");
    opened.pty.send("n");
    opened
        .pty
        .wait_until("screen without a question", gone("has changed on disk"));
    assert!(opened.text().contains("xx"));
    opened.pty.send("w");
    opened.pty.wait_for("has changed on disk");
    opened.pty.send("y");
    opened.pty.wait_for("saved in");
    opened
        .pty
        .wait_until("screen without mistakes", gone("unknown name"));
    assert_eq!(opened.text(), VALLEY.replace("lr = 0.1 ", "lr = 0.2 "));
}

#[test]
fn a_built_in_scene_asks_for_a_name_and_writes_over_nothing_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("engel.toml");
    let mut pty = in_folder(folder.path(), "engel");
    pty.wait_for("Unscaled features");
    pty.send("]w");
    pty.wait_for("engel.toml");
    pty.send("\r");
    pty.wait_for("saved in `engel.toml`");
    assert!(fs::read_to_string(&file).unwrap().contains("lr = 1e-6"));
    // From now on it is the scene's file.
    fs::write(&file, VALLEY).unwrap();
    pty.wait_for("First");
    let mut other = in_folder(folder.path(), "ravine");
    other.wait_for("Snowy valley");
    other.send("w\x15engel.toml\r");
    other.wait_for("`engel.toml` exists already");
    other.send("n");
    other.wait_until("screen without a question", gone("exists already"));
    assert_eq!(fs::read_to_string(&file).unwrap(), VALLEY);
    other.send("w\x15none/such.toml\r");
    other.wait_for("there is no folder `none`");
    // What was typed is still there, to be mended.
    other.send("\x01\x1b[3~\x1b[3~\x1b[3~\x1b[3~\x1b[3~");
    other.wait_until("box without the reason", gone("no folder"));
    other.send("\r");
    other.wait_for("saved in `such.toml`");
    assert!(folder.path().join("such.toml").exists());
}

#[test]
fn ones_own_file_comes_back_as_it_was_left() {
    let mut opened = open();
    opened.pty.send("]");
    opened.pty.wait_for("0.2");
    opened.pty.wait_for("First •");
    opened.pty.send("n");
    opened.pty.wait_for("Snowy valley");
    opened.pty.send("N");
    opened.pty.wait_for("First •");
    opened.pty.send("u");
    opened.pty.wait_until("title without its mark", gone("•"));
    // What became of the file in the meantime is told on return.
    opened.pty.send("n");
    opened.pty.wait_for("Snowy valley");
    opened.change("First", "Second");
    opened.pty.send("o");
    opened.pty.wait_for("valley.toml");
    opened.pty.send("\r");
    opened
        .pty
        .wait_for("`valley.toml` has changed and was read again");
    opened.pty.wait_for("Second");
    opened.change("First", "Third");
    opened.pty.wait_for("Third");
    opened.pty.send("q");
    assert_eq!(opened.pty.wait(), 0);
}

#[test]
fn a_formula_is_edited_live_and_saved_with_its_comment() {
    let mut opened = open();
    opened.pty.wait_for("J = x² + 4·y²");
    opened.pty.send("e");
    opened.pty.wait_for("Formula");
    opened.pty.send("*k");
    opened.pty.wait_for("unknown name `k`");
    opened.pty.send("\x10");
    opened.pty.wait_for("J = x² + 4·y²·k");
    // A paste, line ends and all.
    opened.pty.send("\x1b[200~ +\nκ\u{b7}x²\x1b[201~");
    opened.pty.wait_for("unknown name `κ`");
    opened.pty.send("\x17\x17\x7f\x7f\x7f\r");
    opened
        .pty
        .wait_until("screen without the editor", gone("keep"));
    opened.pty.send("w");
    opened.pty.wait_for("saved in");
    let text = opened.text();
    assert!(
        text.contains("formula = \"x^2 + 4*y^2*k\" # steep"),
        "{text}"
    );
    assert!(
        text.contains("k = 1.0") && text.starts_with("# Two walls."),
        "{text}"
    );
}

#[test]
fn a_folder_is_a_deck_that_is_gone_through_in_order() {
    let folder = tempfile::tempdir().unwrap();
    for (name, title) in [
        ("b.toml", "Second"),
        ("a.toml", "First"),
        ("c.toml", "Third"),
    ] {
        let text = VALLEY.replace("First", title);
        fs::write(folder.path().join(name), text).unwrap();
    }
    fs::write(folder.path().join("notes.txt"), "none").unwrap();
    let mut pty = in_folder(folder.path(), ".");
    for title in ["First", "Second", "Third"] {
        pty.wait_for(title);
        pty.send("n");
    }
    pty.send("NNN");
    pty.wait_for("First");
    pty.send("Q");
    assert_eq!(pty.wait(), 0);
}

#[test]
fn a_key_writes_what_is_shown_as_a_picture_that_opens_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut pty = in_folder(folder.path(), "ravine");
    pty.wait_for("Snowy valley");
    for name in ["ravine.png", "ravine-2.png"] {
        pty.send("P");
        pty.wait_for(&format!("`{name}` has the picture"));
        pty.send("+");
    }
    pty.send("Q");
    assert_eq!(pty.wait(), 0);
    let run = |name: &str| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_descent-tui"));
        let output = command.args(["run", name]).current_dir(folder.path());
        output.output().unwrap().stdout
    };
    assert_eq!(run("ravine.png"), run("ravine"));
    assert_ne!(run("ravine-2.png"), run("ravine"), "the rate was raised");
}

#[test]
fn a_lesson_is_left_for_the_scene_that_it_is_about() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = command("lesson");
    command.arg("snowy-path");
    command.cwd(folder.path());
    let mut pty = Pty::run(command, 100, 30);
    pty.wait_for("1 of 14");
    pty.send(":open ravine");
    pty.wait_for("Snowy valley");
    pty.send("\r");
    pty.wait_until("the scene alone", |screen| {
        !screen.contents().contains("1 of 14")
    });
    pty.wait_until("all of its optimizers", |screen| {
        !screen.contents().contains("hidden")
    });
    pty.send("Q");
    assert_eq!(pty.wait(), 0);
}

#[test]
fn settings_give_a_key_another_action_and_a_wrong_one_is_told_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let settings = folder.path().join("descent-tui/config.toml");
    fs::create_dir_all(settings.parent().unwrap()).unwrap();
    fs::write(&settings, "[keys]\nblank-screen = \"f9\"\nquit = [\"Y\"]\n").unwrap();
    let with_settings = || {
        let mut command = command("ravine");
        command.env("XDG_CONFIG_HOME", folder.path());
        command.env("HOME", folder.path());
        Pty::run(command, 100, 30)
    };
    let mut pty = with_settings();
    pty.wait_for("Y leave");
    pty.send("q");
    pty.send("Y");
    assert_eq!(pty.wait(), 0);
    fs::write(&settings, "[keys]\nquit = \"x\"\n").unwrap();
    let mut pty = with_settings();
    pty.wait_for("config.toml:2:8");
    assert_eq!(pty.wait(), 1);
}
