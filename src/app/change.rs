//! Changes of the scene: every one can be undone, and what it touches is computed again.

use std::sync::Arc;

use crate::analysis::rates::suit;
use crate::math::Vec2;
use crate::scene::{Event, Scene, Setting};
use crate::work::{SHORT, trial_cost};

use super::action::Action;
use super::camera::Camera;
use super::difference;
use super::history::Change;
use super::state::{Acts, State};

/// Said at the end of the time line, where a change from here on would change nothing.
const NOTHING_LEFT: &str =
    "nothing is left to bend here: ← goes back, m lets changes act from the start";

impl State {
    /// Changes the scene: the one door through which every change goes. What can be undone is
    /// remembered, and what the change touches is computed again.
    pub(super) fn change(&mut self, change: Option<Change>, make: impl FnOnce(&mut Scene)) {
        let mut scene = self.scene().clone();
        make(&mut scene);
        self.history.record(self.sheet.scene(), change);
        self.follow(scene);
    }

    /// Puts a scene in the place of the present one.
    pub(super) fn follow(&mut self, scene: Scene) {
        self.sheet = self.sheet.followed_by(scene);
    }

    /// Gives a setting a value, from the start or from the present step on.
    pub(super) fn set(&mut self, setting: Setting, value: f64) {
        if value == self.value(setting) {
            return;
        }
        let step = self.present_step_of(setting);
        let acts = self.acts;
        if acts == Acts::FromHere && step > 0 && self.step() >= self.playback.steps() {
            self.notice = Some(NOTHING_LEFT.to_owned());
            return;
        }
        self.keep_before(setting);
        self.change(Some(Change::Setting(setting)), |scene| match acts {
            Acts::FromHere if step > 0 => {
                let events = &mut *scene.events;
                events.retain(|event| event.setting != setting || event.step != step);
                events.push(Event {
                    step,
                    setting,
                    value,
                });
                events.sort_by_key(|event| event.step);
            }
            _ => scene.set_from_start(setting, value),
        });
    }

    /// Gives every optimizer that has a rate one that works here, in one change.
    pub(super) fn fit_rates(&mut self) {
        let scene = self.scene();
        let work = trial_cost(scene) * scene.optimizers.len() as u64;
        if work > 4 * SHORT {
            let help = "this objective takes too long for that here: `descent-tui tune` does it";
            self.notice = Some(help.to_owned());
            return;
        }
        let entries = scene.optimizers.iter().enumerate();
        let rated = entries.filter(|(_, entry)| entry.declaration().has_rate());
        let found = rated.filter_map(|(optimizer, entry)| {
            let rate = Setting::Hyper {
                optimizer,
                hyper: 0,
            };
            Some((rate, suit(scene, entry)?.rate))
        });
        let found: Vec<(Setting, f64)> = found.collect();
        self.set_all(None, &found);
        self.notice = Some("rates that work here: u takes them back".to_owned());
    }

    /// Gives several settings their values from the start, in one change.
    pub(super) fn set_all(&mut self, change: Option<Change>, values: &[(Setting, f64)]) {
        self.before = None;
        self.change(change, |scene| {
            for (setting, value) in values {
                scene.set_from_start(*setting, *value);
            }
        });
    }

    /// Takes the event at an index away.
    pub(super) fn remove_event(&mut self, index: usize) {
        if index < self.scene().events.len() {
            self.before = None;
            self.change(None, |scene| {
                scene.events.remove(index);
            });
            self.notice = Some("the event is gone: u brings it back".to_owned());
        }
    }

    /// Carries out `NAME=VALUE`, as `--set` does it.
    pub(super) fn assign(&mut self, assignment: &str) {
        let mut scene = self.scene().clone();
        match scene.assign(assignment) {
            Ok(()) => {
                self.change(None, |changed| *changed = scene);
                self.playback.set_steps(self.scene().run.steps);
            }
            Err(mistakes) => {
                let first = mistakes.list.into_iter().next();
                self.notice = first.map(|mistake| mistake.message);
            }
        }
    }

    /// Gives an optimizer a rate and a momentum together, as far as it may have them.
    pub(super) fn damp(&mut self, optimizer: usize, to: Vec2) {
        let Some(entry) = self.scene().optimizers.get(optimizer) else {
            return;
        };
        let declaration = entry.declaration();
        let places = ["lr", "momentum"].map(|name| declaration.hyper(name));
        let [Some(rate), Some(momentum)] = places else {
            return;
        };
        let settings = [(rate, to.x), (momentum, to.y)]
            .map(|(hyper, value)| (Setting::Hyper { optimizer, hyper }, value));
        let accepts =
            |(setting, value): &(Setting, f64)| self.scene().accepted(*setting).contains(*value);
        if settings.iter().all(accepts) {
            self.set_all(Some(Change::Damping(optimizer)), &settings);
        }
    }

    /// More steps, or fewer, by the next round number.
    pub(super) fn change_steps(&mut self, more: bool) {
        const ROUND: [u32; 6] = [10, 15, 20, 30, 50, 70];
        let steps = self.scene().run.steps;
        let rounds = (0..6).flat_map(|power| ROUND.map(|round| round * 10_u32.pow(power)));
        let mut others = rounds.filter(|round| (*round > steps) == more && *round != steps);
        let next = if more {
            others.next()
        } else {
            others.next_back()
        };
        match next {
            Some(next) => {
                let is_at_end = self.step() >= self.playback.steps();
                self.assign(&format!("steps={next}"));
                if is_at_end {
                    self.playback.go_to(u32::MAX);
                }
                self.notice = Some(format!("{next} steps"));
            }
            None => self.notice = Some(format!("{steps} steps are as far as this key goes")),
        }
    }

    /// The next seed of all that is random.
    pub(super) fn next_seed(&mut self) {
        let seed = self.scene().run.seed.wrapping_add(1);
        self.assign(&format!("seed={seed}"));
        self.notice = Some(format!("seed {}", self.scene().run.seed));
    }

    /// Gives a setting a typed value, if it lies in its range.
    pub(super) fn set_typed(&mut self, setting: Setting, value: f64) {
        let range = self.scene().accepted(setting);
        if range.contains(value) {
            self.set(setting, value);
        } else {
            self.notice = Some(format!("it must be {}", range.describe()));
        }
    }

    /// Moves the chosen value by a key's step.
    pub(super) fn nudge(&mut self, up: bool, coarse: bool) {
        if let Some(setting) = self.chosen() {
            let value = self.range(setting).nudge(self.value(setting), up, coarse);
            self.set(setting, value);
        }
    }

    /// Gives the chosen value back what the scene's file says.
    pub(super) fn reset_value(&mut self) {
        if let Some(setting) = self.chosen() {
            let own = self.original_value(setting);
            self.change(None, |scene| scene.set_from_start(setting, own));
        }
    }

    /// Starts every optimizer from this point, also those that had a start of their own.
    pub(super) fn set_start(&mut self, point: Vec2) {
        if point.is_finite() && point != self.scene().start {
            self.change(Some(Change::Start), |scene| {
                scene.start_all_at(point);
            });
        }
    }

    /// Moves the start by shares of the view.
    pub(super) fn move_start(&mut self, shares: Vec2) {
        self.set_start(self.scene().start + self.camera.size() * shares);
    }

    /// Hides the selected optimizer, or shows it again.
    pub(super) fn toggle_hidden(&mut self) {
        let index = self.selected;
        if let Some(entry) = self.selected_entry() {
            let enabled = !entry.enabled;
            self.change(None, |scene| scene.optimizers[index].enabled = enabled);
        }
    }

    /// The scene's own view again.
    pub(super) fn fit(&mut self) {
        self.camera = Camera::of(&self.scene().view);
        self.equal_units = false;
    }

    /// What was done since the scene was opened, in words, from its opening on, and which of it is the present.
    pub(super) fn done(&self) -> (Vec<String>, usize) {
        let (past, future) = self.history.scenes();
        let present = past.len();
        let scenes: Vec<&Scene> = past.iter().chain([self.scene()]).chain(future).collect();
        let changes = scenes.windows(2);
        let words = changes.map(|pair| difference::words(pair[0], pair[1]));
        let words = std::iter::once("as it was opened".to_owned()).chain(words);
        (words.collect(), present)
    }

    /// Takes the last change back.
    pub(super) fn undo(&mut self) {
        match self.history.undo(self.sheet.scene()) {
            Some(scene) => {
                let undone = difference::words(&scene, self.scene());
                self.show(scene);
                self.notice = Some(format!("undone: {undone}"));
            }
            None => self.notice = Some("nothing to undo".to_owned()),
        }
    }

    /// Takes the last change back as if it had never been.
    pub(super) fn abandon(&mut self) {
        if let Some(scene) = self.history.abandon() {
            self.show(scene);
        }
    }

    /// Makes the last change that was undone again.
    pub(super) fn redo(&mut self) {
        match self.history.redo(self.sheet.scene()) {
            Some(scene) => {
                let again = difference::words(self.scene(), &scene);
                self.show(scene);
                self.notice = Some(format!("again: {again}"));
            }
            None => self.notice = Some("nothing to redo".to_owned()),
        }
    }

    /// The scene as it is in its file, playing from the start; this too can be undone.
    pub(super) fn restart(&mut self) {
        self.history.record(self.sheet.scene(), None);
        let fresh = self.with_scene(self.original.clone());
        *self = Self {
            history: std::mem::take(&mut self.history),
            ..fresh
        };
    }

    /// After any action that does not go on changing, the next change is one of its own.
    pub(super) fn end_of_change(&mut self, action: Action) {
        use Action::{Decrease, DecreaseMuch, Increase, IncreaseMuch};
        use Action::{StartDown, StartLeft, StartRight, StartUp};
        let goes_on = matches!(
            action,
            Increase
                | Decrease
                | IncreaseMuch
                | DecreaseMuch
                | StartLeft
                | StartDown
                | StartUp
                | StartRight
        );
        if !goes_on {
            self.history.close();
        }
    }

    /// Puts a scene in the place of the present one; what is selected and shown stays.
    pub(super) fn show(&mut self, scene: Scene) {
        self.before = None;
        self.playback.set_steps(scene.run.steps);
        self.selected = self.selected.min(scene.optimizers.len().saturating_sub(1));
        // Wherever the scene was saved to since stays its file.
        let origin = Arc::clone(&self.original.origin);
        self.follow(Scene { origin, ..scene });
    }
}
