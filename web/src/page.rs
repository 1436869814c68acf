//! The program in the page: the same state, drawn on demand, its work advanced between frames.

use std::time::Duration;

use descent_tui::analysis::rates;
use descent_tui::app::key::Key;
use descent_tui::app::{
    Effect, Request, State, ViewKind, advance, request_of, settle, take_in, update,
};
use descent_tui::picture::theme::THEMES;
use descent_tui::picture::view;
use descent_tui::render::{Page as Sheet, Raster, Surveys, png};
use descent_tui::report;
use descent_tui::scene::{Carried, Document, Place};
use descent_tui::simulation::simulate;
use descent_tui::ui::color::ColorDepth;
use descent_tui::ui::{Abilities, CellSize, Gesture, Glyphs, Painter, Pointer, paged};
use descent_tui::work::{Progress, SLICE, Task, Ticket};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::screen::Screen;

/// The program in the page.
pub struct Page {
    document: Document,
    state: State,
    painter: Painter,
    screen: Screen,
    area: Rect,
    cell: Option<CellSize>,
    pointer: Pointer,
    /// Work under way.
    tasks: Vec<(Ticket, Box<dyn Task>)>,
    ticked: Option<f64>,
    outdated: bool,
    wishes: Vec<String>,
}

impl Page {
    /// The page of a scene that comes as JSON.
    pub fn open(json: &str) -> Result<Self, String> {
        let carried = Carried::from_json(json)?;
        let document = carried.into_document("scene".to_owned());
        let scene = document.scene().map_err(|mistakes| mistakes.to_string())?;
        Ok(Self {
            document,
            state: State::new(scene),
            painter: Painter::new(Abilities {
                depth: ColorDepth::True,
                glyphs: Glyphs::Quadrant,
            }),
            screen: Screen::default(),
            area: Rect::new(0, 0, 80, 24),
            cell: None,
            pointer: Pointer::default(),
            tasks: Vec::new(),
            ticked: None,
            outdated: true,
            wishes: Vec::new(),
        })
    }

    /// The screen as it was drawn last.
    pub fn screen(&self) -> &Screen {
        &self.screen
    }

    /// Columns, rows, and the width and height of a cell in pixels.
    pub fn resize(&mut self, size: [u32; 4]) {
        let [columns, rows, width, height] = size.map(|side| side.min(2000) as u16);
        self.area = Rect::new(0, 0, columns.min(1000), rows.min(500));
        self.cell = (width > 0 && height > 0).then_some(CellSize { width, height });
        self.outdated = true;
    }

    /// A key, by its name.
    pub fn key(&mut self, name: &str) {
        let Ok(key) = name.parse::<Key>() else { return };
        if let Some(request) = request_of(&self.state, key) {
            self.request(paged(&self.state, self.area, request));
        } else if self.state.notice.take().is_some() {
            self.outdated = true;
        }
    }

    /// A text is pasted.
    pub fn paste(&mut self, text: String) {
        self.request(Request::Paste(text));
    }

    /// The theme for a light or a dark system.
    pub fn light(&mut self, is_light: bool) {
        let name = if is_light { "light" } else { "dark" };
        let place = THEMES.iter().position(|theme| theme.name == name);
        self.state.theme = place.unwrap_or(0);
        self.outdated = true;
    }

    /// The pointer goes down (0), moves while it is down (1), goes up (2) or moves while it is not down (3); with 4 added by its second button.
    pub fn pointer(&mut self, kind: u32, column: u32, row: u32) {
        let gesture = match kind & 3 {
            0 if kind & 4 == 0 => Gesture::Press,
            0 => Gesture::PressOther,
            1 => Gesture::Drag,
            3 => Gesture::Hover,
            _ => Gesture::Release,
        };
        self.gesture(gesture, column, row);
    }

    /// The wheel turns.
    pub fn wheel(&mut self, away: bool, column: u32, row: u32) {
        self.gesture(Gesture::Wheel { away }, column, row);
    }

    fn gesture(&mut self, gesture: Gesture, column: u32, row: u32) {
        let within = |at: u32, length: u16| at.min(u32::from(length.saturating_sub(1))) as u16;
        let at = (
            within(column, self.area.width),
            within(row, self.area.height),
        );
        let shown = (&self.state, self.area);
        let requests = self.painter.requests(&mut self.pointer, shown, gesture, at);
        for request in requests {
            self.request(request);
        }
    }

    fn request(&mut self, request: Request) {
        self.outdated = true;
        let was_playing = self.state.playback.playing;
        match update(&mut self.state, request) {
            None | Some(Effect::Quit | Effect::Suspend | Effect::Redraw | Effect::Reread) => {}
            Some(Effect::Open(name)) => self.open_named(&name),
            Some(Effect::Lesson(name)) => self.give(&name),
            Some(Effect::Copy(text)) => {
                self.state.notice = Some("copied".to_owned());
                self.wishes.push(format!("copy\n{text}"));
            }
            Some(Effect::Save { .. }) => {
                let text = self.scene_text();
                self.wishes.push(format!("save\n{text}"));
            }
            Some(Effect::Picture) => self.wishes.push("picture".to_owned()),
        }
        if !was_playing {
            self.ticked = None;
        }
    }

    fn open_named(&mut self, name: &str) {
        match Document::find(name).and_then(|document| Ok((document.scene()?, document))) {
            Ok((scene, document)) => {
                self.state = self.state.with_scene(scene);
                self.document = document;
            }
            Err(mistakes) => {
                self.state.notice = mistakes.to_string().lines().next().map(Into::into)
            }
        }
    }

    fn give(&mut self, name: &str) {
        let views: Vec<&str> = ViewKind::ALL.iter().map(|view| view.name()).collect();
        let read = Document::find_lesson(name).and_then(|document| document.lesson(&views));
        match read {
            Ok(lesson) => {
                let state = State::with_lesson(std::sync::Arc::new(lesson));
                self.state = self.state.returned_to(state);
            }
            Err(mistakes) => {
                self.state.notice = mistakes.to_string().lines().next().map(Into::into)
            }
        }
    }

    /// Lets time pass, goes on with the work, and draws if something is another; whether it drew.
    pub fn frame(&mut self, now: f64) -> bool {
        if self.state.playback.playing {
            let passed = self
                .ticked
                .map_or(0.0, |before| (now - before).clamp(0.0, 1000.0));
            let step = self.state.step();
            advance(&mut self.state, Duration::from_secs_f64(passed / 1000.0));
            self.ticked = Some(now);
            self.outdated |= step != self.state.step() || !self.state.playback.playing;
        }
        settle(&mut self.state);
        self.work();
        if !std::mem::take(&mut self.outdated) {
            return false;
        }
        let mut buffer = Buffer::empty(self.area);
        let layers = self
            .painter
            .draw_under_layers(&self.state, &mut buffer, self.cell);
        self.screen.show(&buffer, &layers);
        true
    }

    /// A slice of the first work that is wanted; what is no longer wanted is dropped.
    fn work(&mut self) {
        let wanted = self.state.wanted();
        self.tasks
            .retain(|(ticket, _)| wanted.iter().any(|(wanted, _)| wanted == ticket));
        let Some((ticket, job)) = wanted.into_iter().next() else {
            return;
        };
        let place = self.tasks.iter().position(|(known, _)| *known == ticket);
        let place = place.unwrap_or_else(|| {
            self.tasks.push((ticket, job.begin(Default::default())));
            self.tasks.len() - 1
        });
        match self.tasks[place].1.advance(SLICE) {
            Progress::Begun => {}
            Progress::SoFar(product) | Progress::Done(product) => {
                take_in(&mut self.state, ticket, product);
                self.outdated = true;
            }
        }
    }

    /// What the page is asked to do next.
    pub fn wish(&mut self) -> Vec<u8> {
        if self.wishes.is_empty() {
            return Vec::new();
        }
        let wish = self.wishes.remove(0);
        if wish == "picture" {
            let mut bytes = b"picture\n".to_vec();
            bytes.extend(self.picture());
            return bytes;
        }
        wish.into_bytes()
    }

    /// A PNG of what is shown, which carries the scene.
    fn picture(&self) -> Vec<u8> {
        let sheet = Sheet {
            width: 1200.0,
            height: 800.0,
            theme: &THEMES[self.state.theme % THEMES.len()],
            titled: true,
        };
        let drawing = sheet.draw(&view::picture(&self.state), &mut Surveys::default());
        let document = Document {
            text: self.scene_text(),
            ..self.document.clone()
        };
        let (carried, _) = Carried::of(&document, &self.state.scene().title);
        png(&Raster::of(&drawing, 1.0), &carried).unwrap_or_default()
    }

    /// The scene as it is now, as text; as it was opened where the changes cannot be written.
    pub fn scene_text(&self) -> String {
        let changed = self
            .document
            .with_changes(self.state.scene(), Place::Stream);
        changed.map_or_else(
            |_| self.document.text.clone(),
            |(document, _)| document.text,
        )
    }

    /// All paths of the scene as it was opened.
    pub fn run(&self, as_json: bool) -> Vec<u8> {
        let Ok(mut scene) = self.document.scene() else {
            return Vec::new();
        };
        let mut text = Vec::new();
        let written = if as_json {
            rates::complete(&mut scene);
            let paths = simulate(&scene);
            let outcomes = report::outcomes(&scene, &paths, report::Detail::OfObjective);
            report::json(&mut text, &scene, &outcomes)
        } else {
            rates::complete_for_paths(&mut scene);
            let paths = simulate(&scene);
            report::csv(&mut text, &scene, &paths)
        };
        // Writing to memory does not fail.
        written.map_or_else(|_| Vec::new(), |()| text)
    }

    /// The state in words.
    pub fn summary(&self) -> String {
        let state = &self.state;
        let picture = view::picture(state);
        let lines = picture.legend.iter().filter_map(|line| {
            let member = picture.cast.member(line.who)?;
            Some(format!("{}: {}", member.label, line.words.join(", ")))
        });
        let lines: Vec<String> = lines.collect();
        format!(
            "{}, {}. Step {} of {}. {}",
            picture.title,
            state.view.name(),
            state.step(),
            state.playback.steps(),
            lines.join("; ")
        )
    }
}
