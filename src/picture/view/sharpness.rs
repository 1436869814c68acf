//! The sharpness along the paths, the Hessian's greatest eigenvalue, beside the greatest that the selected method's rate
//! bears: gradient descent is often drawn to that edge (Cohen et al. 2021).

use super::{range, rank_of, wider};
use crate::analysis::spectrum::curvatures;
use crate::analysis::stability;
use crate::app::State;
use crate::math::Vec2;
use crate::picture::{Anchor, Axis, Direction, Mark, Panel, Role, Shape, Slot, Who};

/// Of a longer path so many points are looked at.
const POINTS: usize = 160;

/// The chart; `None` where no path has a curvature.
pub(super) fn panel(state: &State, minimum: Vec2) -> Option<Panel<'_>> {
    let scene = state.now();
    let lines: Vec<(usize, Vec<Vec2>)> = state
        .shown()
        .map(|(index, path)| {
            let last = state.step_of(index);
            let steps = (0..=last).step_by((last / POINTS).max(1));
            let at = |step: usize| {
                let sharpness = curvatures(scene, path.points[step]).values[0];
                Vec2::new(step as f64, sharpness)
            };
            (index, steps.map(at).collect())
        })
        .collect();
    let edge = edge(state, minimum);
    let numbers = lines.iter().flat_map(|(_, line)| line).map(|at| at.y);
    let extent = range(numbers.chain(edge).filter(|number| number.is_finite()));
    if !extent.iter().all(|end| end.is_finite()) {
        return None;
    }
    let x = Axis::linear([0.0, f64::from(state.playback.steps().max(1))]).named("step");
    let y = Axis::linear(wider(extent));
    let mut panel = Panel::new(Slot::Chart(1), "Sharpness and its edge", x, y);
    if let Some(edge) = edge {
        let rule = Shape::Rule(Direction::Across, edge);
        panel.marks.push(Mark::new(Role::Limit, rule));
        let words = Shape::Text {
            at: Vec2::new(0.0, edge),
            anchor: Anchor::Start,
            text: "edge".into(),
        };
        panel.marks.push(Mark::new(Role::Label, words));
    }
    for (index, line) in lines {
        let (who, rank) = (Who::Optimizer(index), rank_of(state, index));
        let end = line.iter().rev().find(|at| at.is_finite()).copied();
        let curve = Shape::through(line);
        panel.marks.push(Mark::of(who, Role::Curve, rank, curve));
        if let Some(end) = end {
            panel
                .marks
                .push(Mark::of(who, Role::End, rank, Shape::Letter(end)));
        }
    }
    Some(panel)
}

/// The greatest curvature that the selected optimizer's rate bears: 2/η for gradient descent. It follows from the limit
/// at a point that has one.
fn edge(state: &State, at: Vec2) -> Option<f64> {
    let scene = state.now();
    let entry = state.selected_entry()?;
    let limit = stability::limit(scene, entry, at)?;
    Some(limit * curvatures(scene, at).values[0] / entry.hypers.first()?)
}
