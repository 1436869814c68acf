//! The learning rate up to which a method is stable at a point, where that is known exactly.
//!
//! Knows the curvature at a point; up to which product of rate and curvature a method is stable stands
//! in its declaration.

use crate::math::Vec2;
use crate::objective::Objective;
use crate::optimizer::Convention;
use crate::scene::{Entry, Scene};

/// Whether an optimizer has a known limit at all: its method is a linear recurrence, and no modifier
/// changes its steps.
pub fn is_known(entry: &Entry) -> bool {
    entry.declaration().stable_until.is_some() && !entry.modifiers.change_steps()
}

/// The greatest stable learning rate of an optimizer of the scene at a point, from the Hessian there.
/// `None` where no limit [is known](is_known), and where the surface does not curve upwards.
pub fn limit(scene: &Scene, entry: &Entry, at: Vec2) -> Option<f64> {
    if !is_known(entry) {
        return None;
    }
    let convention = entry.convention.unwrap_or(scene.run.convention);
    of_curvature(entry, convention, curvature(&scene.objective, at)?)
}

/// The largest eigenvalue of the Hessian, or `None` where that or the value is not finite.
fn curvature(objective: &Objective, at: Vec2) -> Option<f64> {
    let here = objective.derivatives(at);
    let [first, second] = here.hessian.eigen().values;
    let is_finite = here.value.is_finite() && here.hessian.is_finite();
    is_finite.then_some(first.max(second))
}

/// The factor by which a step multiplies a distance along a direction of this curvature in the long run: the
/// greatest root of the method's characteristic polynomial. `None` where its method is no linear recurrence, where
/// modifiers change its steps, or its rate changes.
pub fn contraction(scene: &Scene, entry: &Entry, curvature: f64) -> Option<f64> {
    if !is_known(entry) || !entry.schedule.is_constant() {
        return None;
    }
    let convention = entry.convention.unwrap_or(scene.run.convention);
    let Shares { kept, fresh, decay } = Shares::of(entry, convention);
    let pull = entry.hypers.first()? * (curvature + decay);
    let [b, c] = entry.declaration().recurrence?(kept, fresh, pull);
    Some(greatest_root(b, c))
}

/// The greatest absolute value of the roots of z² − b·z + c.
pub(super) fn greatest_root(b: f64, c: f64) -> f64 {
    let discriminant = b * b - 4.0 * c;
    if discriminant < 0.0 {
        c.sqrt()
    } else {
        f64::midpoint(b.abs(), discriminant.sqrt())
    }
}

/// What a method makes of its velocity and of gradients.
struct Shares {
    /// The share of the velocity that is kept.
    kept: f64,
    /// The share of the gradient that is added.
    fresh: f64,
    /// Decay that is added to the gradient: it curves the surface further.
    decay: f64,
}

impl Shares {
    fn of(entry: &Entry, convention: Convention) -> Self {
        let declaration = entry.declaration();
        let hyper = |name: &str| {
            let place = declaration.hyper(name);
            let value = place.and_then(|index| entry.hypers.get(index));
            value.copied().unwrap_or(0.0)
        };
        let kept = hyper("momentum");
        let fresh = match convention {
            // Without momentum PyTorch does not dampen.
            Convention::Pytorch if kept == 0.0 => 1.0,
            _ => 1.0 - hyper("dampening"),
        };
        Self {
            kept,
            fresh,
            decay: hyper("weight_decay"),
        }
    }
}

/// The greatest stable learning rate at a largest curvature λ.
fn of_curvature(entry: &Entry, convention: Convention, curvature: f64) -> Option<f64> {
    let Shares { kept, fresh, decay } = Shares::of(entry, convention);
    let curvature = curvature + decay;
    let limit = entry.declaration().stable_until?(kept, fresh) / curvature;
    (curvature > 0.0 && limit.is_finite()).then_some(limit)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::objective;
    use super::*;
    use crate::optimizer::{Modifier, Modifiers, Oracle, Schedule, catalog};

    /// The distance from the minimum of ½·8·x² after many steps, by the optimizer itself.
    fn walked(entry: &Entry, convention: Convention, rate: f64) -> f64 {
        let bowl = objective(|p| 4.0 * p.x * p.x + 0.5 * p.y * p.y);
        let mut hypers = entry.hypers.clone();
        hypers[0] = rate;
        let mut at = Vec2::new(1.0, 0.0);
        let mut walk = entry.kind.start(&hypers, at, convention);
        for t in 1..=3000 {
            at = walk.step(&hypers, t, at, &mut Oracle::new(&bowl, Vec2::ZERO));
        }
        at.norm()
    }

    #[test]
    fn each_method_converges_below_its_limit_and_not_above() {
        for &kind in catalog() {
            for (momentum, dampening, decay) in [(0.0, 0.0, 0.0), (0.9, 0.0, 0.0), (0.5, 0.3, 0.7)]
            {
                let mut hypers = kind.declaration().defaults();
                for (name, value) in [
                    ("momentum", momentum),
                    ("dampening", dampening),
                    ("weight_decay", decay),
                ] {
                    if let Some(index) = kind.declaration().hyper(name) {
                        hypers[index] = value;
                    }
                }
                let entry = Entry {
                    label: String::new(),
                    kind,
                    hypers,
                    convention: None,
                    color: None,
                    place: 0,
                    start: None,
                    enabled: true,
                    schedule: Schedule::default(),
                    modifiers: Modifiers::default(),
                    batch: None,
                };
                for convention in [Convention::Textbook, Convention::Pytorch] {
                    let Some(limit) = of_curvature(&entry, convention, 8.0) else {
                        continue;
                    };
                    let name = kind.declaration().name;
                    let below = walked(&entry, convention, 0.98 * limit);
                    let above = walked(&entry, convention, 1.02 * limit);
                    assert!(below < 1e-6, "{name} {convention:?} {limit}: {below}");
                    assert!(
                        above.is_nan() || above > 1e3,
                        "{name} {convention:?} {limit}: {above}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_limit_is_known_where_nothing_but_an_average_is_put_around_the_method() {
        let scene = crate::scene::open("noise").expect("a built-in scene");
        let mut entry = scene.optimizers[0].clone();
        assert_eq!(entry.declaration().name, "gd");
        assert!(
            entry
                .modifiers
                .iter()
                .any(|modifier| modifier.name == "average")
        );
        assert!(limit(&scene, &entry, scene.start).is_some());
        let clip = Modifier::find("clip_norm").expect("a modifier");
        entry.modifiers.set(clip, &[1.0]);
        assert_eq!(limit(&scene, &entry, scene.start), None);
    }

    #[test]
    fn where_nothing_curves_upwards_there_is_no_limit() {
        for value in [(|p: Vec2| -p.dot(p)) as fn(Vec2) -> f64, |_| f64::NAN] {
            let curvature = curvature(&objective(value), Vec2::new(1.0, 2.0));
            assert!(curvature.is_none_or(|curvature| curvature < 0.0));
        }
        let saddle = objective(|p| p.x * p.x - 9.0 * p.y * p.y);
        assert!((curvature(&saddle, Vec2::ZERO).unwrap() - 2.0).abs() < 1e-6);
    }

    #[test]
    fn outside_the_domain_there_is_no_limit_whatever_the_derivatives_are() {
        let text = "[objective]\nformula = \"-ln(x) + y^2/4\"\n[[optimizer]]\nkind = \"gd\"\n";
        let scene = crate::scene::parse("domain", text, &crate::scene::Embedded);
        let scene = scene.unwrap_or_else(|mistakes| panic!("{mistakes}"));
        let entry = &scene.optimizers[0];
        assert_eq!(limit(&scene, entry, Vec2::new(1.0, 0.0)), Some(2.0));
        assert_eq!(limit(&scene, entry, Vec2::new(-1.0, 0.0)), None);
    }
}
