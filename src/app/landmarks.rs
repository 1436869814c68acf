//! Saddles and lesser minima of the landscape on the map, searched for again when it or the view changes.

use std::sync::Arc;

use crate::analysis::critical::{self, Critical, Kind};
use crate::objective::Objective;
use crate::work::SHORT;

use super::camera::Camera;
use super::state::State;

/// What was found, and in which landscape.
#[derive(Debug, Clone)]
pub struct Landmarks {
    objective: Objective,
    camera: Camera,
    found: Arc<[Critical]>,
}

/// Minima this close to the known one, by the size of the view, are that one.
const SAME: f64 = 1e-4;

impl State {
    /// The saddles and the minima on the map beside the least, as far as they have been searched for.
    pub fn landmarks(&self) -> impl Iterator<Item = &Critical> {
        let minimum = self.now().minimum.as_ref();
        let size = self.camera.size();
        let is_known = move |place: &Critical| {
            minimum.is_some_and(|minimum| {
                let mut known = minimum.at.iter();
                known.any(|at| ((*at - place.at) / size).norm() < SAME)
            })
        };
        let found = self.landmarks.iter().flat_map(|known| known.found.iter());
        found.filter(move |place| place.kind == Kind::Saddle || !is_known(place))
    }

    /// Searches the landscape on the map, unless it is the one that was searched, or the search would be felt.
    pub(super) fn look_around(&mut self) {
        let objective = &self.now().objective;
        let is_known = self.landmarks.as_ref().is_some_and(|known| {
            known.camera == self.camera && known.objective.is_same_function(objective)
        });
        if is_known {
            return;
        }
        let found = if critical::cost(objective) > SHORT {
            Vec::new()
        } else {
            critical::search(objective, self.camera.x, self.camera.y)
        };
        self.landmarks = Some(Landmarks {
            objective: (**objective).clone(),
            camera: self.camera,
            found: found.into(),
        });
    }
}
