//! A scene and all that follows from it, in one: nothing can pair a scene with another's results.

use std::sync::Arc;

use crate::analysis::{Metrics, Valley};
use crate::scene::{Scene, Stages};
use crate::simulation::{Track, is_same_run, simulate_some};
use crate::work::{self, Fuel, Job, Product, Ticket};

/// A scene with its results, as far as they are known. It never changes: another scene, or more that
/// is known of it, makes another sheet, which shares what is the same.
#[derive(Debug, Clone)]
pub struct Sheet {
    scene: Scene,
    results: Results,
    /// The work that is under way for each path, if any is.
    paths: Vec<Option<Ticket>>,
    /// That for the first stage whose minimum is not known.
    minimum: Option<Ticket>,
    /// That for optimizers, where the scene has none.
    roster: Option<Ticket>,
    /// What takes no more than this is done at once.
    patience: Fuel,
}

/// What is known of a path, and the work that it still needs.
type Known = (Option<Ticket>, Arc<Track>);

/// What follows from a scene.
#[derive(Debug, Clone)]
pub struct Results {
    /// The path of each optimizer; while it is under way, what is known of it.
    pub paths: Vec<Arc<Track>>,
    /// The metrics of each path.
    pub metrics: Vec<Arc<Metrics>>,
    /// The scene as it is from each event on.
    pub stages: Arc<Stages>,
    /// The valley that each path runs in, if there is one.
    pub valleys: Vec<Option<Valley>>,
}

impl Sheet {
    /// The sheet of a scene. What takes no more than `patience` is done at once, also in the sheets that
    /// follow; all else is [wanted](Self::wanted).
    pub fn of(scene: Scene, patience: Fuel) -> Self {
        Self::make(scene.stages(), scene, patience, None)
    }

    /// The sheet of the scene that takes this one's place. Only what differs is computed.
    pub fn followed_by(&self, scene: Scene) -> Self {
        let mut stages = scene.stages();
        stages.learn_from(&self.results.stages);
        Self::make(stages, scene, self.patience, Some(self))
    }

    fn make(mut stages: Stages, mut scene: Scene, patience: Fuel, before: Option<&Self>) -> Self {
        if scene.optimizers.is_empty() {
            let job = Job::Roster(Box::new(scene.clone()));
            if job.cost() <= patience
                && let Product::Roster(complete) = job.finish()
                && !complete.optimizers.is_empty()
            {
                return Self::make(complete.stages(), *complete, patience, before);
            }
        }
        settle_what_is_short(&mut stages, patience);
        scene.minimum.clone_from(&stages.at(0).minimum);
        let minimum = stages.unsought().map(|_| Ticket::new());
        let stages = Arc::new(stages);
        let (paths, tracks) = tracks(&stages, patience, before);
        let roster = scene.optimizers.is_empty().then(Ticket::new);
        Self {
            results: Results::of(stages, tracks, before),
            scene,
            paths,
            minimum,
            roster,
            patience,
        }
    }

    /// Forgets the paths, so that a scene that is left takes no room.
    pub fn forget(&mut self) {
        self.results.paths.clear();
        self.results.metrics.clear();
        self.results.valleys.clear();
        self.paths.clear();
    }

    /// The sheet with what was forgotten.
    pub fn remembered(self) -> Self {
        if self.results.paths.len() == self.scene.optimizers.len() {
            return self;
        }
        let stages = Stages::clone(&self.results.stages);
        Self::make(stages, self.scene.clone(), self.patience, Some(&self))
    }

    /// The scene.
    pub fn scene(&self) -> &Scene {
        &self.scene
    }

    /// What follows from it.
    pub fn results(&self) -> &Results {
        &self.results
    }

    /// The work that is left to do, what matters most first. What is under way and not in this list
    /// is outdated.
    pub fn wanted(&self) -> Vec<(Ticket, Job)> {
        let stages = &self.results.stages;
        let roster = self
            .roster
            .map(|ticket| (ticket, Job::Roster(Box::new(self.scene.clone()))));
        let minimum = self.minimum.zip(stages.unsought());
        let minimum =
            minimum.map(|(ticket, scene)| (ticket, Job::Minimum(Box::new(scene.clone()))));
        let paths = (0..self.paths.len()).filter_map(|index| {
            let ticket = self.paths[index].filter(|_| !self.waits(index))?;
            Some((ticket, Job::Path(Arc::clone(stages), index)))
        });
        // A path that waits for the minimum lets it go first.
        let is_urgent = (0..self.paths.len()).any(|index| self.waits(index));
        let (first, last) = if is_urgent {
            (minimum, None)
        } else {
            (None, minimum)
        };
        let mut wanted: Vec<_> = roster.into_iter().chain(first).chain(paths).collect();
        wanted.dedup_by_key(|(ticket, _)| *ticket);
        wanted.extend(last);
        wanted
    }

    /// Whether a path cannot begin before the minimum is known.
    fn waits(&self, index: usize) -> bool {
        self.minimum.is_some() && self.scene.optimizers[index].declaration().knows_minimum
    }

    /// The sheet with what came of work; `None` where that is outdated.
    pub fn heard(&self, ticket: Ticket, product: &Product) -> Option<Self> {
        match product {
            Product::Path(track, metrics, stages) => self.with_path(ticket, track, metrics, stages),
            Product::Minimum(scene, found) if self.minimum == Some(ticket) => {
                let mut stages = Stages::clone(&self.results.stages);
                stages.settle(scene, found.as_ref());
                Some(Self::make(
                    stages,
                    self.scene.clone(),
                    self.patience,
                    Some(self),
                ))
            }
            Product::Roster(scene) if self.roster == Some(ticket) => {
                Some(self.followed_by(Scene::clone(scene)))
            }
            _ => None,
        }
    }

    fn with_path(
        &self,
        ticket: Ticket,
        track: &Arc<Track>,
        metrics: &Arc<Metrics>,
        stages: &Stages,
    ) -> Option<Self> {
        let is_meant = |index: &usize| self.paths[*index] == Some(ticket);
        let places: Vec<usize> = (0..self.paths.len()).filter(is_meant).collect();
        places.first()?;
        let mut sheet = self.clone();
        let own = &self.results.stages;
        let metrics = if own.have_minima_of(stages) {
            Arc::clone(metrics)
        } else {
            Arc::new(Metrics::of(track, own))
        };
        for place in places {
            sheet.results.paths[place] = Arc::clone(track);
            sheet.results.metrics[place] = Arc::clone(&metrics);
            if track.is_whole {
                sheet.paths[place] = None;
            }
        }
        sheet.results.valleys = Valley::of_each(&sheet.results.paths, own);
        Some(sheet)
    }

    /// What is being computed and how far it is, in a few words; `None` once all is known.
    pub fn pending(&self) -> Option<String> {
        let steps = self.scene.run.steps as usize + 1;
        let under_way = || (0..self.paths.len()).filter(|&index| self.paths[index].is_some());
        if self.roster.is_some() {
            Some("trying rates".to_owned())
        } else if under_way().next().is_some() {
            let known: usize = under_way()
                .map(|index| self.results.paths[index].points.len())
                .sum();
            let share = known * 100 / (steps * under_way().count());
            Some(format!("computing {share}%"))
        } else {
            self.minimum.map(|_| "seeking the minimum".to_owned())
        }
    }

    /// The track of another run, where it is one of these, and the work that is under way for it.
    fn track_of(&self, run: (&Stages, usize)) -> Option<Known> {
        let is_same = |&place: &usize| is_same_run(run, (&self.results.stages, place));
        // Mostly it is where it was.
        let here = Some(run.1).filter(|&place| place < self.paths.len());
        let place = here
            .filter(is_same)
            .or_else(|| (0..self.paths.len()).find(is_same))?;
        Some((self.paths[place], Arc::clone(&self.results.paths[place])))
    }
}

/// Searches for as many minima as this fuel lasts for.
fn settle_what_is_short(stages: &mut Stages, mut fuel: Fuel) {
    while let Some(scene) = stages.unsought() {
        let job = Job::Minimum(Box::new(scene.clone()));
        let Some(left) = fuel.checked_sub(job.cost()) else {
            return;
        };
        fuel = left;
        if let Product::Minimum(scene, found) = job.finish() {
            stages.settle(&scene, found.as_ref());
        }
    }
}

/// The tracks of all optimizers, and the work that they still need: those that are known already, the
/// others whole if they take no more than `patience` together, else their first points.
fn tracks(
    stages: &Arc<Stages>,
    patience: Fuel,
    before: Option<&Sheet>,
) -> (Vec<Option<Ticket>>, Vec<Arc<Track>>) {
    let scene = stages.at(0);
    let is_sought = stages.as_slice()[0].is_sought();
    let is_known = |index: usize| is_sought || !scene.optimizers[index].declaration().knows_minimum;
    let known: Vec<_> = (0..scene.optimizers.len())
        .map(|index| before?.track_of((stages, index)))
        .collect();
    let unknown = || (0..known.len()).filter(|&index| known[index].is_none());
    let short: Vec<usize> = unknown().filter(|&index| is_known(index)).collect();
    let together = work::path_cost(scene).saturating_mul(short.len() as u64);
    let is_short = together <= patience;
    let fresh = if is_short {
        simulate_some(stages, &short)
    } else {
        let fuel = work::SLICE.min(patience) / short.len() as u64;
        let first = |&index: &usize| work::first_points(stages, index, fuel);
        short.iter().map(first).collect()
    };
    let mut fresh = fresh.into_iter();
    let own = |(index, known): (usize, Option<Known>)| {
        known.unwrap_or_else(|| {
            let fresh = is_known(index).then(|| fresh.next()).flatten();
            let track = fresh.unwrap_or_else(|| Track::unknown(stages, index));
            ((!track.is_whole).then(Ticket::new), Arc::new(track))
        })
    };
    known.into_iter().enumerate().map(own).unzip()
}

impl Results {
    fn of(stages: Arc<Stages>, paths: Vec<Arc<Track>>, before: Option<&Sheet>) -> Self {
        let before = before.map(|before| &before.results);
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

    /// The metrics of a path, if it is one of these.
    fn metrics_of(&self, path: &Arc<Track>) -> Option<Arc<Metrics>> {
        let place = self.paths.iter().position(|own| Arc::ptr_eq(own, path))?;
        Some(Arc::clone(&self.metrics[place]))
    }

    /// The decimal logarithm of the height of a path's value above the minimum as it is by then; NaN
    /// where no minimum is known. The step must be one of the path's.
    pub fn height(&self, index: usize, step: usize) -> f64 {
        match &self.stages.at(step as u32).minimum {
            Some(minimum) => {
                let value = self.paths[index].values[step];
                libm::log10((value - minimum.value).max(0.0))
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
        let sheet = Sheet::of(scene.clone(), work::SHORT);
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
        assert_eq!(
            next.results.paths,
            Sheet::of(scene.clone(), work::SHORT).results.paths
        );
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
        let sheet = Sheet::of(scene, work::SHORT);
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
