//! The heights in space, seen from a little above: patches from far to near, the paths lifted onto them.
//!
//! What lies behind a higher patch is covered by it, since patches are painted from far to near; a path is
//! faint where a patch before it is higher.

use std::borrow::Cow;

use super::{of_state, range, rank_of, wider};
use crate::app::{Orbit, State};
use crate::math::Vec2;
use crate::picture::{
    Aspect, Axis, Mark, Panel, Picture, Rank, Role, Shape, Slot, Symbol, Tone, Who,
};
use crate::scene::HeightScale;

/// Patches along each axis.
const PATCHES: usize = 64;
/// A path floats so far above its surface, or rounding would bury it.
const ABOVE: f64 = 0.006;

pub(super) fn picture(state: &State) -> Picture<'_> {
    let mut picture = of_state(state);
    let space = Space::of(state);
    let patches = space.patches();
    let corners = || {
        let areas = patches.iter().filter_map(|mark| match &mark.shape {
            Shape::Area { corners, .. } => Some(corners.iter()),
            _ => None,
        });
        areas.flatten()
    };
    let wide = wider(range(corners().map(|place| place.x)));
    let high = wider(range(corners().map(|place| place.y)));
    let (x, y) = (Axis::linear(wide), Axis::linear(high));
    let mut panel = Panel::new(Slot::Main, "", x, y);
    panel.aspect = Aspect::EqualUnits;
    panel.framed = false;
    panel.marks = patches;
    let mut order: Vec<usize> = state.shown().map(|(index, _)| index).collect();
    order.sort_by_key(|index| *index == state.selected);
    for &index in &order {
        panel.marks.extend(path(state, &space, index));
    }
    let minima = state.now().minimum.iter().flat_map(|minimum| &minimum.at);
    panel.marks.extend(minima.map(|at| {
        let sign = Shape::Symbol(space.lifted(*at), Symbol::Minimum);
        Mark::new(Role::Minimum, sign)
    }));
    panel.marks.extend(order.iter().map(|&index| {
        let at = state.results().paths[index].points[state.step_of(index)];
        let letter = Shape::Letter(space.lifted(at));
        Mark::of(Who::Optimizer(index), Role::Head, Rank::Loud, letter)
    }));
    picture.caption += " Heights are drawn larger than they are, and the low ones larger still.";
    picture.panels = vec![panel];
    picture
}

/// The ground from 0 to 1 along both axes, and above it the heights from 0 to 1.
struct Space {
    x: [f64; 2],
    y: [f64; 2],
    /// Rows of heights at the corners of the patches; NaN where there is none.
    heights: Vec<f64>,
    /// How the objective's values become heights.
    values: [f64; 2],
    scale: HeightScale,
    orbit: Orbit,
}

impl Space {
    fn of(state: &State) -> Self {
        let camera = &state.camera;
        let scene = state.now();
        let count = PATCHES + 1;
        let corner = |[low, high]: [f64; 2], place: usize| {
            low + (high - low) * place as f64 / PATCHES as f64
        };
        let xs: Vec<f64> = (0..count).map(|place| corner(camera.x, place)).collect();
        let ys: Vec<f64> = (0..count).map(|place| corner(camera.y, place)).collect();
        let values = scene.objective.fill(&xs, &ys);
        let mut space = Self {
            x: camera.x,
            y: camera.y,
            values: range(values.iter().copied()),
            scale: scene.view.scale,
            heights: Vec::new(),
            orbit: state.orbit,
        };
        space.heights = values
            .into_iter()
            .map(|value| space.height(value))
            .collect();
        space
    }

    /// The height of a value, from 0 to 1.
    fn height(&self, value: f64) -> f64 {
        let [low, high] = self.values;
        let share = (value - low) / (high - low);
        match self.scale {
            HeightScale::Linear => share,
            // The bottom is flat in logarithms: a thousandth of the whole height is the least that counts.
            HeightScale::Log | HeightScale::Rank => {
                libm::log(1.0 + 60.0 * share.max(0.0)) / libm::log(61.0_f64)
            }
        }
    }

    /// Where a place of space is seen.
    fn seen(&self, across: f64, along: f64, height: f64) -> Vec2 {
        let (x, y) = (across - 0.5, along - 0.5);
        let (sine, cosine) = (libm::sin(self.orbit.turn), libm::cos(self.orbit.turn));
        let (right, back) = (x * cosine - y * sine, x * sine + y * cosine);
        let up = back * libm::cos(self.orbit.tilt)
            + self.orbit.height * height * libm::sin(self.orbit.tilt);
        Vec2::new(right, up)
    }

    /// How far back a place of the ground is.
    fn depth(&self, across: f64, along: f64) -> f64 {
        (across - 0.5) * libm::sin(self.orbit.turn) + (along - 0.5) * libm::cos(self.orbit.turn)
    }

    fn shares(&self, at: Vec2) -> (f64, f64) {
        let share = |[low, high]: [f64; 2], at: f64| (at - low) / (high - low);
        (share(self.x, at.x), share(self.y, at.y))
    }

    /// The height of the surface over a place of the ground, between the corners of its patch.
    fn surface(&self, across: f64, along: f64) -> f64 {
        let last = PATCHES as f64;
        let (x, y) = (across * last, along * last);
        if !(0.0..=last).contains(&x) || !(0.0..=last).contains(&y) {
            return f64::NAN;
        }
        let (column, row) = ((x as usize).min(PATCHES - 1), (y as usize).min(PATCHES - 1));
        let (right, up) = (x - column as f64, y - row as f64);
        let corner = |dx: usize, dy: usize| self.heights[(row + dy) * (PATCHES + 1) + column + dx];
        let below = corner(0, 0) * (1.0 - right) + corner(1, 0) * right;
        let above = corner(0, 1) * (1.0 - right) + corner(1, 1) * right;
        below * (1.0 - up) + above * up
    }

    /// Where a point of the plane is seen on the surface; NaN beyond its edge.
    fn lifted(&self, at: Vec2) -> Vec2 {
        let (across, along) = self.shares(at);
        let height = self.surface(across, along);
        self.seen(across, along, height + ABOVE)
    }

    /// Whether a patch nearer to the eye covers a point of the surface.
    fn is_hidden(&self, at: Vec2) -> bool {
        /// Steps of the look from the point to the eye.
        const LOOK: usize = 48;
        let (across, along) = self.shares(at);
        let own = self.seen(across, along, self.surface(across, along) + ABOVE);
        let towards = Vec2::new(-libm::sin(self.orbit.turn), -libm::cos(self.orbit.turn));
        (1..=LOOK).any(|step| {
            let by = 1.5 * step as f64 / LOOK as f64;
            let (x, y) = (across + by * towards.x, along + by * towards.y);
            let height = self.surface(x, y);
            height.is_finite() && self.seen(x, y, height).y > own.y + 0.01
        })
    }

    /// The patches from far to near, lit from the left.
    fn patches<'a>(&self) -> Vec<Mark<'a>> {
        let share = |place: usize| place as f64 / PATCHES as f64;
        let mut order: Vec<(usize, usize)> = (0..PATCHES)
            .flat_map(|row| (0..PATCHES).map(move |column| (column, row)))
            .collect();
        let depth = |(column, row): &(usize, usize)| self.depth(share(*column), share(*row));
        order.sort_by(|a, b| depth(b).total_cmp(&depth(a)));
        let patch = |(column, row): (usize, usize)| {
            let corner = |dx: usize, dy: usize| {
                let (column, row) = (column + dx, row + dy);
                let height = self.heights[row * (PATCHES + 1) + column];
                (height, self.seen(share(column), share(row), height))
            };
            let around = [corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)];
            let middle = around.iter().map(|(height, _)| height).sum::<f64>() / 4.0;
            if !middle.is_finite() {
                return None;
            }
            let slope = (around[1].0 - around[0].0) * PATCHES as f64;
            let tone = Tone::Height {
                place: middle,
                light: (1.0 + 0.22 * slope).clamp(0.55, 1.6),
            };
            let corners = around.map(|(_, place)| place).to_vec();
            let area = Shape::Area {
                corners: Cow::Owned(corners),
                tone,
            };
            Some(Mark::new(Role::Ground, area))
        };
        order.into_iter().filter_map(patch).collect()
    }
}

/// A path on the surface: in full where it is seen, pale where it is hidden.
fn path<'a>(state: &'a State, space: &Space, index: usize) -> Vec<Mark<'a>> {
    /// A longer path is drawn by so many of its points.
    const MOST: usize = 4000;
    let points = &state.results().paths[index].points[..=state.step_of(index)];
    let every = points.len().div_ceil(MOST);
    // Between two steps the surface may rise: a line is drawn by short parts.
    let mut fine: Vec<Vec2> = Vec::new();
    for pair in points.windows(2).step_by(every) {
        let parts =
            (((pair[1] - pair[0]).norm() * 24.0 / (space.x[1] - space.x[0])) as usize).clamp(1, 12);
        fine.extend(
            (0..parts).map(|part| pair[0] + (part as f64 / parts as f64) * (pair[1] - pair[0])),
        );
    }
    fine.extend(points.last());
    let hidden: Vec<bool> = fine.iter().map(|at| space.is_hidden(*at)).collect();
    let line = |wanted: bool| {
        let nowhere = Vec2::new(f64::NAN, f64::NAN);
        let places = fine.iter().zip(&hidden);
        let places = places.map(|(at, hidden)| {
            if *hidden == wanted {
                space.lifted(*at)
            } else {
                nowhere
            }
        });
        Shape::through(places.collect())
    };
    let rank = rank_of(state, index);
    let who = Who::Optimizer(index);
    vec![
        Mark::of(who, Role::Trail, rank, line(true)),
        Mark::of(who, Role::Path, rank, line(false)),
    ]
}
