//! A spectrum as a picture: the factor of each mode against the product of rate and curvature.

use super::of_scene;
use crate::analysis::spectrum::Report;
use crate::math::Vec2;
use crate::picture::{Axis, Direction, Mark, Panel, Picture, Rank, Role, Shape, Slot, Who};

/// Points of a predicted curve.
const POINTS: usize = 240;

/// The measured factors as letters, each on the curve that theory predicts for its method.
pub fn of<'a>(report: &Report<'a>) -> Picture<'a> {
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
