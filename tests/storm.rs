//! A storm of actions, keys, mouse, pastes and sizes: nothing panics, nothing is drawn outside of its place, and undo leads back
//! to the start exactly. `STORM=1000000 cargo test --release --test storm` makes it long.

use std::env;
use std::time::Duration;

use descent_tui::app::action::Action;
use descent_tui::app::action::TABLE;
use descent_tui::app::key::Key;
use descent_tui::app::{Effect, Request, State, advance, request_of, settle, update};
use descent_tui::math::Random;
use descent_tui::scene::open;
use descent_tui::ui::color::ColorDepth;
use descent_tui::ui::{Abilities, Gesture, Glyphs, Painter, Pointer, paged};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// How many events there are, unless the environment says otherwise.
const EVENTS: u64 = 10_000;
/// So many belong to one scene: less than can be undone.
const EACH: u64 = 150;
/// One event in so many is followed by a frame.
const FRAME: u64 = 16;
/// What is typed and pasted.
const TEXTS: [&str; 8] = [
    "kappa 3",
    "x^2 + y^2",
    "step 12",
    "\u{1b}[2J",
    "θ ← θ − η·∇J(θ)",
    "view data",
    "9e999",
    "β̂²)(",
];
const SCENES: [&str; 6] = [
    "ravine",
    "himmelblau",
    "saddle",
    "engel",
    "rastrigin",
    "network",
];

/// A user who does anything.
struct Storm {
    random: Random,
    state: State,
    pointer: Pointer,
    painter: Painter,
    screen: Rect,
}

impl Storm {
    fn new(seed: u64) -> Self {
        let name = SCENES[seed as usize % SCENES.len()];
        let abilities = Abilities {
            depth: ColorDepth::True,
            glyphs: Glyphs::Quadrant,
        };
        Self {
            random: Random::new(seed),
            state: State::new(open(name).expect("a built-in scene")),
            pointer: Pointer::default(),
            painter: Painter::new(abilities),
            screen: Rect::new(0, 0, 100, 30),
        }
    }

    fn below(&mut self, most: usize) -> usize {
        (self.random.next_u64() % most as u64) as usize
    }

    fn key(&mut self) -> Key {
        let row = &TABLE[self.below(TABLE.len())];
        let named = row.keys[self.below(row.keys.len())].parse();
        let letter = char::from(b' ' + self.below(95) as u8).to_string().parse();
        let chosen = if self.below(4) == 0 { letter } else { named };
        chosen.expect("it is the name of a key")
    }

    fn ask(&mut self, request: Request) {
        let request = paged(&self.state, self.screen, request);
        // What the world would be asked for is another's matter.
        let _: Option<Effect> = update(&mut self.state, request);
        settle(&mut self.state);
    }

    fn event(&mut self) {
        match self.below(12) {
            0..=6 => {
                let key = self.key();
                if let Some(request) = request_of(&self.state, key) {
                    self.ask(request);
                }
            }
            7 | 8 => self.point(),
            9 => {
                let text = TEXTS[self.below(TEXTS.len())];
                self.ask(Request::Paste(text.to_owned()));
            }
            10 => advance(
                &mut self.state,
                Duration::from_millis(self.random.next_u64() % 900),
            ),
            _ => {
                let size = (self.below(220) as u16 + 1, self.below(70) as u16 + 1);
                self.screen = Rect::new(0, 0, size.0, size.1);
            }
        }
    }

    fn point(&mut self) {
        const GESTURES: [Gesture; 7] = [
            Gesture::Press,
            Gesture::PressOther,
            Gesture::Drag,
            Gesture::Release,
            Gesture::Hover,
            Gesture::Wheel { away: true },
            Gesture::Wheel { away: false },
        ];
        let gesture = GESTURES[self.below(GESTURES.len())];
        let at = (
            self.below(usize::from(self.screen.width)) as u16,
            self.below(usize::from(self.screen.height)) as u16,
        );
        for request in self.pointer.requests(&self.state, self.screen, gesture, at) {
            self.ask(request);
        }
    }

    /// A frame; what is drawn outside of the screen panics in the buffer.
    fn draw(&mut self) {
        let mut buffer = Buffer::empty(self.screen);
        self.painter.draw(&self.state, &mut buffer);
    }

    /// Closes what is open and takes every change back.
    fn undo_all(&mut self) {
        self.state.is_blank = false;
        for _ in 0..4 {
            self.ask(Request::Do(Action::Close));
        }
        for _ in 0..2 * EACH {
            self.ask(Request::Do(Action::Undo));
        }
    }
}

#[test]
fn nothing_shakes_it_and_undo_leads_back() {
    let count = env::var("STORM").ok().and_then(|count| count.parse().ok());
    let runs = count.unwrap_or(EVENTS).div_ceil(EACH);
    let mut changed = 0;
    for seed in 0..runs {
        let mut storm = Storm::new(seed);
        let before = storm.state.scene().clone();
        for event in 0..EACH {
            storm.event();
            if event % FRAME == seed % FRAME {
                storm.draw();
            }
        }
        changed += u64::from(storm.state.scene().is_changed_from(&before));
        storm.undo_all();
        assert!(!storm.state.scene().is_changed_from(&before), "seed {seed}");
        storm.draw();
    }
    assert!(
        2 * changed > runs,
        "only {changed} of {runs} changed anything"
    );
}
