//! All that the program knows at one moment.

use std::sync::Arc;

use crate::math::Vec2;
use crate::mistake::Mistakes;
use crate::scene::{Entry, Scene};
use crate::simulation::Track;
use crate::work::{self, Fuel};

use super::action::Action;
use super::camera::Camera;
use super::ensemble::Ensemble;
use super::history::History;
use super::insight::Insight;
use super::key::Key;
use super::landmarks::Landmarks;
use super::lesson::Course;
use super::line_input::LineInput;
use super::overlay::Overlay;
use super::pin::Pin;
use super::playback::Playback;
use super::preferences::Preferences;
use super::race::Race;
use super::sheet::{Results, Sheet};
use super::shelf::{Shelf, short_name};
use super::starts::Starts;
use super::tuning::Tuning;
use super::view::{Orbit, ViewKind};

/// The state of the program; [`update`](super::update) makes the next one from it.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "switches of the screen, each independent of the others"
)]
pub struct State {
    /// The time line.
    pub playback: Playback,
    /// What the time line counts.
    pub race: Race,
    /// Place of the chart below that of the value in the list of charts, counted round.
    pub chart: usize,
    /// The part of the plane on the map.
    pub camera: Camera,
    /// Whether units have the same length on both axes.
    pub equal_units: bool,
    /// Index of the selected optimizer; 0 if there is none.
    pub selected: usize,
    /// Whether only the selected optimizer is shown.
    pub solo: bool,
    /// Whether the recorded paths are shown.
    pub recorded: bool,
    /// Which values the keys change.
    pub focus: Focus,
    /// From which step on changes act.
    pub acts: Acts,
    /// A value being typed.
    pub typed: Option<LineInput>,
    /// What lies over the screen.
    pub overlay: Option<Overlay>,
    /// What is wrong with the scene's file as it is now; the scene is still the one before.
    pub mistakes: Option<Mistakes>,
    /// A message for the footer, until the next key.
    pub notice: Option<String>,
    /// Place of the theme in the list of themes, counted round.
    pub theme: usize,
    /// The way to look at it.
    pub view: ViewKind,
    /// Whether the map stays beside any other view, where there is room.
    pub is_split: bool,
    /// From where the surface is seen.
    pub orbit: Orbit,
    /// The pinned paths, the oldest first.
    pub pins: Vec<Pin>,
    /// The paths that would have been without the last change that acts from here on.
    pub before: Option<Pin>,
    /// Starts beside the scene's own.
    pub(super) starts: Starts,
    /// The runs of the selected optimizer beside its own.
    pub(super) ensemble: Option<Ensemble>,
    /// The search for the best rates.
    pub(super) tuning: Option<Tuning>,
    /// What the analysis that the view shows has found.
    pub(super) insight: Option<Insight>,
    /// Where in view the slope vanishes.
    pub(super) landmarks: Option<Landmarks>,
    /// The lesson that is being given.
    pub course: Option<Course>,
    /// The point of the plane under the pointer.
    pub(super) pointed: Option<Vec2>,
    /// Whether the methods' names are hidden.
    pub(super) hides_names: bool,
    /// Whether nothing is shown at all, until the next key.
    pub is_blank: bool,
    /// What its user has settled for all scenes.
    pub preferences: Arc<Preferences>,
    /// Whether the mouse is the program's.
    pub mouse: bool,
    /// The scenes at hand; the present one is among them.
    pub shelf: Shelf,
    /// The scene with all changes, and what follows from it.
    pub(super) sheet: Sheet,
    pub(super) original: Scene,
    pub(super) history: History,
    /// How many pins there were so far.
    pub(super) pinned: usize,
}

/// Which values the keys change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Focus {
    /// The selected optimizer's learning rate.
    #[default]
    LearningRate,
    /// One of the selected optimizer's values, by row.
    Hypers(usize),
    /// One of the objective's parameters, by row; the noise is the last.
    Parameters(usize),
}

/// From which step on a change acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Acts {
    /// The path is what it would have been.
    #[default]
    FromStart,
    /// The past stays, the future bends.
    FromHere,
}

/// What the update asks the world for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Leave.
    Quit,
    /// Stop and give the terminal back to the shell.
    Suspend,
    /// Draw the whole screen anew.
    Redraw,
    /// Open the scene of this name, as it was left if it was open before.
    Open(String),
    /// Save the scene.
    Save {
        /// The file to save in; `None` for the scene's own.
        name: Option<String>,
        /// Whether to write over a file that was there or has changed.
        over: bool,
    },
    /// Look whether the scene's file has changed.
    Reread,
    /// Write a picture of what is shown.
    Picture,
    /// Give the built-in lesson of this name.
    Lesson(String),
    /// Copy a text to the clipboard.
    Copy(String),
}

impl State {
    /// The state that a scene opens with: playing, its first optimizer selected.
    pub fn new(scene: Scene) -> Self {
        Self::with_patience(scene, work::SHORT)
    }

    /// The same, but that an update does at once what takes no more than `patience`.
    pub fn with_patience(scene: Scene, patience: Fuel) -> Self {
        let mut shelf = Shelf::default();
        shelf.put(&scene);
        let sheet = Sheet::of(scene, patience);
        let scene = sheet.scene();
        Self {
            playback: Playback::new(scene.run.steps),
            race: Race::default(),
            chart: 0,
            camera: Camera::of(&scene.view),
            equal_units: false,
            selected: scene
                .optimizers
                .iter()
                .position(|entry| entry.enabled)
                .unwrap_or(0),
            solo: false,
            recorded: true,
            focus: Focus::default(),
            acts: Acts::default(),
            typed: None,
            overlay: None,
            mistakes: None,
            notice: None,
            theme: 0,
            view: ViewKind::default(),
            is_split: false,
            orbit: Orbit::default(),
            pins: Vec::new(),
            before: None,
            starts: Starts::default(),
            hides_names: false,
            pointed: None,
            ensemble: None,
            tuning: None,
            insight: None,
            landmarks: None,
            course: None,
            is_blank: false,
            preferences: Arc::default(),
            mouse: true,
            shelf,
            original: sheet.scene().clone(),
            history: History::default(),
            pinned: 0,
            sheet,
        }
    }

    /// The state that a scene opens with which was changed from the beginning; `original` is the one
    /// in its file.
    pub fn with_changes(scene: Scene, original: Scene) -> Self {
        let original = if original.optimizers.is_empty() {
            Sheet::of(original, work::SHORT).scene().clone()
        } else {
            original
        };
        Self {
            original,
            ..Self::new(scene)
        }
    }

    /// The state as it is left for another scene: its paths are computed anew when it comes back.
    pub fn at_rest(mut self) -> Self {
        self.sheet.forget();
        self.overlay = None;
        self
    }

    /// The same program with another scene: theme, mouse, charts and race stay.
    pub fn with_scene(&self, scene: Scene) -> Self {
        self.returned_to(Self::new(scene))
    }

    /// The same program with a scene as it was left: with its changes and what can be undone of them,
    /// its step and its view.
    pub fn returned_to(&self, left: Self) -> Self {
        let mut shelf = self.shelf.clone();
        shelf.note(&self.scene().origin, self.is_changed());
        shelf.put(&left.original);
        let sheet = left.sheet.remembered();
        Self {
            theme: self.theme,
            view: if left.course.is_some() {
                left.view
            } else {
                self.view
            },
            is_split: self.is_split,
            orbit: self.orbit,
            preferences: Arc::clone(&self.preferences),
            mouse: self.mouse,
            race: self.race,
            chart: self.chart,
            shelf,
            sheet,
            notice: None,
            ..left
        }
    }

    /// The scene as it is in its file.
    pub fn original(&self) -> &Scene {
        &self.original
    }

    /// The short names of the scenes whose changes are not saved, the present one first.
    pub fn unsaved(&self) -> Vec<String> {
        let own = &*self.scene().origin;
        let here = self.is_changed().then(|| short_name(own));
        here.into_iter().chain(self.shelf.unsaved(own)).collect()
    }

    /// The scene with all changes.
    pub fn scene(&self) -> &Scene {
        self.sheet.scene()
    }

    /// What follows from the scene.
    pub fn results(&self) -> &Results {
        self.sheet.results()
    }

    /// The step that is shown.
    pub fn step(&self) -> u32 {
        self.playback.step()
    }

    /// The scene with the values that hold at the step shown, after the events up to there.
    pub fn now(&self) -> &Scene {
        self.results().stages.at(self.present_step(self.selected))
    }

    /// The selected optimizer, if the scene has any.
    pub fn selected_entry(&self) -> Option<&Entry> {
        let entry = self.scene().optimizers.get(self.selected)?;
        Some(entry)
    }

    /// Whether the optimizer at this index is shown.
    pub fn is_shown(&self, index: usize) -> bool {
        if self.is_asked() {
            false
        } else if self.solo {
            index == self.selected
        } else {
            self.scene()
                .optimizers
                .get(index)
                .is_some_and(|entry| entry.enabled)
        }
    }

    /// The optimizers that are shown, in their order.
    pub fn shown(&self) -> impl Iterator<Item = (usize, &Track)> {
        let paths = self.results().paths.iter().enumerate();
        paths
            .filter(|(index, _)| self.is_shown(*index))
            .map(|(index, path)| (index, &**path))
    }

    /// The action of a key, if it has one.
    pub fn action_of(&self, key: Key) -> Option<Action> {
        self.preferences.keys.action_of(key)
    }

    /// The colour (red, green, blue) that the scene or its user gives the optimizer at this index, if any does.
    pub fn color_of(&self, index: usize) -> Option<[u8; 3]> {
        let entry = self.scene().optimizers.get(index)?;
        if self.hides_names {
            return None;
        }
        let of_kind = self.preferences.colors.get(entry.declaration().name);
        entry.color.or(of_kind.copied())
    }

    /// The point of the plane under the pointer, if that is over the map.
    pub fn pointed(&self) -> Option<Vec2> {
        self.pointed
    }

    /// Where the optimizer at this index starts.
    pub fn start_of(&self, index: usize) -> Vec2 {
        self.scene()
            .optimizers
            .get(index)
            .and_then(|entry| entry.start)
            .unwrap_or(self.scene().start)
    }
}
