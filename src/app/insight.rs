//! What an analysis has found of the scene so far, for the views that show one: learning rates, basins.
//!
//! Knows when that is outdated; the work itself is done elsewhere.

use std::sync::Arc;

use crate::scene::{Scene, Setting, Shared};
use crate::work::{BasinFound, Job, Product, RatesFound, Ticket};

use super::camera::Camera;
use super::state::{Focus, State};
use super::view::ViewKind;

/// An analysis of the present scene.
#[derive(Debug, Clone)]
pub struct Insight {
    ticket: Ticket,
    /// The scene that is analysed, its view that of the map.
    scene: Scene,
    of: Of,
    is_whole: bool,
}

/// What is analysed, and what was found.
#[derive(Debug, Clone)]
enum Of {
    Rates(Option<Setting>, Option<Arc<RatesFound>>),
    Basin(usize, Option<Arc<BasinFound>>),
}

impl Insight {
    fn job(&self) -> Job {
        let scene = Box::new(self.scene.clone());
        match self.of {
            Of::Rates(setting, _) => Job::Rates(scene, setting),
            Of::Basin(index, _) => Job::Basin(scene, index),
        }
    }
}

impl State {
    /// What has come of each learning rate by now.
    pub fn rates_found(&self) -> Option<&RatesFound> {
        match &self.insight.as_ref()?.of {
            Of::Rates(_, found) => found.as_deref(),
            Of::Basin(..) => None,
        }
    }

    /// Where the starts in view lead the selected optimizer, as far as it is known by now.
    pub fn basin_found(&self) -> Option<&BasinFound> {
        match &self.insight.as_ref()?.of {
            Of::Basin(_, found) => found.as_deref(),
            Of::Rates(..) => None,
        }
    }

    /// The analysis that is under way.
    pub(super) fn insight_wanted(&self) -> Option<(Ticket, Job)> {
        let insight = self.insight.as_ref().filter(|insight| !insight.is_whole)?;
        Some((insight.ticket, insight.job()))
    }

    /// Takes in what came of it; whether it was its.
    pub(super) fn hear_insight(&mut self, ticket: Ticket, product: &Product) -> bool {
        let Some(insight) = &mut self.insight else {
            return false;
        };
        if insight.ticket != ticket {
            return false;
        }
        match (&mut insight.of, product) {
            (Of::Rates(_, found), Product::Rates(news)) => {
                insight.is_whole = news.as_ref().is_none_or(|news| news.is_whole);
                found.clone_from(news);
            }
            (Of::Basin(_, found), Product::Basin(news)) => {
                insight.is_whole = news.is_whole;
                *found = Some(Arc::clone(news));
            }
            _ => {}
        }
        true
    }

    /// Begins the analysis that the view shows, unless it is known or under way for the scene as it is.
    pub(super) fn look_into(&mut self) {
        let of = match self.view {
            _ if self.is_asked() || self.scene().optimizers.is_empty() => None,
            ViewKind::Rates => Some(Of::Rates(self.swept(), None)),
            ViewKind::Basins => Some(Of::Basin(self.selected, None)),
            _ => None,
        };
        let Some(of) = of else {
            self.insight = None;
            return;
        };
        let scene = self.looked_at();
        let is_known = self.insight.as_ref().is_some_and(|insight| {
            let is_same = match (&insight.of, &of) {
                (Of::Rates(known, _), Of::Rates(wanted, _)) => known == wanted,
                (Of::Basin(known, _), Of::Basin(wanted, _)) => known == wanted,
                _ => false,
            };
            let known = &insight.scene;
            // The present rates are not among those that are tried.
            let is_tried = || match of {
                Of::Rates(None, _) => is_same_scene(&without_rates(known), &without_rates(&scene)),
                Of::Rates(Some(setting), _) => {
                    let own = known.setting(&scene.name(setting));
                    let mut moved = scene.clone();
                    own.is_ok_and(|own| own == setting) && {
                        moved.set(setting, known.get(setting));
                        // Another parameter makes another function of the same texts.
                        match setting {
                            Setting::Parameter(_) => !known.is_changed_from(&moved),
                            _ => is_same_scene(known, &moved),
                        }
                    }
                }
                Of::Basin(..) => false,
            };
            is_same && known.view == scene.view && (is_same_scene(known, &scene) || is_tried())
        });
        if !is_known {
            self.insight = Some(Insight {
                ticket: Ticket::new(),
                scene,
                of,
                is_whole: false,
            });
        }
    }

    /// The value over which the view of rates sweeps: the one that is chosen among those that are open; `None` for the
    /// rates of all.
    fn swept(&self) -> Option<Setting> {
        let setting = self
            .chosen()
            .filter(|_| self.focus != Focus::LearningRate)?;
        self.range(setting).is_number().then_some(setting)
    }

    /// The scene with the part of the plane that is on the map.
    fn looked_at(&self) -> Scene {
        let mut scene = self.scene().clone();
        let Camera { x, y } = self.camera;
        if (scene.view.x, scene.view.y) != (x, y) {
            let view = crate::scene::View {
                x,
                y,
                ..(*scene.view).clone()
            };
            scene.view = Shared::new(view);
        }
        scene
    }
}

/// The scene with every learning rate at nothing.
fn without_rates(scene: &Scene) -> Scene {
    let mut scene = scene.clone();
    for entry in &mut scene.optimizers {
        if entry.declaration().has_rate() && entry.hypers[0] != 0.0 {
            entry.hypers[0] = 0.0;
        }
    }
    scene
}

/// Whether two scenes lead to the same paths.
pub(super) fn is_same_scene(one: &Scene, other: &Scene) -> bool {
    !one.is_changed_from(other) && one.objective.is_same_function(&other.objective)
}
