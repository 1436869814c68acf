//! Changes of the scene: every one can be undone, and every one simulates the paths again.

use crate::analysis;
use crate::math::Vec2;
use crate::scene::{Event, Scene, Setting};

use super::action::Action;
use super::camera::Camera;
use super::history::Change;
use super::state::{Acts, Results, State};

impl State {
    /// Gives a setting a value, from the start or from the present step on.
    pub(super) fn set(&mut self, setting: Setting, value: f64) {
        if value == self.value(setting) {
            return;
        }
        let before = self.scene.clone();
        let step = self.present_step_of(setting);
        match self.acts {
            Acts::FromHere if step > 0 => {
                self.scene
                    .events
                    .retain(|event| event.setting != setting || event.step != step);
                self.scene.events.push(Event {
                    step,
                    setting,
                    value,
                });
                self.scene.events.sort_by_key(|event| event.step);
            }
            _ => {
                self.scene.events.retain(|event| event.setting != setting);
                self.scene.set(setting, value);
            }
        }
        self.history.record(&before, Some(Change::Setting(setting)));
        self.simulate();
    }

    /// Gives a setting a typed value, if it lies in its range.
    pub(super) fn set_typed(&mut self, setting: Setting, value: f64) {
        let range = self.scene.accepted(setting);
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
            let before = self.scene.clone();
            let own = self.original_value(setting);
            self.scene.events.retain(|event| event.setting != setting);
            self.scene.set(setting, own);
            self.history.record(&before, None);
            self.simulate();
        }
    }

    /// Starts every optimizer from this point, also those that had a start of their own.
    pub(super) fn set_start(&mut self, point: Vec2) {
        if point.is_finite() && point != self.scene.start {
            self.history.record(&self.scene, Some(Change::Start));
            self.scene.start = point;
            for entry in &mut self.scene.optimizers {
                entry.start = None;
            }
            self.simulate();
        }
    }

    /// Moves the start by shares of the view.
    pub(super) fn move_start(&mut self, shares: Vec2) {
        self.set_start(self.scene.start + self.camera.size() * shares);
    }

    /// Hides the selected optimizer, or shows it again.
    pub(super) fn toggle_hidden(&mut self) {
        if self.selected < self.scene.optimizers.len() {
            self.history.record(&self.scene, None);
            let entry = &mut self.scene.optimizers[self.selected];
            entry.enabled = !entry.enabled;
        }
    }

    /// The scene's own view again.
    pub(super) fn fit(&mut self) {
        self.camera = Camera::of(&self.scene.view);
        self.equal_units = false;
    }

    /// Takes the last change back.
    pub(super) fn undo(&mut self) {
        match self.history.undo(&self.scene) {
            Some(scene) => self.show(scene),
            None => self.notice = Some("nothing to undo".to_owned()),
        }
    }

    /// Makes the last change that was undone again.
    pub(super) fn redo(&mut self) {
        match self.history.redo(&self.scene) {
            Some(scene) => self.show(scene),
            None => self.notice = Some("nothing to redo".to_owned()),
        }
    }

    /// The scene as it is in its file, playing from the start; this too can be undone.
    pub(super) fn restart(&mut self) {
        self.history.record(&self.scene, None);
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
        self.playback.set_steps(scene.run.steps);
        self.selected = self.selected.min(scene.optimizers.len().saturating_sub(1));
        // Wherever the scene was saved to since stays its file.
        self.scene = Scene {
            origin: self.original.origin.clone(),
            ..scene
        };
        self.simulate();
    }

    /// Simulates the present scene; a minimum that moved with the parameters is searched for.
    pub(super) fn simulate(&mut self) {
        if self.scene.minimum.is_none() {
            self.scene.minimum = analysis::minimum::search(&self.scene.objective, &self.scene.view);
        }
        self.results = Results::of(&self.scene);
    }
}
