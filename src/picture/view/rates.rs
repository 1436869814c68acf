//! A sweep as a picture: the value at the end against what was varied, or a table of tones over two ranges.

use super::{axis, nothing, of_analysis, of_scene};
use crate::analysis::sweep::{Row, Varied};
use crate::app::State;
use crate::math::Vec2;
use crate::picture::{
    Axis, Direction, Heat, Mark, Panel, Picture, Rank, Role, Shape, Slot, Tone, Who,
};
use crate::scene::Scene;
use crate::simulation::Status;

/// What comes of the learning rates of a state, as far as it is known.
pub(super) fn picture(state: &State) -> Picture<'_> {
    match state.rates_found() {
        Some(found) => {
            let ranges = std::slice::from_ref(&found.varied);
            of_analysis(state, of(state.scene(), ranges, &found.rows))
        }
        None => nothing(state, "trying rates"),
    }
}

/// What a sweep found.
pub fn of<'a>(scene: &'a Scene, axes: &'a [Varied], rows: &[Row]) -> Picture<'a> {
    match axes {
        [across, up] => of_two(scene, [across, up], rows),
        _ => of_one(scene, &axes[0], rows),
    }
}

/// The optimizers of the rows, in their order.
fn optimizers(rows: &[Row]) -> Vec<usize> {
    let mut all: Vec<usize> = rows.iter().map(|row| row.optimizer).collect();
    all.dedup();
    all
}

/// The lowest value that any row has: heights are counted from a little below it.
fn floor(scene: &Scene, rows: &[Row]) -> f64 {
    let known = scene.minimum.as_ref().map(|minimum| minimum.value);
    let least = rows.iter().map(|row| row.outcome.end.value);
    known.unwrap_or_else(|| least.filter(|value| value.is_finite()).fold(0.0, f64::min))
}

/// The logarithm of the height of a row's end; NaN where its path did not last.
fn height(row: &Row, floor: f64) -> f64 {
    let lasted = row.outcome.status == Status::Finished;
    if lasted {
        libm::log10((row.outcome.end.value - floor).max(1e-300))
    } else {
        f64::NAN
    }
}

/// The height of the start: what ends far above it counts as lost.
fn top(scene: &Scene, floor: f64) -> f64 {
    let start = scene.objective.value(scene.start) - floor;
    libm::log10(start.max(1e-300)) + 0.3
}

fn of_one<'a>(scene: &'a Scene, varied: &'a Varied, rows: &[Row]) -> Picture<'a> {
    let caption = format!(
        "The height above the least value at the end, against {}. Where a line ends, paths diverge; the letter stands \
         at the present value.",
        varied.name
    );
    let mut picture = of_scene(scene, caption);
    let floor = floor(scene, rows);
    let heights = rows.iter().map(|row| height(row, floor));
    let finite = heights.filter(|height| height.is_finite());
    let [low, high] = finite.fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], one| {
        [low.min(one), high.max(one)]
    });
    let y = if low <= high {
        Axis::decades([low, high.min(top(scene, floor)).max(low)])
    } else {
        Axis::empty()
    };
    let (x, place) = axis(&varied.values, varied.by_ratio);
    let mut panel = Panel::new(
        Slot::Main,
        "",
        x.named(varied.name.as_str()),
        y.named("J at the end"),
    );
    for optimizer in optimizers(rows) {
        let own = rows.iter().filter(|row| row.optimizer == optimizer);
        let points: Vec<Vec2> = own
            .map(|row| Vec2::new(place(row.values[0]), height(row, floor)))
            .collect();
        let who = Who::Optimizer(optimizer);
        let present = varied.present(scene, optimizer);
        if let Some(now) = present {
            let rule = Shape::Rule(Direction::Up, place(now));
            panel.marks.push(Mark::new(Role::Cursor, rule));
        }
        let letter = present.map_or_else(
            || points.iter().rfind(|at| at.is_finite()),
            |now| {
                let away = |at: &&Vec2| (at.x - place(now)).abs();
                let finite = points.iter().filter(|at| at.is_finite());
                finite.min_by(|a, b| away(a).total_cmp(&away(b)))
            },
        );
        let letter = letter.copied();
        let line = Shape::through(points);
        panel
            .marks
            .push(Mark::of(who, Role::Curve, Rank::Loud, line));
        if let Some(at) = letter {
            let letter = Shape::Letter(at);
            panel
                .marks
                .push(Mark::of(who, Role::Head, Rank::Loud, letter));
        }
    }
    picture.panels = vec![panel];
    picture
}

/// A table of tones for each optimizer: the lower its end, the lower the ground.
fn of_two<'a>(scene: &'a Scene, [across, up]: [&'a Varied; 2], rows: &[Row]) -> Picture<'a> {
    let caption = format!(
        "The height above the least value at the end, over {} and {}, in the colours of heights. What diverges is marked.",
        across.name, up.name
    );
    let mut picture = of_scene(scene, caption);
    let floor = floor(scene, rows);
    for (place, optimizer) in optimizers(rows).into_iter().enumerate() {
        let own: Vec<&Row> = rows
            .iter()
            .filter(|row| row.optimizer == optimizer)
            .collect();
        let heights: Vec<f64> = own.iter().map(|row| height(row, floor)).collect();
        let finite = || heights.iter().copied().filter(|height| height.is_finite());
        let high = finite()
            .fold(f64::NEG_INFINITY, f64::max)
            .min(top(scene, floor));
        let low = finite().fold(f64::INFINITY, f64::min).max(high - 12.0);
        let tone = |height: f64| {
            if height.is_nan() {
                return Tone::Alarm;
            }
            let share = (height - low) / (high - low).max(1e-9);
            Tone::Height {
                place: share.clamp(0.0, 1.0),
                light: 1.0,
            }
        };
        // Rows of the table run over the second range within the first; the picture's from its top down.
        let columns = across.values.len();
        let tones = (0..up.values.len()).rev().flat_map(|row| {
            let heights = &heights;
            (0..columns).map(move |column| heights[column * up.values.len() + row])
        });
        let tones: Vec<Tone> = tones.map(tone).collect();
        let (x, _) = axis(&across.values, across.by_ratio);
        let (y, _) = axis(&up.values, up.by_ratio);
        let heat = Heat {
            x: x.range(),
            y: y.range(),
            columns,
            tones,
        };
        let heading = scene.optimizers[optimizer].label.as_str();
        let (x, y) = (x.named(across.name.as_str()), y.named(up.name.as_str()));
        let mut panel = Panel::new(Slot::Small(place), heading, x, y);
        panel.marks.push(Mark::new(Role::Ground, Shape::Heat(heat)));
        picture.panels.push(panel);
    }
    picture
}
