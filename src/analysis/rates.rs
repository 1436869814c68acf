//! Learning rates that work: a quick trial of a ladder of rates on the scene itself.

mod fit;

use super::minimum;
use crate::optimizer::{self, Modifiers, Optimizer, Schedule};
use crate::scene::{Entry, Scene};

pub use fit::Fit;

/// What a scene without optimizers shows.
const TEXTBOOK: [&str; 5] = ["gd", "momentum", "adagrad", "rmsprop", "adam"];
/// Trials are no longer than this, however long the scene.
const STEPS: u32 = 300;

/// Fills in what the scene leaves to be found: the minimum, and the textbook five at rates that suit.
pub fn complete(scene: &mut Scene) {
    if scene.minimum.is_none() {
        scene.minimum = minimum::search(&scene.objective, &scene.view);
    }
    if scene.optimizers.is_empty() {
        let mut textbook = Textbook::knowing_minimum(scene.clone());
        while textbook.advance(u32::MAX).is_none() {}
        scene.optimizers = textbook.scene.optimizers;
    }
}

/// Steps that a fit takes at most, more or less: each rate of its ladder is tried.
pub const STEPS_OF_A_FIT: u64 = 60 * STEPS as u64;

/// The textbook five being fitted to a scene that has no optimizers: a value that is advanced as far as
/// there is time for.
pub struct Textbook {
    scene: Scene,
    /// Searches for the minimum first.
    search: Option<minimum::Search>,
    left: Vec<&'static dyn Optimizer>,
    fit: Option<Fit>,
}

impl Textbook {
    /// Begins with a scene of whose minimum nothing may be known.
    pub fn new(scene: Scene) -> Self {
        let search = minimum::Search::new(&scene.objective, &scene.view);
        Self {
            search: Some(search).filter(|_| scene.minimum.is_none()),
            ..Self::knowing_minimum(scene)
        }
    }

    /// Gives up once `stop` says so; what it finds then means nothing.
    pub fn until(mut self, stop: minimum::Stop) -> Self {
        self.search = self.search.map(|search| search.until(stop));
        self
    }

    fn knowing_minimum(scene: Scene) -> Self {
        let kinds = TEXTBOOK.into_iter().rev();
        Self {
            scene,
            search: None,
            left: kinds.filter_map(optimizer::find).collect(),
            fit: None,
        }
    }

    /// The scene so far.
    pub fn scene(&self) -> &Scene {
        &self.scene
    }

    /// Goes on by at most so many steps; the scene, once all are found.
    pub fn advance(&mut self, steps: u32) -> Option<Scene> {
        if let Some(search) = &mut self.search {
            if let Some(found) = search.advance() {
                self.scene.minimum = found;
                self.search = None;
            }
            return None;
        }
        if let Some(fit) = &mut self.fit {
            let (entry, _) = fit.advance(steps)?;
            self.fit = None;
            // Five are never too many, but of a very long run they may be.
            if self.scene.add_optimizer(entry).is_err() {
                self.left.clear();
            }
            return None;
        }
        match self.left.pop() {
            Some(kind) => self.fit = Some(Fit::of_kind(&self.scene, kind)),
            None => return Some(self.scene.clone()),
        }
        None
    }
}

/// The same as far as paths depend on it: the minimum only where a method knows it, or where rates
/// are to be found.
pub fn complete_for_paths(scene: &mut Scene) {
    let mut methods = scene.optimizers.iter().map(|entry| entry.declaration());
    if scene.optimizers.is_empty() || methods.any(|method| method.knows_minimum) {
        complete(scene);
    }
}

/// A learning rate that was found by trying.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// The rate.
    pub rate: f64,
    /// How many rates were tried.
    pub tried: usize,
}

/// An optimizer of this kind for the scene, at a rate that suits.
pub fn fitted(scene: &Scene, kind: &'static dyn Optimizer) -> Entry {
    fit(scene, kind).0
}

/// The same, and how its rate was found; `None` if it has no rate, or if none works: then it has
/// its default.
pub fn fit(scene: &Scene, kind: &'static dyn Optimizer) -> (Entry, Option<Found>) {
    Fit::of_kind(scene, kind).finish()
}

/// A learning rate with which this optimizer goes down quickly on the scene, if possible in view and
/// with some margin before it diverges. `None` if it has no rate, or if none works.
pub fn suit(scene: &Scene, entry: &Entry) -> Option<Found> {
    Fit::new(scene, entry.clone()).finish().1
}

/// An optimizer of this kind as a scene would have it, at its default rate.
pub fn unfitted(scene: &Scene, kind: &'static dyn Optimizer) -> Entry {
    let declaration = kind.declaration();
    Entry {
        label: scene.unused_label(declaration.display),
        kind,
        hypers: declaration.defaults(),
        convention: None,
        color: None,
        place: 0,
        start: None,
        schedule: Schedule::default(),
        modifiers: Modifiers::default(),
        batch: None,
        enabled: true,
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::objective;
    use super::*;
    use crate::math::Vec2;
    use crate::optimizer::Convention;
    use crate::scene::{HeightScale, Levels, Run, View};
    use crate::simulation::{Status, simulate};

    fn ravine() -> Scene {
        Scene {
            origin: "ravine".into(),
            title: "Ravine".into(),
            description: "".into(),
            start: Vec2::new(-4.0, 1.0),
            objective: objective(|p| 0.5 * p.x * p.x + 10.0 * p.y * p.y).into(),
            minimum: None,
            view: View {
                x: [-5.0, 5.0],
                y: [-2.0, 2.0],
                levels: Levels::Count(8),
                scale: HeightScale::Log,
            }
            .into(),
            run: Run {
                steps: 200,
                convention: Convention::Textbook,
                seed: 7,
                noise: 0.5,
            },
            optimizers: Vec::new(),
            paths: Vec::new().into(),
            events: Vec::new().into(),
            claims: Vec::new().into(),
        }
    }

    #[test]
    fn a_scene_without_optimizers_gets_five_that_arrive() {
        let mut scene = ravine();
        complete(&mut scene);
        assert_eq!(scene.minimum.as_ref().map(|known| known.value), Some(0.0));
        scene.run.noise = 0.0;
        let first = scene.objective.value(scene.start);
        for (entry, path) in scene.optimizers.iter().zip(simulate(&scene)) {
            let last = path.values.last().copied().unwrap();
            assert_eq!(path.status, Status::Finished, "{entry:?}");
            assert!(last < 0.01 * first, "{entry:?} ends at {last}");
        }
        // Beyond 2/λ = 0.1 gradient descent would diverge.
        let rate = scene.optimizers[0].hypers[0];
        assert!((0.02..0.1).contains(&rate), "{rate}");
    }

    #[test]
    fn a_swift_rate_that_rattles_is_none_that_works() {
        let mut scene = crate::scene::open("ravine").unwrap();
        let lion = fitted(&scene, optimizer::find("lion").unwrap());
        scene.optimizers = vec![lion.into()];
        let path = simulate(&scene).remove(0);
        let last = path.values.last().copied().unwrap();
        assert!(last < 0.01 * path.values[0], "{last}");
    }

    #[test]
    fn a_second_optimizer_of_a_kind_is_numbered() {
        let mut scene = ravine();
        for label in ["Adam", "Adam 2"] {
            let adam = fitted(&scene, optimizer::find("adam").unwrap());
            assert_eq!(adam.label, label);
            scene.optimizers.push(adam.into());
        }
    }

    #[test]
    fn where_nothing_can_be_measured_the_default_stays() {
        let mut scene = ravine();
        scene.objective = objective(|_| f64::NAN).into();
        complete(&mut scene);
        assert_eq!(scene.minimum, None);
        for entry in &scene.optimizers {
            assert_eq!(entry.hypers, entry.declaration().defaults());
        }
    }
}
