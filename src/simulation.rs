//! Paths from a scene: every optimizer from its start, deterministic, events and noise included.
//!
//! Knows time; nothing of how paths are judged or drawn.

mod inspect;
mod present;
mod runner;
mod standing;
mod same;
mod track;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread;

use crate::math::Vec2;
use crate::optimizer::Ghost;
use crate::scene::{Scene, Stages};
pub use inspect::{Step, inspect};
pub use runner::{Point, Record, Running};
pub use same::is_same_run;
pub use track::Track;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// All steps were taken.
    Finished,
    /// The next point or its value would not be finite, or lie more than a million view widths away.
    Diverged,
    /// The next point would lie outside of the objective's domain.
    LeftTheGrid,
    /// The next point is none, as J has a value but no gradient where the method asked for it: it
    /// has come to a tip, an edge or the end of a formula's domain.
    NoGradient,
}

impl Status {
    /// How results and claims call it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Finished => "finished",
            Self::Diverged => "diverged",
            Self::LeftTheGrid => "left the grid",
            Self::NoGradient => "no gradient",
        }
    }
}

/// The path of one optimizer; all vectors have the same length, one more than the steps taken, but
/// for the ghosts.
///
/// Where an event changes something at step k, what is recorded at point k is already under the
/// change: value, gradient and rate belong together, they make the step from point k.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// The points, the start first. All are finite, except for a start that is not.
    pub points: Vec<Vec2>,
    /// J at each point.
    pub values: Vec<f64>,
    /// ∇J at each point, without noise.
    pub gradients: Vec<Vec2>,
    /// The learning rate with which the step from each point is taken, after its schedule; NaN for
    /// a method that has none.
    pub rates: Vec<f64>,
    /// Evaluations up to each point: how many points the method asked about, be it for J or its
    /// derivatives.
    pub evaluations: Vec<u32>,
    /// What else the method shows at each point; empty for a method that never shows anything.
    pub ghosts: Vec<Vec<Ghost>>,
    /// How the run ended.
    pub status: Status,
    /// Why the method stands still at its last point though that is no place to rest, in a few words;
    /// `None` where it moves or has arrived.
    pub still: Option<&'static str>,
}

impl Path {
    /// Steps taken.
    pub fn steps(&self) -> usize {
        self.points.len().saturating_sub(1)
    }

    /// ∇J at the point after so many steps.
    pub fn gradient(&self, step: usize) -> Vec2 {
        self.gradients[step]
    }

    /// The learning rate of the step from the point after so many; NaN for a method that has none.
    pub fn rate(&self, step: usize) -> f64 {
        self.rates[step]
    }

    /// Evaluations up to the point after so many steps.
    pub fn evaluations(&self, step: usize) -> u32 {
        self.evaluations[step]
    }

    /// What else the method shows at the point after so many steps.
    pub fn ghosts_at(&self, step: usize) -> &[Ghost] {
        self.ghosts.get(step).map_or(&[], Vec::as_slice)
    }
}

/// Steps of all optimizers together from which on further threads save more than they cost.
const WORTH_A_THREAD: u64 = 4_000;

/// The paths of all optimizers of a scene, hidden ones too, in their order.
pub fn simulate(scene: &Scene) -> Vec<Path> {
    let all: Vec<usize> = (0..scene.optimizers.len()).collect();
    simulate_some(&Arc::new(scene.stages()), &all)
}

/// What is to be kept of the runs of these optimizers of the scene that has these stages, in their
/// order; each index must be one of the scene's optimizers.
pub fn simulate_some<R: Record + Send>(stages: &Arc<Stages>, indices: &[usize]) -> Vec<R> {
    let count = indices.len();
    let work = u64::from(stages.at(0).run.steps) * count as u64;
    let threads = if work < WORTH_A_THREAD {
        1
    } else {
        cores().min(count)
    };
    if threads < 2 {
        return indices.iter().map(|&index| run(stages, index)).collect();
    }
    shared_out(count, threads, |place| run(stages, indices[place]))
}

/// The path of one optimizer of a scene, the same as [`simulate`] gives; the index must be one of
/// the scene's optimizers.
pub fn simulate_one(scene: &Scene, index: usize) -> Path {
    run(&Arc::new(scene.stages()), index)
}

fn run<R: Record>(stages: &Arc<Stages>, index: usize) -> R {
    let mut running = Running::<R>::new(stages, index);
    while !running.advance(u32::MAX) {}
    running.into_record()
}

/// `job` of 0 up to `count`, in this order, each done by the next of so many threads that is free.
pub fn shared_out<T: Send>(
    count: usize,
    threads: usize,
    job: impl Fn(usize) -> T + Sync,
) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let work = || {
        std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed))
            .take_while(|&index| index < count)
            .map(|index| (index, job(index)))
            .collect::<Vec<_>>()
    };
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut done = work();
        for other in others {
            match other.join() {
                Ok(part) => done.extend(part),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_unstable_by_key(|&(index, _)| index);
    done.into_iter().map(|(_, result)| result).collect()
}

/// How many threads run at once. Asked for once: the answer takes longer than a short simulation.
pub fn cores() -> usize {
    static CORES: OnceLock<usize> = OnceLock::new();
    *CORES.get_or_init(|| thread::available_parallelism().map_or(1, usize::from))
}

#[cfg(test)]
mod tests;
