//! The program without a terminal: a state on which keys are played, with all work done at once.

use super::{refused, unknown};
use crate::app::key::Key;
use crate::app::{Effect, State, ViewKind, request_of, settle, take_in, update};
use crate::cli::failure::Failure;
use crate::scene::{Document, Scene};

/// A state at rest: all that is shown is known.
pub(super) struct Stage {
    state: State,
    /// The scene in its file.
    original: Scene,
}

impl Stage {
    /// Looks at it in this way, if one is given.
    pub(super) fn look(&mut self, view: Option<ViewKind>) {
        self.state.view = view.unwrap_or(self.state.view);
    }

    /// The scene at its beginning, in the theme at this place of the list.
    pub(super) fn new(scene: Scene, original: Scene, theme: usize) -> Self {
        let mut state = State::with_changes(scene, original.clone());
        state.theme = theme;
        state.playback.playing = false;
        let mut stage = Self { state, original };
        stage.rest();
        stage
    }

    pub(super) fn state(&self) -> &State {
        &self.state
    }

    /// Shows a step, and rests there.
    pub(super) fn go_to(&mut self, step: u32) {
        self.state.playback.go_to(step);
        settle(&mut self.state);
        self.rest();
    }

    /// Leaves out all optimizers but those of these labels; no label leaves all.
    pub(super) fn show_only(&mut self, labels: &[String]) -> Result<(), Failure> {
        if labels.is_empty() {
            return Ok(());
        }
        let mut scene = self.state.scene().clone();
        let known: Vec<&str> = scene
            .optimizers
            .iter()
            .map(|entry| entry.label.as_str())
            .collect();
        let is_same = |a: &str, b: &str| a.eq_ignore_ascii_case(b);
        for label in labels {
            if !known.iter().any(|known| is_same(known, label)) {
                return Err(unknown("show", label, &known));
            }
        }
        let is_shown = |label: &str| labels.iter().any(|shown| is_same(shown, label));
        let mut original = self.original.clone();
        for scene in [&mut scene, &mut original] {
            for entry in &mut scene.optimizers {
                entry.enabled = is_shown(&entry.label);
            }
        }
        *self = Self::new(scene, original, self.state.theme);
        Ok(())
    }

    /// Presses keys, given by their names with spaces between.
    pub(super) fn play(&mut self, names: &str) -> Result<(), Failure> {
        for name in names.split_whitespace() {
            let key: Key = name.parse().map_err(|_| {
                refused(
                    "keys",
                    name,
                    "`descent-tui list keys` has the names of keys",
                )
            })?;
            let Some(request) = request_of(&self.state, key) else {
                continue;
            };
            let effect = update(&mut self.state, request);
            settle(&mut self.state);
            self.rest();
            match effect {
                Some(Effect::Open(scene)) => {
                    let scene = Document::find(&scene)?.scene()?;
                    self.state = self.state.with_scene(scene);
                    self.rest();
                }
                Some(Effect::Quit) => return Ok(()),
                // There is no terminal to give back, and a picture leaves its scene as it is.
                Some(
                    Effect::Suspend
                    | Effect::Redraw
                    | Effect::Reread
                    | Effect::Picture
                    | Effect::Copy(_)
                    | Effect::Lesson(_)
                    | Effect::Save { .. },
                )
                | None => {}
            }
        }
        self.state.playback.playing = false;
        Ok(())
    }

    /// Does all work that is left.
    fn rest(&mut self) {
        while let Some((ticket, job)) = self.state.wanted().into_iter().next() {
            let product = job.finish();
            take_in(&mut self.state, ticket, product);
        }
        self.state.notice = None;
    }
}
