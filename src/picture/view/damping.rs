//! How much the worst direction shrinks a step for each rate and momentum: where a method is stable, where it is best,
//! and where it is now.

use crate::analysis::stability::{contraction, is_known};
use crate::math::Vec2;
use crate::picture::{Axis, Heat, Mark, Panel, Rank, Role, Shape, Slot, Symbol, Tone, Who};
use crate::scene::{Entry, Scene};

/// Cells of the table along the rate and along the momentum.
const CELLS: [usize; 2] = [72, 48];
/// The rates reach so far, in those that the greatest curvature allows without momentum, and a little beyond.
const REACH: f64 = 2.1;

/// The indices of an optimizer's rate and momentum, if theory knows what becomes of it with any of them.
pub fn hypers(entry: &Entry) -> Option<[usize; 2]> {
    let declaration = entry.declaration();
    let both = [declaration.hyper("lr")?, declaration.hyper("momentum")?];
    (is_known(entry) && entry.schedule.is_constant()).then_some(both)
}

/// The optimizer whose table is shown: the selected one, or the first that has one.
pub fn shown(scene: &Scene, selected: usize) -> Option<usize> {
    let has_one = |index: &usize| {
        let entry = scene.optimizers.get(*index);
        entry.is_some_and(|entry| hypers(entry).is_some())
    };
    Some(selected)
        .filter(has_one)
        .or_else(|| (0..scene.optimizers.len()).find(has_one))
}

/// The slot of the table.
pub const SLOT: Slot = Slot::Chart(0);

/// The table for the optimizer at an index, on these curvatures, the greatest first; `None` where theory has none.
pub(super) fn panel<'a>(scene: &Scene, index: usize, curvatures: [f64; 2]) -> Option<Panel<'a>> {
    let entry = scene.optimizers.get(index)?;
    let [rate, momentum] = hypers(entry)?;
    let [greatest, least] = curvatures;
    if !(greatest.is_finite() && least > 0.0) {
        return None;
    }
    let most = REACH * 2.0 / greatest;
    let mut tried = Entry::clone(entry);
    let mut factor = |at: Vec2| {
        (tried.hypers[rate], tried.hypers[momentum]) = (at.x, at.y);
        let factors = curvatures.map(|curvature| contraction(scene, &tried, curvature));
        factors.into_iter().flatten().fold(0.0, f64::max)
    };
    let [columns, rows] = CELLS;
    let middle = |place: usize, count: usize| (place as f64 + 0.5) / count as f64;
    let cells = (0..rows * columns).map(|place| {
        let (row, column) = (rows - 1 - place / columns, place % columns);
        Vec2::new(most * middle(column, columns), middle(row, rows))
    });
    let factors: Vec<(Vec2, f64)> = cells.map(|at| (at, factor(at))).collect();
    let best = best(most, &mut factor);
    let (x, y) = (
        Axis::linear([0.0, most]).named("η"),
        Axis::linear([0.0, 1.0]).named("γ"),
    );
    let mut panel = Panel::new(SLOT, "Worst factor: low is fast", x, y);
    let heat = Heat {
        x: [0.0, most],
        y: [0.0, 1.0],
        columns,
        tones: factors.iter().map(|(_, factor)| tone(*factor)).collect(),
    };
    panel.marks.push(Mark::new(Role::Ground, Shape::Heat(heat)));
    for curvature in curvatures.into_iter().filter(|_| is_heavy_ball(entry)) {
        // Where the direction neither swings nor creeps: γ = (1 − √(ηλ))².
        let critical = (0..=CELLS[0]).map(|place| {
            let rate = most * place as f64 / CELLS[0] as f64;
            let root = 1.0 - (rate * curvature).sqrt();
            let damping = root * root;
            Vec2::new(rate, if damping <= 1.0 { damping } else { f64::NAN })
        });
        let line = Shape::through(critical.collect());
        panel.marks.push(Mark::new(Role::Help, line));
    }
    let optimum = Shape::Symbol(best, Symbol::LesserMinimum);
    panel.marks.push(Mark::new(Role::Critical, optimum));
    let now = Vec2::new(entry.hypers[rate], entry.hypers[momentum]);
    let who = Who::Optimizer(index);
    panel
        .marks
        .push(Mark::of(who, Role::Head, Rank::Loud, Shape::Letter(now)));
    Some(panel)
}

/// The rate and the momentum that shrink a step most: the best momentum of the best rate.
fn best(most: f64, factor: &mut impl FnMut(Vec2) -> f64) -> Vec2 {
    let mut best_momentum =
        |rate: f64| least([0.0, 1.0], |momentum| factor(Vec2::new(rate, momentum)));
    let (rate, _) = least([0.0, most], |rate| best_momentum(rate).1);
    Vec2::new(rate, best_momentum(rate).0)
}

/// Where a function of one valley is least, and how much that is (golden section; Kiefer 1953).
fn least([mut low, mut high]: [f64; 2], mut of: impl FnMut(f64) -> f64) -> (f64, f64) {
    const GOLDEN: f64 = 0.618_033_988_749_894_9;
    let place = |low: f64, high: f64| [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
    let mut inner = place(low, high);
    let mut values = inner.map(&mut of);
    for _ in 0..32 {
        if values[0] <= values[1] {
            high = inner[1];
            inner = [place(low, high)[0], inner[0]];
            values = [of(inner[0]), values[0]];
        } else {
            low = inner[0];
            inner = [inner[1], place(low, high)[1]];
            values = [values[1], of(inner[1])];
        }
    }
    if values[0] <= values[1] {
        (inner[0], values[0])
    } else {
        (inner[1], values[1])
    }
}

/// Whether the velocity is kept and pushed as a ball's is, of which critical damping is known.
fn is_heavy_ball(entry: &Entry) -> bool {
    let declaration = entry.declaration();
    let is_off = |name| {
        let place = declaration.hyper(name);
        place.is_none_or(|place| entry.hypers[place] == 0.0)
    };
    declaration.name == "momentum" && is_off("dampening") && is_off("weight_decay")
}

/// As low ground where a step shrinks the distance most, as high where it hardly does; what diverges is empty.
fn tone(factor: f64) -> Tone {
    if factor < 1.0 {
        Tone::Height {
            place: factor * factor,
            light: 1.0,
        }
    } else {
        Tone::Void
    }
}
