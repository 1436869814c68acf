//! A scene and all that follows from it, in one: nothing can pair a scene with another's results.

use std::sync::Arc;

use crate::analysis::{Metrics, Valley, minimum};
use crate::scene::{Scene, Stages};
use crate::simulation::{Path, is_same_run, simulate_some};

/// A scene with its results. It never changes: another scene makes another sheet, which shares what
/// is the same.
#[derive(Debug, Clone)]
pub struct Sheet {
    scene: Scene,
    results: Results,
}

/// What follows from a scene.
#[derive(Debug, Clone)]
pub struct Results {
    /// The path of each optimizer.
    pub paths: Vec<Arc<Path>>,
    /// The metrics of each path.
    pub metrics: Vec<Arc<Metrics>>,
    /// The scene as it is from each event on.
    pub stages: Arc<Stages>,
    /// The valley that each path runs in, if there is one.
    pub valleys: Vec<Option<Valley>>,
}

impl Sheet {
    /// The sheet of a scene.
    pub fn of(scene: Scene) -> Self {
        Self::make(scene, None)
    }

    /// The sheet of the scene that takes this one's place. Only what differs is computed.
    pub fn followed_by(&self, scene: Scene) -> Self {
        Self::make(scene, Some(&self.results))
    }

    fn make(mut scene: Scene, before: Option<&Results>) -> Self {
        let mut stages = scene.stages();
        if let Some(before) = before {
            stages.learn_from(&before.stages);
        }
        minimum::settle(&mut stages);
        scene.minimum.clone_from(&stages.at(0).minimum);
        Self {
            results: Results::of(Arc::new(stages), before),
            scene,
        }
    }

    /// The scene.
    pub fn scene(&self) -> &Scene {
        &self.scene
    }

    /// What follows from it.
    pub fn results(&self) -> &Results {
        &self.results
    }
}

impl Results {
    fn of(stages: Arc<Stages>, before: Option<&Self>) -> Self {
        let known: Vec<Option<Arc<Path>>> = (0..stages.at(0).optimizers.len())
            .map(|index| before?.path_of((&stages, index)))
            .collect();
        let unknown: Vec<usize> = (0..known.len())
            .filter(|&index| known[index].is_none())
            .collect();
        let mut fresh = simulate_some(&stages, &unknown).into_iter().map(Arc::new);
        let paths: Vec<Arc<Path>> = known
            .into_iter()
            .filter_map(|known| known.or_else(|| fresh.next()))
            .collect();
        let before = before.filter(|before| stages.have_minima_of(&before.stages));
        let metrics = |path| {
            let known = before.and_then(|before| before.metrics_of(path));
            known.unwrap_or_else(|| Arc::new(Metrics::of(path, &stages)))
        };
        let metrics = paths.iter().map(metrics).collect();
        Self {
            valleys: Valley::of_each(&paths, &stages),
            paths,
            metrics,
            stages,
        }
    }

    /// The path that is also that of another run, if there is one.
    fn path_of(&self, run: (&Stages, usize)) -> Option<Arc<Path>> {
        let is_same = |&place: &usize| is_same_run(run, (&self.stages, place));
        // Mostly it is where it was.
        let here = Some(run.1).filter(|&place| place < self.paths.len());
        let place = here
            .filter(is_same)
            .or_else(|| (0..self.paths.len()).find(is_same))?;
        Some(Arc::clone(&self.paths[place]))
    }

    /// The metrics of a path, if it is one of these.
    fn metrics_of(&self, path: &Arc<Path>) -> Option<Arc<Metrics>> {
        let place = self.paths.iter().position(|own| Arc::ptr_eq(own, path))?;
        Some(Arc::clone(&self.metrics[place]))
    }

    /// The decimal logarithm of the height of a path's value above the minimum as it is by then; NaN
    /// where no minimum is known. The step must be one of the path's.
    pub fn height(&self, index: usize, step: usize) -> f64 {
        match &self.stages.at(step as u32).minimum {
            Some(minimum) => {
                let value = self.paths[index].values[step];
                (value - minimum.value).max(0.0).log10()
            }
            None => f64::NAN,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{Setting, open};

    #[test]
    fn what_a_change_does_not_touch_is_shared() {
        let mut scene = open("ravine").unwrap();
        let sheet = Sheet::of(scene.clone());
        let setting = Setting::Hyper {
            optimizer: 1,
            hyper: 0,
        };
        scene.set(setting, 0.01);
        let next = sheet.followed_by(scene.clone());
        let shared = |a: &Sheet, b: &Sheet| -> Vec<bool> {
            let pairs = a.results.paths.iter().zip(&b.results.paths);
            pairs.map(|(a, b)| Arc::ptr_eq(a, b)).collect()
        };
        assert_eq!(shared(&sheet, &next), [true, false, true, true, true]);
        assert_eq!(next.results.paths, Sheet::of(scene.clone()).results.paths);
        scene.remove_optimizer(0);
        let last = next.followed_by(scene);
        assert!(Arc::ptr_eq(&last.results.paths[0], &next.results.paths[1]));
        assert!(Arc::ptr_eq(
            &last.results.metrics[3],
            &next.results.metrics[4]
        ));
    }

    #[test]
    fn a_minimum_that_an_event_lifts_is_seen_by_all_that_is_said_of_it() {
        let text = "[objective]\nformula = \"x^2 + y^2 + c\"\nparameters = { c = 0.0 }\n\
                    [[optimizer]]\nkind = \"gd\"\nlr = 0.3\n\
                    [[event]]\nstep = 30\nset = { c = 50.0 }";
        let scene = crate::scene::parse("lift", text, &crate::scene::Embedded).unwrap();
        let sheet = Sheet::of(scene);
        let results = sheet.results();
        let end = results.metrics[0].at(200).unwrap();
        assert_eq!(end.value, 50.0);
        assert!(results.height(0, 200) < -10.0, "{}", results.height(0, 200));
        // It had settled before the event, and stays so.
        assert!(
            end.settled.is_some_and(|step| step < 10),
            "{:?}",
            end.settled
        );
    }
}
