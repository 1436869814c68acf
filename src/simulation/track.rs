//! A path as the screen keeps it: 32 bytes a step, and what is shared of it costs nothing.
//!
//! Points and values are exact. Gradients are kept to twelve binary digits over their whole range,
//! which is more than a chart can show; rates follow from the schedule.

use std::sync::Arc;

use super::Status;
use super::runner::{Point, Record};
use crate::math::Vec2;
use crate::optimizer::Ghost;
use crate::scene::Stages;

/// Steps between two of the places from which evaluations are counted.
const STRIDE: usize = 256;
/// What a method shows beside its point is kept of so many steps at most; of longer paths it is kept
/// of every second step, every fourth, and so on.
const MOST_GHOSTS: usize = 4096;

/// The path of one optimizer, or what is known of it so far.
#[derive(Debug, Clone)]
pub struct Track {
    /// The points, the start first; never empty. All are finite, except for a start that is not.
    pub points: Arc<Vec<Vec2>>,
    /// J at each point.
    pub values: Arc<Vec<f64>>,
    /// How the run ended; [`Status::Finished`] while it goes on.
    pub status: Status,
    /// Why the method stands still at its last point though that is no place to rest, in a few words;
    /// `None` where it moves or has arrived.
    pub still: Option<&'static str>,
    /// Whether the run has come to its end.
    pub is_whole: bool,
    /// The slope at each point and the evaluations of the step to it, packed.
    packed: Arc<Vec<u64>>,
    /// Evaluations up to every so-manieth point.
    totals: Vec<u32>,
    /// Evaluations up to the last point.
    spent: u32,
    ghosts: Ghosts,
    /// The rate from each step on at which it changed, where it follows values.
    rates: Vec<(u32, f64)>,
    stages: Arc<Stages>,
    index: usize,
}

/// What a method shows beside its point, of as many steps as there is room for.
#[derive(Debug, Clone, PartialEq)]
struct Ghosts {
    /// Steps between those that are kept.
    stride: usize,
    kept: Arc<Vec<Vec<Ghost>>>,
    last: Vec<Ghost>,
}

impl Track {
    /// The track of an optimizer of the scene that has these stages, of which no more is known than
    /// its start.
    pub fn unknown(stages: &Arc<Stages>, index: usize) -> Self {
        let scene = stages.at(0);
        let at = scene.optimizers[index].start.unwrap_or(scene.start);
        let mut track = Self::begin_with(stages, index, 1);
        let (value, gradient) = (f64::NAN, Vec2::new(f64::NAN, f64::NAN));
        track.push(at, value, gradient, 0);
        track
    }

    fn begin_with(stages: &Arc<Stages>, index: usize, room: usize) -> Self {
        Self {
            points: Arc::new(Vec::with_capacity(room)),
            values: Arc::new(Vec::with_capacity(room)),
            packed: Arc::new(Vec::with_capacity(room)),
            totals: Vec::new(),
            spent: 0,
            ghosts: Ghosts {
                stride: 1,
                kept: Arc::default(),
                last: Vec::new(),
            },
            rates: Vec::new(),
            status: Status::Finished,
            still: None,
            is_whole: false,
            stages: Arc::clone(stages),
            index,
        }
    }

    /// A copy of what is known so far, of no more than its size.
    pub fn so_far(&self) -> Self {
        Self {
            points: Arc::new(self.points.to_vec()),
            values: Arc::new(self.values.to_vec()),
            packed: Arc::new(self.packed.to_vec()),
            ..self.clone()
        }
    }

    /// Steps taken.
    pub fn steps(&self) -> usize {
        self.points.len().saturating_sub(1)
    }

    /// ∇J at the point after so many steps, to twelve binary digits.
    pub fn gradient(&self, step: usize) -> Vec2 {
        let packed = self.packed[step];
        Vec2::new(unpacked(packed >> 40), unpacked(packed >> 16))
    }

    /// The learning rate of the step from the point after so many; NaN for a method that has none.
    pub fn rate(&self, step: usize) -> f64 {
        let entry = &self.stages.at(step as u32).optimizers[self.index];
        match entry.hypers.first() {
            Some(&rate) if entry.declaration().has_rate() => {
                if entry.schedule.is_constant() {
                    rate
                } else if entry.schedule.follows_values() {
                    let next = self
                        .rates
                        .partition_point(|(from, _)| *from as usize <= step);
                    next.checked_sub(1).map_or(rate, |last| self.rates[last].1)
                } else {
                    entry.schedule.rate(rate, step as u32)
                }
            }
            _ => f64::NAN,
        }
    }

    /// Evaluations up to the point after so many steps.
    pub fn evaluations(&self, step: usize) -> u32 {
        let mark = step / STRIDE;
        let since = &self.packed[mark * STRIDE + 1..=step.max(mark * STRIDE)];
        since.iter().fold(self.totals[mark], |sum, packed| {
            sum.saturating_add(spent(*packed))
        })
    }

    /// The last step that so many evaluations reach.
    pub fn step_within(&self, evaluations: u32) -> usize {
        let mark = self.totals.partition_point(|total| *total <= evaluations);
        let mark = mark.saturating_sub(1);
        let mut sum = self.totals[mark];
        let mut step = mark * STRIDE;
        for packed in &self.packed[step + 1..] {
            sum = sum.saturating_add(spent(*packed));
            if sum > evaluations {
                break;
            }
            step += 1;
        }
        step
    }

    /// What else the method shows at the point after so many steps, or at the last of those before it
    /// of which that is kept.
    pub fn ghosts_at(&self, step: usize) -> &[Ghost] {
        if step >= self.steps() {
            return &self.ghosts.last;
        }
        let kept = self.ghosts.kept.get(step / self.ghosts.stride);
        kept.map_or(&[], Vec::as_slice)
    }

    fn push(&mut self, at: Vec2, value: f64, gradient: Vec2, evaluations: u32) {
        let step = self.points.len();
        let own = evaluations
            .saturating_sub(self.spent)
            .min(u32::from(u16::MAX));
        self.spent = evaluations;
        let packed = packed(gradient.x) << 40 | packed(gradient.y) << 16 | u64::from(own);
        if step.is_multiple_of(STRIDE) {
            self.totals.push(evaluations);
        }
        // Nothing shares them yet.
        Arc::make_mut(&mut self.points).push(at);
        Arc::make_mut(&mut self.values).push(value);
        Arc::make_mut(&mut self.packed).push(packed);
    }
}

impl PartialEq for Track {
    fn eq(&self, other: &Self) -> bool {
        (&self.points, &self.values, &self.packed) == (&other.points, &other.values, &other.packed)
            && (self.status, self.still, self.is_whole)
                == (other.status, other.still, other.is_whole)
            && self.ghosts == other.ghosts
    }
}

impl Record for Track {
    fn begin(stages: &Arc<Stages>, index: usize) -> Self {
        // All at once, so that nothing is moved as it grows; what is not reached is never touched.
        let room = (stages.at(0).run.steps as usize).saturating_add(1);
        Self::begin_with(stages, index, room)
    }

    fn record(&mut self, point: Point<'_>) {
        let step = self.points.len();
        self.push(point.at, point.value, point.gradient, point.evaluations);
        let entry = &self.stages.at(step as u32).optimizers[self.index];
        let last = self.rates.last().map(|(_, rate)| *rate);
        if entry.schedule.follows_values() && last != Some(point.rate) {
            self.rates.push((step as u32, point.rate));
        }
        self.ghosts.record(step, point.ghosts());
    }

    fn end(&mut self, status: Status, still: Option<&'static str>) {
        (self.status, self.still) = (status, still);
        self.is_whole = true;
    }
}

impl Ghosts {
    fn record(&mut self, step: usize, ghosts: Vec<Ghost>) {
        if ghosts.is_empty() && self.last.is_empty() {
            return;
        }
        if step.is_multiple_of(self.stride) {
            let kept = Arc::make_mut(&mut self.kept);
            // Those before it showed nothing.
            kept.resize_with(step / self.stride, Vec::new);
            kept.push(ghosts.clone());
            if kept.len() > MOST_GHOSTS {
                let mut place = 0;
                kept.retain(|_| {
                    place += 1;
                    place % 2 == 1
                });
                self.stride *= 2;
            }
        }
        self.last = ghosts;
    }
}

/// The upper 24 bits of a number, rounded.
fn packed(number: f64) -> u64 {
    let bits = number.to_bits();
    let rounded = if number.is_finite() {
        bits.saturating_add(1 << 39)
    } else {
        bits
    };
    rounded >> 40
}

/// The number of 24 bits; what stands above them is ignored.
fn unpacked(bits: u64) -> f64 {
    f64::from_bits(bits << 40)
}

/// The evaluations of a step.
fn spent(packed: u64) -> u32 {
    u32::from(packed as u16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::open;
    use crate::simulation::{Path, Running, simulate};

    fn tracks(name: &str) -> (Vec<Track>, Vec<Path>) {
        let scene = open(name).unwrap();
        let stages = Arc::new(scene.stages());
        let track = |index| {
            let mut running = Running::<Track>::new(&stages, index);
            while !running.advance(7) {}
            running.into_record()
        };
        let tracks = (0..scene.optimizers.len()).map(track).collect();
        (tracks, simulate(&scene))
    }

    #[test]
    fn a_track_says_what_the_path_says() {
        for name in ["ravine", "race", "sampler"] {
            let Ok(_) = open(name) else { continue };
            let (tracks, paths) = tracks(name);
            for (track, path) in tracks.iter().zip(&paths) {
                assert_eq!(
                    (&*track.points, &*track.values),
                    (&path.points, &path.values)
                );
                assert_eq!((track.status, track.still), (path.status, path.still));
                for step in 0..=path.steps() {
                    assert_eq!(track.evaluations(step), path.evaluations(step));
                    let (rate, own) = (path.rate(step), track.rate(step));
                    assert!(rate == own || (rate.is_nan() && own.is_nan()));
                    let (own, exact) = (track.gradient(step), path.gradient(step));
                    for (own, exact) in [(own.x, exact.x), (own.y, exact.y)] {
                        assert!((own - exact).abs() <= exact.abs() / 4096.0, "{own} {exact}");
                    }
                    assert_eq!(track.ghosts_at(step), path.ghosts_at(step));
                }
                for spent in 0..=path.evaluations(path.steps()) + 1 {
                    let reached = path.evaluations.partition_point(|sum| *sum <= spent);
                    assert_eq!(track.step_within(spent), reached - 1);
                }
            }
        }
    }

    #[test]
    fn numbers_keep_their_sign_and_range() {
        for number in [0.0, -0.0, 1.0, -1e-300, 3.5e300, f64::MIN_POSITIVE] {
            let again = unpacked(packed(number));
            assert!(
                (again - number).abs() <= number.abs() / 4096.0,
                "{number} {again}"
            );
            assert_eq!(again.is_sign_negative(), number.is_sign_negative());
        }
        assert!(unpacked(packed(f64::NAN)).is_nan());
        assert_eq!(unpacked(packed(f64::NEG_INFINITY)), f64::NEG_INFINITY);
    }

    #[test]
    fn of_a_long_path_ghosts_are_kept_of_some_steps() {
        let mut ghosts = Ghosts {
            stride: 1,
            kept: Arc::default(),
            last: Vec::new(),
        };
        let ghost = |step: usize| Ghost {
            symbol: "z",
            name: "step",
            shape: crate::optimizer::Shape::Point(Vec2::splat(step as f64)),
        };
        for step in 0..50_000 {
            ghosts.record(step, vec![ghost(step)]);
        }
        assert!(ghosts.kept.len() <= MOST_GHOSTS && ghosts.kept.len() > MOST_GHOSTS / 2);
        for (place, kept) in ghosts.kept.iter().enumerate() {
            assert_eq!(kept[..], [ghost(place * ghosts.stride)]);
        }
    }
}
