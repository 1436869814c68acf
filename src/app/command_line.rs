//! The command that opens what is on the screen: the scene by name, and a `--set` for each value that differs.

use super::state::State;

/// The command line of a state. What no `--set` can say, such as an optimizer that was added, is not in it.
pub(super) fn command_line(state: &State) -> String {
    let (scene, original) = (state.scene(), state.original());
    let mut words = vec!["descent-tui".to_owned(), quoted(&scene.origin)];
    let mut set = |assignment: String| {
        words.push("--set".to_owned());
        words.push(quoted(&assignment));
    };
    for setting in scene.settings() {
        let name = scene.name(setting);
        let value = scene.get(setting);
        let own = original.setting(&name).map(|own| original.get(own));
        if own.is_ok_and(|own| own != value) {
            set(format!("{name}={value}"));
        }
    }
    if scene.start != original.start {
        set(format!("start={},{}", scene.start.x, scene.start.y));
    }
    if scene.run.steps != original.run.steps {
        set(format!("steps={}", scene.run.steps));
    }
    if scene.run.seed != original.run.seed {
        set(format!("seed={}", scene.run.seed));
    }
    words.join(" ")
}

/// A word for a shell: in quotes where it needs them.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./=,:+".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}
