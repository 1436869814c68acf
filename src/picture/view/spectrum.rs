//! A spectrum as a picture: the factor of each mode against the product of rate and curvature.

use super::{damping, nothing, of_analysis, of_scene, sharpness};
use crate::analysis::spectrum::Report;
use crate::app::State;
use crate::math::Vec2;
use crate::picture::{Axis, Direction, Mark, Panel, Picture, Rank, Role, Shape, Slot, Who};

/// Points of a predicted curve.
const POINTS: usize = 240;

/// So many evaluations of a short formula fit in a frame.
const SHORT: u64 = 400_000;

/// The spectrum at the minimum of a state, or where the selected path is at the step shown.
pub(super) fn picture(state: &State) -> Picture<'_> {
    let scene = state.now();
    let steps = 400 * scene.optimizers.len() as u64;
    if scene.objective.cost() * steps > SHORT {
        return nothing(
            state,
            "`descent-tui spectrum` walks beside the screen where J takes so long",
        );
    }
    let known = scene.minimum.as_ref().and_then(|known| known.at.first());
    let here = || {
        let path = state.results().paths.get(state.selected)?;
        path.points.get(state.step_of(state.selected))
    };
    match known.or_else(here) {
        Some(at) => {
            let report = Report::of(scene, *at);
            let mut picture = modes(&report);
            picture.panels.extend(damping(&report, state.selected));
            picture.panels.extend(sharpness::panel(state, *at));
            of_analysis(state, picture)
        }
        None => nothing(state, "no point to look at"),
    }
}

/// The factors of the modes, and the table of rates and momenta of the first method that has one.
pub fn of<'a>(report: &Report<'a>) -> Picture<'a> {
    let mut picture = modes(report);
    picture.panels.extend(damping(report, 0));
    picture
}

/// The measured factors as letters, each on the curve that theory predicts for its method.
fn modes<'a>(report: &Report<'a>) -> Picture<'a> {
    let caption = "The factor by which a step multiplies the distance along each axis of curvature: lines as theory \
                   predicts it, letters as it is walked. Above 1 it diverges.";
    let scene = report.scene;
    let mut picture = of_scene(scene, caption.to_owned());
    let pulls = report.modes.iter().enumerate().flat_map(|(index, modes)| {
        let rate = scene.optimizers[index]
            .hypers
            .first()
            .copied()
            .unwrap_or(0.0);
        modes.iter().map(move |mode| rate * mode.eigenvalue)
    });
    let greatest = pulls
        .filter(|pull| pull.is_finite())
        .fold(2.0_f64, f64::max)
        .min(6.0);
    let x = Axis::linear([0.0, 1.1 * greatest]).named("ηλ");
    let y = Axis::linear([0.0, 1.3]).named("factor");
    let mut panel = Panel::new(Slot::Main, "", x, y);
    panel
        .marks
        .push(Mark::new(Role::Limit, Shape::Rule(Direction::Across, 1.0)));
    for (index, modes) in report.modes.iter().enumerate() {
        let entry = &scene.optimizers[index];
        let rate = entry.hypers.first().copied().unwrap_or(f64::NAN);
        let who = Who::Optimizer(index);
        let predicted: Vec<Vec2> = (0..=POINTS)
            .map(|step| 1.1 * greatest * step as f64 / POINTS as f64)
            .map(|pull| {
                let factor = crate::analysis::stability::contraction(scene, entry, pull / rate);
                Vec2::new(pull, factor.unwrap_or(f64::NAN))
            })
            .collect();
        let line = Shape::through(predicted);
        panel
            .marks
            .push(Mark::of(who, Role::Curve, Rank::Loud, line));
        for mode in modes {
            if let Some(measured) = mode.measured {
                let letter = Shape::Letter(Vec2::new(rate * mode.eigenvalue, measured));
                panel
                    .marks
                    .push(Mark::of(who, Role::Head, Rank::Loud, letter));
            }
        }
    }
    picture.panels = vec![panel];
    picture
}

/// The table of rates and momenta for an optimizer, or for the first that has one.
fn damping<'a>(report: &Report<'_>, index: usize) -> Option<Panel<'a>> {
    let index = damping::shown(report.scene, index)?;
    damping::panel(report.scene, index, report.eigen.values)
}
