//! The command palette: every action by name, and values, steps, scenes, views and optimizers by name and value.
//!
//! What is typed is either words that an action's name or meaning has, or the name of something and a value for it:
//! `momentum lr 0.1`, `kappa 40`, `start -3, 2`, `step 57`, `open ackley`.

use super::{Answer, Layer, List};
use crate::app::action::{Action, TABLE};
use crate::app::command_line::command_line;
use crate::app::line_input::LineInput;
use crate::app::state::{Effect, State};
use crate::app::update::act;
use crate::app::view::ViewKind;
use crate::scene::{Scene, lessons};

/// The palette while it is open.
#[derive(Debug, Clone)]
pub struct Palette {
    /// What is typed, and the choice.
    pub list: List,
    /// What can be done with what is typed.
    pub commands: Vec<Command>,
}

/// Something that can be done.
#[derive(Debug, Clone, PartialEq)]
pub struct Command {
    /// What it is called, as it can be typed.
    pub name: String,
    /// What it does.
    pub doc: String,
    /// Its keys, if it has any.
    pub keys: Vec<String>,
    what: What,
}

#[derive(Debug, Clone, PartialEq)]
enum What {
    Act(Action),
    /// Goes on typing with this text.
    Complete,
    Assign(String),
    GoTo(u32),
    Open(String),
    Lesson(&'static str),
    View(ViewKind),
    Select(usize),
    Unpin(String),
    Copy,
}

impl Command {
    fn new(name: impl Into<String>, doc: impl Into<String>, what: What) -> Self {
        Self {
            name: name.into(),
            doc: doc.into(),
            keys: Vec::new(),
            what,
        }
    }
}

impl Palette {
    /// An empty line, below which stands all that there is.
    pub fn new(state: &State) -> Self {
        let mut palette = Self {
            list: List::default(),
            commands: Vec::new(),
        };
        palette.look(state);
        palette
    }

    /// Finds what can be done with what is typed.
    fn look(&mut self, state: &State) {
        let text = self.list.filter.text().trim();
        let mut commands = valued(state, text);
        let all = actions(state).chain(values(state)).chain(others(state));
        let mut admitted: Vec<Command> = all
            .filter(|command| self.list.admits(&[&command.name, &command.doc]))
            .collect();
        // What begins as it is typed comes before what only has the words.
        let lower = text.to_lowercase();
        admitted.sort_by_key(|command| !command.name.to_lowercase().starts_with(&lower));
        commands.extend(admitted);
        self.list.chosen = self.list.chosen.min(commands.len().saturating_sub(1));
        self.commands = commands;
    }

    fn run(&mut self, command: Command, state: &mut State) -> Answer {
        match command.what {
            What::Act(action) => return act(state, action).map_or(Answer::Close, Answer::Ask),
            What::Complete => {
                self.list.filter = LineInput::new(format!("{} ", command.name));
                self.list.chosen = 0;
                self.look(state);
                return Answer::Stay;
            }
            What::Assign(assignment) => state.assign(&assignment),
            What::GoTo(step) => state.playback.go_to(step),
            What::Open(name) => return Answer::Ask(Effect::Open(name)),
            What::Lesson(name) => return Answer::Ask(Effect::Lesson(name.to_owned())),
            What::View(view) => state.view = view,
            What::Select(index) => state.selected = index,
            What::Unpin(name) => state.unpin_named(&name),
            What::Copy => return Answer::Ask(Effect::Copy(command_line(state))),
        }
        Answer::Close
    }
}

/// All actions of the table.
fn actions(state: &State) -> impl Iterator<Item = Command> {
    let own = &state.preferences.keys;
    let rows = TABLE.iter().filter(|row| row.action != Action::Palette);
    rows.map(|row| Command {
        keys: own.of(row).into_iter().map(str::to_owned).collect(),
        ..Command::new(row.name, row.doc, What::Act(row.action))
    })
}

/// All that has a value, with the present one; taking it goes on with its name.
fn values(state: &State) -> impl Iterator<Item = Command> {
    let settings = state.scene().settings().into_iter();
    let scene = state.scene();
    let settings = settings.map(|setting| {
        let doc = format!("{}  {}", state.value(setting), state.doc(setting));
        (scene.name(setting), doc)
    });
    let start = scene.start;
    let whole = [
        (
            "start",
            format!("{}, {}  where all begin", start.x, start.y),
        ),
        (
            "steps",
            format!("{}  how many steps there are", scene.run.steps),
        ),
        ("seed", format!("{}  of all randomness", scene.run.seed)),
        ("step", format!("{}  the step shown", state.step())),
    ];
    let whole = whole.into_iter().map(|(name, doc)| (name.to_owned(), doc));
    settings
        .chain(whole)
        .map(|(name, doc)| Command::new(name, doc, What::Complete))
}

/// Scenes, views, optimizers, pins, and the command line of what is shown.
fn others(state: &State) -> impl Iterator<Item = Command> {
    let books = state.shelf.books().into_iter();
    let scenes = books.map(|book| {
        let name = format!("open {}", book.short_name());
        Command::new(name, book.title, What::Open(book.name))
    });
    let lessons = lessons().iter().map(|lesson| {
        let name = format!("lesson {}", lesson.name);
        Command::new(name, lesson.title(), What::Lesson(lesson.name))
    });
    let views = ViewKind::ALL.iter().map(|&view| {
        let name = format!("view {}", view.name());
        Command::new(name, "look at it in this way", What::View(view))
    });
    let entries = state.scene().optimizers.iter().enumerate();
    let optimizers = entries.map(|(index, entry)| {
        let name = format!("select {}", entry.label);
        Command::new(name, entry.declaration().summary, What::Select(index))
    });
    let pins = state.pins.iter().map(|pin| {
        let name = format!("unpin {}", pin.name);
        Command::new(
            name,
            "take these ghosts away",
            What::Unpin(pin.name.clone()),
        )
    });
    let copy = Command::new(
        "copy command line",
        "copy the command that opens this, with all values as they are",
        What::Copy,
    );
    [copy]
        .into_iter()
        .chain(views)
        .chain(optimizers)
        .chain(pins)
        .chain(lessons)
        .chain(scenes)
}

/// What a name with a value behind it means: none, or one command.
fn valued(state: &State, text: &str) -> Vec<Command> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let cut = |at: usize| (words[..at].join(" "), words[at..].join(" "));
    (1..words.len())
        .rev()
        .find_map(|at| {
            let (name, value) = cut(at);
            assigned(state, &name, &value)
        })
        .into_iter()
        .collect()
}

fn assigned(state: &State, name: &str, value: &str) -> Option<Command> {
    if name == "step" {
        let step: u32 = value.parse().ok()?;
        let doc = "show this step";
        return Some(Command::new(format!("step {step}"), doc, What::GoTo(step)));
    }
    let scene = state.scene();
    let name = if matches!(name, "start" | "steps" | "seed") {
        name.to_owned()
    } else {
        scene.name(setting_called(scene, name)?)
    };
    let assignment = format!("{name}={value}");
    let mut tried = scene.clone();
    let doc = match tried.assign(&assignment) {
        Ok(()) => "give it this value".to_owned(),
        Err(mistakes) => {
            let mistake = mistakes.list.into_iter().next()?;
            return Some(Command::new(
                text_of(&name, value),
                mistake.message,
                What::Complete,
            ));
        }
    };
    Some(Command::new(
        text_of(&name, value),
        doc,
        What::Assign(assignment),
    ))
}

fn text_of(name: &str, value: &str) -> String {
    format!("{name} {value}")
}

/// The setting that a person means: by its whole name, or by words that its name has in their order, such as `momentum
/// lr`.
fn setting_called(scene: &Scene, text: &str) -> Option<crate::scene::Setting> {
    if let Ok(setting) = scene.setting(text) {
        return Some(setting);
    }
    if let Some((label, hyper)) = text.rsplit_once(' ')
        && let Ok(setting) = scene.setting(&format!("{label}.{hyper}"))
    {
        return Some(setting);
    }
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let settings = scene.settings();
    let has_words = |name: &str| {
        let name = name.to_lowercase();
        let (label, hyper) = name.rsplit_once('.').unwrap_or(("", &name));
        let (last, first) = words.split_last()?;
        (hyper == last && first.iter().all(|word| label.contains(word.as_str()))).then_some(())
    };
    let mut found = settings
        .into_iter()
        .filter(|setting| has_words(&scene.name(*setting)).is_some());
    match (found.next(), found.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    }
}

impl Layer for Palette {
    fn input(&mut self) -> Option<&mut LineInput> {
        Some(&mut self.list.filter)
    }

    fn edited(&mut self, state: &mut State) {
        self.list.chosen = 0;
        self.look(state);
    }

    fn choose(&mut self, by: isize, _: &mut State) {
        self.list.choose(by, self.commands.len());
    }

    fn pick(&mut self, entry: usize, state: &mut State) -> Answer {
        if self.list.pick(entry) {
            self.accept(state)
        } else {
            Answer::Stay
        }
    }

    fn complete(&mut self, state: &mut State) -> bool {
        let chosen = self.commands.get(self.list.chosen).cloned();
        if let Some(command) = chosen {
            self.list.filter = LineInput::new(command.name);
            self.list.chosen = 0;
            self.look(state);
        }
        true
    }

    fn accept(&mut self, state: &mut State) -> Answer {
        match self.commands.get(self.list.chosen).cloned() {
            Some(command) => self.run(command, state),
            None => Answer::Stay,
        }
    }

    fn escape(&mut self, state: &mut State) -> Answer {
        if self.list.clear() {
            self.look(state);
            Answer::Stay
        } else {
            Answer::Close
        }
    }
}
