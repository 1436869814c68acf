//! `descent-tui [SCENE]`: the scene in the terminal.
//!
//! Joins the state, its drawing and the terminal; decides nothing of its own.

mod file;
mod left;
mod picture;
mod watch;
mod workers;

use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal};
use std::mem;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::arguments::{Common, Glyphs as Chosen, Pixels};
use super::failure::Failure;
use super::scenes::SceneArguments;
use super::settings::Settings;
use crate::app::{
    Book, Effect, News, Request, State, advance, hear, request_of, settle, take_in, update,
};
use crate::picture::theme::THEMES;
use crate::scene::{Document, Lesson, Place};
use crate::terminal::{
    self, Background, Button, Control, Input, MouseKind, Options, PixelChoice, Program, Waker,
};
use crate::ui::color::ColorDepth;
use crate::ui::{Abilities, CellSize, Gesture, Glyphs, Layer, Painter, Pointer, paged};
use file::SceneFile;
use left::Left;
use workers::Workers;

/// Opens the scene in the terminal and returns the exit status.
pub(super) fn run(
    scene: &SceneArguments,
    more: &[OsString],
    common: &Common,
) -> Result<ExitCode, Failure> {
    let (scene, deck) = scene.with_deck(more)?;
    let document = scene.document()?;
    let (original, named) = document.scene_and_files();
    let (scene, original) = scene.with_changes(original?)?;
    refuse_without_terminal()?;
    let mut state = State::with_changes(scene, original);
    if deck.len() > 1 {
        state.shelf.lay_out(deck.iter().map(|name| book(name)));
    }
    show(state, SceneFile::new(document, named), common)
}

/// Gives a lesson in the terminal and returns the exit status.
pub(super) fn give(
    lesson: Arc<Lesson>,
    document: Document,
    common: &Common,
) -> Result<ExitCode, Failure> {
    refuse_without_terminal()?;
    let state = State::with_lesson(lesson);
    show(state, lesson_file(document), common)
}

/// What stands behind a lesson: a text that is neither watched nor written over.
fn lesson_file(document: Document) -> SceneFile {
    let place = Place::Stream;
    SceneFile::new(Document { place, ..document }, Vec::new())
}

fn refuse_without_terminal() -> Result<(), Failure> {
    if !io::stdout().is_terminal() {
        return Err(Failure::Other(
            "standard output is no terminal; `descent-tui run` computes the paths without one"
                .into(),
        ));
    }
    match terminal::refusal(variable) {
        Some(reason) => Err(Failure::Other(reason)),
        None => Ok(()),
    }
}

fn variable(name: &str) -> Option<String> {
    env::var(name).ok()
}

/// Shows a state until its user leaves.
fn show(mut state: State, file: SceneFile, common: &Common) -> Result<ExitCode, Failure> {
    let settings = Settings::load()?;
    let depth = terminal::color_depth(common.color.into(), variable);
    let chosen = match common.glyphs {
        Chosen::Auto => settings.glyphs,
        chosen => chosen,
    };
    let glyphs = glyphs(chosen, depth, terminal::speaks_utf8(variable));
    let pixels = match common.pixels {
        Pixels::Auto => settings.pixels,
        chosen => chosen,
    };
    state.preferences = Arc::new(settings.preferences);
    state.mouse = settings.mouse;
    let named = common.theme.as_deref().or(settings.theme.as_deref());
    let chosen = named.and_then(theme_named);
    state.theme = chosen.unwrap_or_else(|| theme_for(terminal::background(variable)));
    let mut show = Show::new(state, file, Abilities { depth, glyphs });
    show.follows_background = chosen.is_none();
    let options = Options {
        depth,
        ask_background: chosen.is_none() && depth != ColorDepth::None,
        pixels: match depth {
            // Without colour, lines are told apart by what they are made of.
            ColorDepth::None => PixelChoice::Off,
            _ => terminal::pixels(pixels.into(), variable),
        },
    };
    let ending = terminal::run(&mut show, options)
        .map_err(|error| Failure::Other(format!("the terminal cannot be taken: {error}")))?;
    Ok(ExitCode::from(ending.status()))
}

/// A scene of the deck. One that cannot be read has its name for a title, and says why when it is opened.
fn book(name: &OsStr) -> Book {
    let name = name.to_string_lossy().into_owned();
    let scene = Document::find(&name).and_then(|document| document.scene());
    Book {
        title: scene.map_or_else(|_| name.clone(), |scene| scene.title.to_string()),
        name,
    }
}

/// The glyphs that were asked for, or the finest that every font has; without colour, paths are
/// told apart by dashes.
fn glyphs(chosen: Chosen, depth: ColorDepth, utf8: bool) -> Glyphs {
    match chosen {
        Chosen::Ascii => Glyphs::Ascii,
        Chosen::Auto if !utf8 => Glyphs::Ascii,
        _ if depth == ColorDepth::None => Glyphs::Dashed,
        Chosen::Auto | Chosen::Quadrant => Glyphs::Quadrant,
        Chosen::Half => Glyphs::Half,
        Chosen::Sextant => Glyphs::Sextant,
        Chosen::Octant => Glyphs::Octant,
    }
}

/// The place in the list of the theme of this name.
fn theme_named(name: &str) -> Option<usize> {
    THEMES.iter().position(|theme| theme.name == name)
}

/// The place in the list of the theme for a background.
fn theme_for(background: Background) -> usize {
    let name = match background {
        Background::Dark => "dark",
        Background::Light => "light",
    };
    THEMES
        .iter()
        .position(|theme| theme.name == name)
        .unwrap_or(0)
}

/// The program on the screen.
struct Show {
    state: State,
    file: SceneFile,
    left: Left,
    workers: Workers,
    painter: Painter,
    pointer: Pointer,
    screen: Rect,
    /// When time was last let pass; `None` before playing begins.
    ticked: Option<Duration>,
    outdated: bool,
    control: Option<Control>,
    /// Whether the theme is the terminal's affair, since nobody chose one.
    follows_background: bool,
}

impl Show {
    fn new(state: State, file: SceneFile, abilities: Abilities) -> Self {
        Self {
            state,
            file,
            left: Left::default(),
            workers: Workers::new(),
            painter: Painter::new(abilities),
            pointer: Pointer::default(),
            screen: Rect::default(),
            ticked: None,
            outdated: true,
            control: None,
            follows_background: false,
        }
    }

    fn request(&mut self, request: Request) {
        self.outdated = true;
        let was_playing = self.state.playback.playing;
        match update(&mut self.state, request) {
            None => {}
            Some(Effect::Quit) => self.control = Some(Control::Leave),
            Some(Effect::Suspend) => self.control = Some(Control::Suspend),
            Some(Effect::Redraw) => self.control = Some(Control::Redraw),
            Some(Effect::Open(name)) => self.open(&name),
            Some(Effect::Save { name, over }) => {
                let news = self.file.save(self.state.scene(), name, over);
                self.hear(news);
            }
            Some(Effect::Lesson(name)) => self.give(&name),
            Some(Effect::Copy(text)) => {
                self.state.notice = Some(format!("copied: {text}"));
                self.control = Some(Control::Copy(text));
            }
            Some(Effect::Picture) => {
                let news = picture::write(&self.state, self.file.document());
                self.hear(news);
            }
            Some(Effect::Reread) => {
                if let Some(news) = self.file.reread() {
                    self.hear(news);
                }
            }
        }
        if !was_playing {
            self.ticked = None;
        }
    }

    fn hear(&mut self, news: News) {
        hear(&mut self.state, news);
        self.outdated = true;
    }

    fn open(&mut self, name: &str) {
        // A lesson's scene is not the scene itself.
        if self.state.course.is_none() && *name == *self.state.scene().origin {
            return;
        }
        let (file, state) = match self.left.take(name) {
            Some((file, left)) => (file, self.state.returned_to(left)),
            None => match SceneFile::open(name) {
                Ok((file, scene)) => (file, self.state.with_scene(scene)),
                Err(mistakes) => {
                    let mistakes = mistakes.to_string();
                    self.state.notice = mistakes.lines().next().map(str::to_owned);
                    return;
                }
            },
        };
        self.put(file, state);
    }

    /// Begins a built-in lesson.
    fn give(&mut self, name: &str) {
        let read = Document::find_lesson(name)
            .map_err(Failure::from)
            .and_then(|document| Ok((super::lesson::read(&document)?, document)));
        match read {
            Ok((lesson, document)) => {
                let state = self.state.returned_to(State::with_lesson(Arc::new(lesson)));
                self.put(lesson_file(document), state);
            }
            Err(failure) => self.state.notice = Some(failure.to_string()),
        }
    }

    /// Puts a scene with its file in the place of the present one, which is kept as it is.
    fn put(&mut self, file: SceneFile, state: State) {
        let mut file = mem::replace(&mut self.file, file);
        let waker = file.rest();
        let state = mem::replace(&mut self.state, state);
        if state.course.is_none() {
            self.left.keep(file, state.at_rest());
        }
        self.ticked = None;
        if let Some(news) = self.file.reread() {
            self.hear(news);
        }
        if let Some(waker) = waker {
            self.file.begin(waker);
        }
    }
}

/// What the mouse does, as any pointer does it.
fn gesture(kind: MouseKind) -> Gesture {
    match kind {
        MouseKind::Press(Button::Left) => Gesture::Press,
        MouseKind::Press(_) => Gesture::PressOther,
        MouseKind::Drag(_) => Gesture::Drag,
        MouseKind::Move => Gesture::Hover,
        MouseKind::Release(_) => Gesture::Release,
        MouseKind::ScrollUp => Gesture::Wheel { away: true },
        MouseKind::ScrollDown => Gesture::Wheel { away: false },
    }
}

impl Program for Show {
    fn begin(&mut self, waker: Waker) {
        self.workers.begin(waker.clone());
        self.workers.want(self.state.wanted());
        self.file.begin(waker);
    }

    fn input(&mut self, input: Input) {
        match input {
            Input::Key(key) => {
                if let Some(request) = request_of(&self.state, key) {
                    self.request(paged(&self.state, self.screen, request));
                } else if self.state.notice.take().is_some() {
                    self.outdated = true;
                }
            }
            Input::Mouse(mouse) => {
                let at = (mouse.column, mouse.row);
                let gesture = gesture(mouse.kind);
                let shown = (&self.state, self.screen);
                let requests = self.painter.requests(&mut self.pointer, shown, gesture, at);
                for request in requests {
                    self.request(request);
                }
            }
            Input::Paste(text) => self.request(Request::Paste(text)),
            Input::Resize(width, height) => {
                self.screen = Rect::new(0, 0, width, height);
                self.outdated = true;
            }
            Input::Background(background) => {
                if self.follows_background {
                    self.state.theme = theme_for(background);
                    self.outdated = true;
                }
            }
            // The terminal's own matter.
            Input::Pixels(_) => {}
        }
    }

    fn tick(&mut self, now: Duration) {
        for (ticket, product) in self.workers.products() {
            take_in(&mut self.state, ticket, product);
            self.outdated = true;
        }
        if let Some(news) = self.file.news() {
            self.hear(news);
        }
        if self.state.playback.playing {
            let elapsed = self
                .ticked
                .map_or(Duration::ZERO, |ticked| now.saturating_sub(ticked));
            let step = self.state.step();
            advance(&mut self.state, elapsed);
            self.ticked = Some(now);
            self.outdated |= self.state.step() != step || !self.state.playback.playing;
        }
    }

    fn next_tick(&self) -> Option<Duration> {
        let wait = self.state.playback.until_next_step()?;
        Some(self.ticked.map_or(Duration::ZERO, |ticked| ticked + wait))
    }

    fn needs_drawing(&self) -> bool {
        self.outdated
    }

    fn draw(&mut self, buffer: &mut Buffer, cell: Option<CellSize>) -> Vec<Layer> {
        settle(&mut self.state);
        self.workers.want(self.state.wanted());
        self.outdated = false;
        self.painter.draw_under_layers(&self.state, buffer, cell)
    }

    fn control(&mut self) -> Option<Control> {
        self.control.take()
    }

    fn wants_mouse(&self) -> bool {
        self.state.mouse
    }
}
