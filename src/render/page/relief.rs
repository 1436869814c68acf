//! Landscapes: an objective sampled as finely as a page shows it, as bands and iso-lines.

use std::rc::Rc;

use super::plot::Projection;
use crate::analysis::Field;
use crate::analysis::regions::regions;
use crate::math::Vec2;
use crate::objective::Objective;
use crate::picture::Relief;
use crate::render::drawing::Area;
use crate::scene::{HeightScale, Levels};

/// How far samples lie apart, in pixels of an ordinary page.
const APART: f64 = 2.5;
/// Along neither axis are there fewer samples or more.
const COUNTS: [f64; 2] = [24.0, 640.0];
/// So many numbers may be computed for one landscape.
const MOST: f64 = 4e8;

/// Landscapes that were surveyed before: the pictures of a film share one as long as nothing changes it.
#[derive(Debug, Default)]
pub struct Surveys {
    known: Vec<(Key, Rc<Ground>)>,
}

#[derive(Debug, Clone)]
struct Key {
    objective: Objective,
    x: [f64; 2],
    y: [f64; 2],
    counts: [usize; 2],
    frame: Area,
    scale: HeightScale,
    levels: Levels,
}

impl Key {
    fn is_same(&self, other: &Self) -> bool {
        self.x == other.x
            && self.y == other.y
            && self.counts == other.counts
            && self.frame == other.frame
            && self.scale == other.scale
            && self.levels == other.levels
            && self.objective.is_same_function(&other.objective)
    }
}

/// A surveyed landscape, as it lies on the page.
#[derive(Debug)]
pub struct Ground {
    /// How many bands it has.
    pub(super) bands: usize,
    /// The outlines of each band and all above it, the lowest first.
    pub(super) regions: Vec<(usize, Vec<Vec<Vec2>>)>,
    /// The height of each iso-line, and its pieces.
    pub(super) lines: Vec<(f64, Vec<Vec<Vec2>>)>,
}

impl Surveys {
    /// How many are kept: more than a film looks at in turn.
    const KEPT: usize = 16;

    /// The landscape of a relief as it lies on the page.
    pub(super) fn survey(&mut self, relief: &Relief<'_>, projection: &Projection) -> Rc<Ground> {
        let frame = projection.frame;
        let rows = f64::max(1.0, relief.objective.cost() as f64);
        let share = (MOST / rows / (frame.width * frame.height / (APART * APART)))
            .sqrt()
            .min(1.0);
        let count = |length: f64| (length / APART * share).clamp(COUNTS[0], COUNTS[1]) as usize;
        let key = Key {
            objective: relief.objective.clone().into_owned(),
            x: projection.x.range(),
            y: projection.y.range(),
            counts: [count(frame.width), count(frame.height)],
            frame,
            scale: relief.scale,
            levels: relief.levels.clone().into_owned(),
        };
        if let Some((_, ground)) = self.known.iter().find(|(known, _)| known.is_same(&key)) {
            return Rc::clone(ground);
        }
        let ground = Rc::new(Ground::new(&key, relief.bands(), projection));
        if self.known.len() == Self::KEPT {
            self.known.remove(0);
        }
        self.known.push((key, Rc::clone(&ground)));
        ground
    }
}

impl Ground {
    fn new(key: &Key, bands: usize, projection: &Projection) -> Self {
        let [columns, rows] = key.counts;
        // Samples lie in the middles of cells; the outermost shall lie on the edges.
        let reaching = |[low, high]: [f64; 2], count: usize| {
            let half = (high - low) / (count as f64 - 1.0) / 2.0;
            [low - half, high + half]
        };
        let field = Field::sample(
            &key.objective,
            reaching(key.x, columns),
            reaching(key.y, rows),
            columns,
            rows,
        );
        let edges = field.heights(key.scale).edges(bands);
        let levels = field.levels(&key.levels, key.scale);
        let bordered = regions(&field, &edges);
        let lines = if levels == edges {
            bordered[1..].to_vec()
        } else {
            regions(&field, &levels).split_off(1)
        };
        let lines = levels
            .into_iter()
            .zip(lines)
            .map(|(height, region)| (height, placed(&region.lines, projection, false)));
        let regions = bordered.iter().enumerate();
        let regions =
            regions.map(|(band, region)| (band, placed(&region.outlines, projection, true)));
        Self {
            bands,
            lines: lines.filter(|(_, lines)| !lines.is_empty()).collect(),
            regions: regions.filter(|(_, lines)| !lines.is_empty()).collect(),
        }
    }
}

fn placed(lines: &[Vec<Vec2>], projection: &Projection, closed: bool) -> Vec<Vec<Vec2>> {
    let lines = lines.iter().map(|line| {
        let line: Vec<Vec2> = line.iter().map(|&point| projection.place(point)).collect();
        simplified(&line)
    });
    let least = if closed { 3 } else { 2 };
    lines.filter(|line| line.len() >= least).collect()
}

/// A line without the points that lie on the way between others, within a twentieth of a pixel
/// (Ramer, Douglas and Peucker).
fn simplified(line: &[Vec2]) -> Vec<Vec2> {
    const CLOSE: f64 = 0.05;
    let Some(last) = line.len().checked_sub(1) else {
        return Vec::new();
    };
    let mut kept = vec![false; line.len()];
    kept[0] = true;
    kept[last] = true;
    let mut spans = vec![(0, last)];
    while let Some((from, to)) = spans.pop() {
        let chord = line[to] - line[from];
        let length = chord.norm();
        let off = |at: usize| {
            let arm = line[at] - line[from];
            if length == 0.0 {
                arm.norm()
            } else {
                (chord.x * arm.y - chord.y * arm.x).abs() / length
            }
        };
        let farthest = (from + 1..to)
            .map(|at| (at, off(at)))
            .max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((at, _)) = farthest.filter(|(_, off)| *off > CLOSE) {
            kept[at] = true;
            spans.extend([(from, at), (at, to)]);
        }
    }
    let all = line.iter().zip(kept);
    all.filter_map(|(point, kept)| kept.then_some(*point))
        .collect()
}
