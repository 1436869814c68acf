//! Keys and finished, late and outdated work in any order: the screen in the end is the one that waits for
//! everything, and on the way there nothing of an older scene is on it.

use std::collections::HashSet;

use descent_tui::app::action::Action;
use descent_tui::app::{Request, State, take_in, update};
use descent_tui::math::Random;
use descent_tui::scene::{Embedded, Scene, parse};
use descent_tui::ui::color::ColorDepth;
use descent_tui::ui::{Abilities, Glyphs, Painter};
use descent_tui::work::{Fuel, Product, Progress, Stop, Task, Ticket};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Keys that change what is computed, and some that only look elsewhere.
const KEYS: &[Action] = &[
    Action::Increase,
    Action::Decrease,
    Action::IncreaseMuch,
    Action::DecreaseMuch,
    Action::SelectNext,
    Action::SelectPrevious,
    Action::Undo,
    Action::Redo,
    Action::Reset,
    Action::DuplicateOptimizer,
    Action::RemoveOptimizer,
    Action::ToggleHidden,
    Action::ToggleSolo,
    Action::ToggleActs,
    Action::Parameters,
    Action::Open,
    Action::Close,
    Action::StartLeft,
    Action::StartUp,
    Action::JumpForward,
    Action::JumpBack,
    Action::ToEnd,
    Action::ToStart,
    Action::NextChart,
    Action::ZoomIn,
    Action::Fit,
];

/// An event, noise, a method that waits for the minimum, and a minimum that must be searched for; and a
/// scene without optimizers.
const SCENES: [&str; 3] = [
    "start = [-3.0, 1.0]\n[objective]\nformula = \"k*x^2 + 4*y^2 + sin(3*x)\"\nparameters = { k = 0.5 }\n\
     [run]\nsteps = 120\n\
     [[optimizer]]\nkind = \"gd\"\nlr = 0.05\n[[optimizer]]\nkind = \"polyak\"\n\
     [[optimizer]]\nkind = \"adam\"\nlr = 0.1\n\
     [[event]]\nstep = 60\nset = { k = 1.5 }\n",
    "start = [1.0, 2.0]\n[objective]\nformula = \"(x^2 + y - 11)^2 + (x + y^2 - 7)^2\"\nminimum = { at = [[3.0, 2.0]], value = 0.0 }\n\
     [run]\nsteps = 90\nnoise = 0.5\nseed = 3\n\
     [[optimizer]]\nkind = \"momentum\"\nlr = 0.01\n[[optimizer]]\nkind = \"lbfgs\"\n\
     [[optimizer]]\nkind = \"gd\"\nlr = 0.5\n",
    "start = [2.0, 1.0]\n[objective]\nformula = \"x^2/2 + a*y^2\"\nparameters = { a = 3.0 }\n[run]\nsteps = 40\n",
];

fn scene(text: &str) -> Scene {
    parse("scene.toml", text, &Embedded).unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

/// Work as a clock by hand lets it go on: what is under way, and what is done and has not arrived.
#[derive(Default)]
struct Works {
    begun: Vec<(Ticket, Box<dyn Task>)>,
    known: HashSet<Ticket>,
    late: Vec<(Ticket, Product)>,
}

impl Works {
    /// Begins what is wanted. What is wanted no more goes on all the same: its products are outdated.
    fn begin(&mut self, state: &State) {
        for (ticket, job) in state.wanted() {
            if self.known.insert(ticket) {
                self.begun.push((ticket, job.begin(Stop::default())));
            }
        }
    }

    /// One of those under way goes on for so much fuel; what comes of it waits to be delivered.
    fn advance(&mut self, which: usize, fuel: Fuel) {
        let Some(place) = which.checked_rem(self.begun.len()) else {
            return;
        };
        let (ticket, task) = &mut self.begun[place];
        let ticket = *ticket;
        match task.advance(fuel) {
            Progress::Begun => {}
            Progress::SoFar(product) => self.late.push((ticket, product)),
            Progress::Done(product) => {
                self.late.push((ticket, product));
                self.begun.swap_remove(place);
            }
        }
    }

    /// Delivers one of the products of one piece of work, in their order.
    fn deliver(&mut self, which: usize, state: &mut State) {
        let Some(place) = which.checked_rem(self.late.len()) else {
            return;
        };
        let ticket = self.late[place].0;
        let first = self.late.iter().position(|(own, _)| *own == ticket);
        let (ticket, product) = self.late.remove(first.unwrap_or(place));
        take_in(state, ticket, product);
    }

    /// All that is wanted, until nothing is.
    fn drain(&mut self, state: &mut State) {
        loop {
            while !self.late.is_empty() {
                self.deliver(0, state);
            }
            self.begin(state);
            let Some((wanted, _)) = state.wanted().first().cloned() else {
                return;
            };
            let place = self.begun.iter().position(|(own, _)| *own == wanted);
            self.advance(place.expect("what is wanted is under way"), Fuel::MAX);
        }
    }
}

fn screen(state: &State) -> Buffer {
    let abilities = Abilities {
        depth: ColorDepth::True,
        glyphs: Glyphs::Quadrant,
    };
    let mut buffer = Buffer::empty(Rect::new(0, 0, 60, 20));
    Painter::new(abilities).draw(state, &mut buffer);
    buffer
}

/// What is known of each path is its beginning in the scene as it is now.
fn nothing_is_outdated(state: &State, whole: &State) {
    assert_eq!(
        state.scene().optimizers.len(),
        state.results().paths.len(),
        "a path for each optimizer"
    );
    if state.scene().optimizers.len() != whole.scene().optimizers.len() {
        // The roster is still being sought.
        return;
    }
    for (known, all) in state.results().paths.iter().zip(&whole.results().paths) {
        assert!(all.points.starts_with(&known.points));
        // Of what has not begun there is the start, without a value.
        let mut pairs = known.values.iter().zip(all.values.iter());
        assert!(pairs.all(|(known, all)| known.is_nan() || known == all));
    }
}

#[test]
fn a_thousand_orders_of_keys_and_work_end_on_the_screen_that_waits() {
    let mut random = Random::new(20);
    for round in 0..1000 {
        let scene = scene(SCENES[if round % 25 == 24 { 2 } else { round % 2 }]);
        let mut state = State::with_patience(scene.clone(), 700);
        let mut whole = State::with_patience(scene, Fuel::MAX);
        let mut works = Works::default();
        if state.scene().optimizers.is_empty() {
            // Keys would have nothing to select until the first optimizers are there.
            works.drain(&mut state);
        }
        for _ in 0..30 {
            works.begin(&state);
            match random.below(4) {
                0 => {
                    let key = KEYS[random.below(KEYS.len())];
                    update(&mut state, Request::Do(key));
                    update(&mut whole, Request::Do(key));
                }
                1 => works.deliver(random.below(1 << 20), &mut state),
                _ => works.advance(random.below(1 << 20), random.below(3000) as Fuel),
            }
            nothing_is_outdated(&state, &whole);
        }
        works.drain(&mut state);
        assert_eq!(state.pending(), None);
        nothing_is_outdated(&state, &whole);
        assert!(screen(&state) == screen(&whole), "round {round}");
    }
}
