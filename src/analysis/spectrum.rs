//! The curvatures at a point, what theory says of each, and what a walk near it does.
//!
//! Knows linear recurrences; which method is one stands in its declaration.

use super::stability;
use crate::math::{Eigen, Vec2};
use crate::scene::{Entry, Scene, Shared, View};
use crate::simulation::{Path, simulate_one};

/// Steps of the walk that is measured.
const STEPS: u32 = 400;
/// How far from the point it begins, by the size of the view.
const AWAY: f64 = 1e-4;
/// Nearer to the point than this, by the size of what is subtracted, differences are rounding.
const ROUNDING: f64 = 1e-12;
/// A slope of this share of the curvature times the view is none: the point is one to converge to.
const LEVEL: f64 = 1e-6;

/// A direction of curvature and what becomes of a distance along it at each step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mode {
    /// The eigenvalue of the Hessian.
    pub eigenvalue: f64,
    /// The factor of each step in the long run, by theory; `None` where none holds.
    pub predicted: Option<f64>,
    /// The same as it is walked; `None` where the point is none to walk to.
    pub measured: Option<f64>,
}

/// What is told of a scene at a point.
#[derive(Debug)]
pub struct Report<'a> {
    /// The scene.
    pub scene: &'a Scene,
    /// The point.
    pub at: Vec2,
    /// The curvatures there, the greatest first.
    pub eigen: Eigen,
    /// What becomes of both directions, of each optimizer.
    pub modes: Vec<[Mode; 2]>,
}

impl<'a> Report<'a> {
    /// All that is told of a point.
    pub fn of(scene: &'a Scene, at: Vec2) -> Self {
        let optimizers = 0..scene.optimizers.len();
        Self {
            scene,
            at,
            eigen: curvatures(scene, at),
            modes: optimizers.map(|index| modes(scene, index, at)).collect(),
        }
    }

    /// The ratio of the curvatures' sizes, where there is one.
    pub fn condition(&self) -> Option<f64> {
        let [first, second] = self.eigen.values.map(f64::abs);
        let ratio = first.max(second) / first.min(second);
        ratio.is_finite().then_some(ratio)
    }

    /// The greatest rate at which an optimizer, by index, converges there, where theory has one.
    pub fn limit(&self, index: usize) -> Option<f64> {
        stability::limit(self.scene, &self.scene.optimizers[index], self.at)
    }
}

/// The eigenvalues and eigenvectors of the Hessian at a point, the greatest first.
pub fn curvatures(scene: &Scene, at: Vec2) -> Eigen {
    let Eigen { values, vectors } = scene.objective.derivatives(at).hessian.eigen();
    if values[0] >= values[1] {
        Eigen { values, vectors }
    } else {
        Eigen {
            values: [values[1], values[0]],
            vectors: [vectors[1], vectors[0]],
        }
    }
}

/// What becomes of both directions at a point, for the optimizer with this index, which must be one of the
/// scene's.
pub fn modes(scene: &Scene, index: usize, at: Vec2) -> [Mode; 2] {
    let entry = &scene.optimizers[index];
    let eigen = curvatures(scene, at);
    let walk = is_level(scene, at, &eigen).then(|| walk_near(scene, index, at, &eigen));
    [0, 1].map(|which| {
        let eigenvalue = eigen.values[which];
        let predicted = stability::contraction(scene, entry, eigenvalue);
        Mode {
            eigenvalue,
            predicted,
            measured: walk.as_ref().and_then(|path| {
                let away = |point: &Vec2| (*point - at).dot(eigen.vectors[which]);
                let distances: Vec<f64> = path.points.iter().map(away).collect();
                let size = at.norm() + size_of(&scene.view).norm();
                factor(&distances, ROUNDING * size, predicted.is_some())
            }),
        }
    })
}

fn size_of(view: &View) -> Vec2 {
    Vec2::new(view.x[1] - view.x[0], view.y[1] - view.y[0])
}

/// Whether the surface is level at a point.
fn is_level(scene: &Scene, at: Vec2, eigen: &Eigen) -> bool {
    let slope = scene.objective.derivatives(at).gradient.norm();
    let curvature = eigen.values[0].abs().max(eigen.values[1].abs());
    slope <= LEVEL * curvature * size_of(&scene.view).norm()
}

/// A walk that begins beside the point, in both directions, undisturbed.
fn walk_near(scene: &Scene, index: usize, at: Vec2, eigen: &Eigen) -> Path {
    let mut near = scene.clone();
    let size = size_of(&scene.view);
    let away = AWAY * size.x.min(size.y);
    let entry: &mut Entry = &mut near.optimizers[index];
    entry.start = Some(at + away * (eigen.vectors[0] + eigen.vectors[1]));
    near.events = Shared::default();
    near.run.noise = 0.0;
    near.run.steps = STEPS;
    simulate_one(&near, index)
}

/// The factor by which distances shrink a step in the long run: that of the linear recurrence of two terms
/// which fits them best, or else of their greatest values.
fn factor(distances: &[f64], rounding: f64, is_recurrence: bool) -> Option<f64> {
    let finite = distances
        .iter()
        .take_while(|one| one.is_finite() && one.abs() < 1e6);
    let finite: Vec<f64> = finite.copied().collect();
    // Where both of two in succession are rounding, so is all that follows.
    let end = finite
        .windows(2)
        .position(|pair| pair.iter().all(|one| one.abs() < rounding))
        .unwrap_or(finite.len());
    let known = &finite[..end];
    if known.len() < 2 {
        // One step, and it is there.
        return (distances.len() > 1 && !finite.is_empty()).then_some(0.0);
    }
    if is_recurrence && let Some(root) = of_recurrence(known) {
        return Some(root);
    }
    let quarter = known.len().div_ceil(4);
    let most = |part: &[f64]| part.iter().fold(0.0_f64, |most, one| most.max(one.abs()));
    let (first, last) = (
        most(&known[..quarter]),
        most(&known[known.len() - quarter..]),
    );
    let apart = (known.len() - quarter) as f64;
    (first > 0.0 && last > 0.0).then(|| libm::pow(last / first, 1.0 / apart))
}

/// The greatest root of z² − b·z + c for the b and c that fit x″ = b·x′ − c·x best, each equation by its
/// size.
fn of_recurrence(known: &[f64]) -> Option<f64> {
    let (mut aa, mut ab, mut bb, mut ay, mut by) = (0.0, 0.0, 0.0, 0.0, 0.0);
    let (mut ratio_up, mut ratio_down) = (0.0, 0.0);
    for triple in known.windows(3) {
        let size = triple.iter().fold(0.0_f64, |most, one| most.max(one.abs()));
        if size == 0.0 {
            continue;
        }
        let [x, next, after] = [triple[0] / size, triple[1] / size, triple[2] / size];
        aa += next * next;
        ab -= next * x;
        bb += x * x;
        ay += next * after;
        by -= x * after;
        ratio_up += next * x + after * next;
        ratio_down += x * x + next * next;
    }
    let determinant = aa * bb - ab * ab;
    if determinant <= 1e-9 * aa * bb {
        // One factor alone: x′ = r·x.
        if ratio_down == 0.0 {
            return known
                .windows(2)
                .last()
                .map(|pair| (pair[1] / pair[0]).abs());
        }
        return Some((ratio_up / ratio_down).abs());
    }
    let b = (ay * bb - by * ab) / determinant;
    let c = (aa * by - ab * ay) / determinant;
    Some(stability::greatest_root(b, c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{Embedded, parse};

    #[test]
    fn what_theory_predicts_is_walked() {
        for (kind, extra) in [
            ("gd", ""),
            ("momentum", "momentum = 0.6"),
            ("momentum", "momentum = 0.9"),
            ("nesterov", "momentum = 0.6"),
            ("momentum", "momentum = 0.6\ndampening = 0.3"),
        ] {
            for convention in ["textbook", "pytorch"] {
                for rate in [0.003, 0.01, 0.03, 0.05] {
                    let text = format!(
                        "start = [1, 1]\n[objective]\nformula = \"x^2/2 + 15*y^2\"\n\
                         [view]\nx = [-2, 2]\ny = [-2, 2]\n[run]\nconvention = \"{convention}\"\n\
                         [[optimizer]]\nkind = \"{kind}\"\nlr = {rate}\n{extra}\n"
                    );
                    let scene = parse("bowl", &text, &Embedded).unwrap();
                    for mode in modes(&scene, 0, Vec2::ZERO) {
                        let (Some(predicted), Some(measured)) = (mode.predicted, mode.measured)
                        else {
                            panic!("{text}: {mode:?}");
                        };
                        let apart = (measured - predicted).abs() / predicted.max(1e-3);
                        assert!(apart < 0.01, "{text}: {mode:?}");
                    }
                }
            }
        }
    }
}
