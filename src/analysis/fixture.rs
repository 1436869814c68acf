//! Objectives and paths for the tests of this module, written by hand.

use std::fmt;
use std::sync::Arc;

use crate::math::{Symmetric, Vec2};
use crate::objective::{Derivatives, Domain, Function, Objective};
use crate::scene::{Minimum, Stages};
use crate::simulation::{Path, Status};

#[derive(Clone)]
struct ByHand {
    value: fn(Vec2) -> f64,
    domain: Option<Domain>,
}

impl fmt::Debug for ByHand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ByHand")
    }
}

/// Central differences, exact enough for what is asserted here.
impl Function for ByHand {
    fn value(&self, at: Vec2) -> f64 {
        (self.value)(at)
    }

    fn value_and_gradient(&self, at: Vec2) -> (f64, Vec2) {
        let derivatives = self.derivatives(at);
        (derivatives.value, derivatives.gradient)
    }

    fn derivatives(&self, at: Vec2) -> Derivatives {
        const H: f64 = 1e-4;
        let f = |dx: f64, dy: f64| (self.value)(at + Vec2::new(dx * H, dy * H));
        let (o, e, w, n, s) = (f(0., 0.), f(1., 0.), f(-1., 0.), f(0., 1.), f(0., -1.));
        Derivatives {
            value: o,
            gradient: Vec2::new(e - w, n - s) / (2.0 * H),
            hessian: Symmetric {
                xx: (e - 2.0 * o + w) / (H * H),
                xy: (f(1., 1.) - f(1., -1.) - f(-1., 1.) + f(-1., -1.)) / (4.0 * H * H),
                yy: (n - 2.0 * o + s) / (H * H),
            },
        }
    }

    fn with_parameters(&self, _: &[f64]) -> Arc<dyn Function> {
        Arc::new(self.clone())
    }

    fn domain(&self) -> Option<Domain> {
        self.domain
    }
}

/// The objective of this function.
pub(super) fn objective(value: fn(Vec2) -> f64) -> Objective {
    let function = ByHand {
        value,
        domain: None,
    };
    Objective::new(Arc::new(function), Vec::new(), "by hand")
}

/// The objective of this function on a rectangle only.
pub(super) fn objective_on(domain: Domain, value: fn(Vec2) -> f64) -> Objective {
    let function = ByHand {
        value,
        domain: Some(domain),
    };
    Objective::new(Arc::new(function), Vec::new(), "by hand")
}

/// The stages of a scene without events on an objective.
pub(super) fn stages(objective: Objective, minimum: Option<Minimum>) -> Stages {
    let mut scene = crate::scene::open("ravine").expect("a built-in scene");
    scene.objective = objective.into();
    scene.minimum = minimum;
    scene.stages()
}

/// The path through these points on an objective.
pub(super) fn path(points: &[[f64; 2]], objective: &Objective) -> Path {
    let points: Vec<Vec2> = points.iter().map(|&point| point.into()).collect();
    let (values, gradients) = points
        .iter()
        .map(|&point| objective.value_and_gradient(point))
        .unzip();
    Path {
        values,
        gradients,
        rates: vec![0.1; points.len()],
        evaluations: (0..points.len() as u32).collect(),
        ghosts: Vec::new(),
        status: Status::Finished,
        still: None,
        points,
    }
}
