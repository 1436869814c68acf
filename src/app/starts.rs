//! Starts that are kept while the scene's own moves on: from each of them the optimizers set off, too, in their colours.
//!
//! Not a part of the scene: a way to look at it.

use std::sync::Arc;

use super::insight::is_same_scene;
use super::pin::{Pin, Pinned};
use super::state::State;
use crate::math::Vec2;
use crate::scene::Scene;
use crate::simulation::{Track, simulate_some};
use crate::work::{SHORT, path_cost};

/// More starts than this would bury the map.
const MOST: usize = 8;

/// The kept starts, and the paths from them.
#[derive(Debug, Clone, Default)]
pub struct Starts {
    at: Vec<Vec2>,
    /// The scene of which the paths are, and they.
    known: Option<(Scene, Pin)>,
}

impl State {
    /// The starts that are kept beside the scene's own.
    pub fn kept_starts(&self) -> &[Vec2] {
        &self.starts.at
    }

    /// The paths from them, of the optimizers that are shown.
    pub(super) fn paths_of_starts(&self) -> impl Iterator<Item = &Pinned> {
        let known = self.starts.known.iter();
        let paths = known.flat_map(|(_, pin)| &pin.paths);
        paths.filter(|path| {
            let mut entries = self.scene().optimizers.iter();
            let index = entries.position(|entry| entry.label == path.label);
            index.is_some_and(|index| self.is_shown(index))
        })
    }

    /// Keeps the present start, or lets it go again; at the greatest number the oldest goes.
    pub(super) fn toggle_start(&mut self) {
        let here = self.scene().start;
        let at = &mut self.starts.at;
        let notice = if let Some(place) = at.iter().position(|start| *start == here) {
            at.remove(place);
            "this start is no longer kept"
        } else {
            if at.len() == MOST {
                at.remove(0);
            }
            at.push(here);
            "this start is kept: another click sets off from there, too"
        };
        self.notice = Some(notice.to_owned());
        self.starts.known = None;
    }

    /// Sets off from the kept starts, unless the paths are known, or would be waited for.
    pub(super) fn set_off(&mut self) {
        if self.starts.at.is_empty() {
            return;
        }
        let scene = self.scene();
        let known = self.starts.known.as_ref();
        if known.is_some_and(|(known, _)| is_same_scene(known, scene)) {
            return;
        }
        let count = scene.optimizers.len() * self.starts.at.len();
        let cost = path_cost(scene) * count as u64;
        let paths = if cost > SHORT {
            Vec::new()
        } else {
            let from = self.starts.at.iter();
            from.flat_map(|start| paths_from(scene, *start)).collect()
        };
        let pin = Pin {
            name: String::new(),
            paths,
        };
        self.starts.known = Some((scene.clone(), pin));
    }
}

/// The paths of the optimizers that are enabled, from another start than their own.
fn paths_from(scene: &Scene, start: Vec2) -> Vec<Pinned> {
    let mut moved = scene.clone();
    moved.start_all_at(start);
    let shown: Vec<usize> = (0..scene.optimizers.len())
        .filter(|index| scene.optimizers[*index].enabled)
        .collect();
    let tracks: Vec<Track> = simulate_some(&Arc::new(moved.stages()), &shown);
    let labels = shown
        .iter()
        .map(|index| scene.optimizers[*index].label.clone());
    labels
        .zip(tracks)
        .map(|(label, track)| Pinned {
            label,
            track: Arc::new(track),
        })
        .collect()
}
