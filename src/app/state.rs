//! All that the program knows at one moment.

use crate::analysis::{Metrics, Stages, Valley};
use crate::math::Vec2;
use crate::mistake::Mistakes;
use crate::scene::{Entry, Scene};
use crate::simulation::{self, Path};

use super::camera::Camera;
use super::history::History;
use super::line_input::LineInput;
use super::overlay::Overlay;
use super::playback::Playback;
use super::race::Race;
use super::shelf::Shelf;

/// The state of the program; [`update`](super::update) makes the next one from it.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "switches of the screen, each independent of the others"
)]
pub struct State {
    /// The scene with all changes.
    pub scene: Scene,
    /// What the scene's paths are, always of the present scene.
    pub results: Results,
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
    /// Whether the mouse is the program's.
    pub mouse: bool,
    /// The scenes at hand; the present one is among them.
    pub shelf: Shelf,
    pub(super) original: Scene,
    pub(super) history: History,
}

/// What follows from a scene; computed once whenever it changes.
#[derive(Debug, Clone)]
pub struct Results {
    /// The path of each optimizer.
    pub paths: Vec<Path>,
    /// The metrics of each path.
    pub metrics: Vec<Metrics>,
    /// The scene as it is from each event on.
    pub stages: Stages,
    /// The decimal logarithm of each value's height above the minimum by then; NaN where no
    /// minimum is known.
    pub heights: Vec<Vec<f64>>,
    /// The valley that each path runs in, if there is one.
    pub valleys: Vec<Option<Valley>>,
}

impl Results {
    /// Simulates the scene.
    pub fn of(scene: &Scene) -> Self {
        let paths = simulation::simulate(scene);
        let stages = Stages::of(scene);
        let minimum = scene.minimum.as_ref();
        let metrics = paths
            .iter()
            .map(|path| Metrics::of(path, minimum))
            .collect();
        let valleys = Valley::of_each(&paths, &stages);
        let height = |(step, value): (usize, &f64)| match &stages.at(step as u32).minimum {
            Some(minimum) => (value - minimum.value).max(0.0).log10(),
            None => f64::NAN,
        };
        let heights = paths
            .iter()
            .map(|path| path.values.iter().enumerate().map(height).collect())
            .collect();
        Self {
            paths,
            metrics,
            stages,
            heights,
            valleys,
        }
    }
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
}

impl State {
    /// The state that a scene opens with: playing, its first optimizer selected.
    pub fn new(scene: Scene) -> Self {
        let mut shelf = Shelf::default();
        shelf.put(&scene);
        Self {
            results: Results::of(&scene),
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
            mouse: true,
            shelf,
            original: scene.clone(),
            history: History::default(),
            scene,
        }
    }

    /// The state that a scene opens with which was changed from the beginning; `original` is the one
    /// in its file.
    pub fn with_changes(scene: Scene, original: Scene) -> Self {
        Self {
            original,
            ..Self::new(scene)
        }
    }

    /// The same program with another scene: theme, mouse, charts and race stay.
    pub fn with_scene(&self, scene: Scene) -> Self {
        self.returned_to(Self::new(scene))
    }

    /// The same program with a scene as it was left: with its changes and what can be undone of them,
    /// its step and its view.
    pub fn returned_to(&self, left: Self) -> Self {
        let mut shelf = self.shelf.clone();
        shelf.put(&left.original);
        Self {
            theme: self.theme,
            mouse: self.mouse,
            race: self.race,
            chart: self.chart,
            shelf,
            notice: None,
            ..left
        }
    }

    /// The step that is shown.
    pub fn step(&self) -> u32 {
        self.playback.step()
    }

    /// The scene with the values that hold at the step shown, after the events up to there.
    pub fn now(&self) -> &Scene {
        self.results.stages.at(self.present_step(self.selected))
    }

    /// The selected optimizer, if the scene has any.
    pub fn selected_entry(&self) -> Option<&Entry> {
        self.scene.optimizers.get(self.selected)
    }

    /// Whether the optimizer at this index is shown.
    pub fn is_shown(&self, index: usize) -> bool {
        if self.solo {
            index == self.selected
        } else {
            self.scene
                .optimizers
                .get(index)
                .is_some_and(|entry| entry.enabled)
        }
    }

    /// The optimizers that are shown, in their order.
    pub fn shown(&self) -> impl Iterator<Item = (usize, &Path)> {
        self.results
            .paths
            .iter()
            .enumerate()
            .filter(|(index, _)| self.is_shown(*index))
    }

    /// Where the optimizer at this index starts.
    pub fn start_of(&self, index: usize) -> Vec2 {
        self.scene
            .optimizers
            .get(index)
            .and_then(|entry| entry.start)
            .unwrap_or(self.scene.start)
    }
}
