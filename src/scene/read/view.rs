//! `[view]`: the part of the plane on the screen.

use toml::de::DeValue;

use crate::math::Vec2;
use crate::mistake::Mistake;
use crate::scene::reader::values::{choice, integer_in, interval, numbers};
use crate::scene::reader::{Item, Table};
use crate::scene::{HeightScale, Levels, View};

use super::Defaults;

/// Ends of an axis where nothing else is known.
const USUAL: [f64; 2] = [-5.0, 5.0];
/// Iso-lines where a scene does not say how many.
const LEVELS: usize = 14;
/// More lines than a screen has rows say nothing.
const MOST_LEVELS: u64 = 200;

/// Words for how heights become colors.
const SCALES: &[(&str, HeightScale)] = &[
    ("linear", HeightScale::Linear),
    ("log", HeightScale::Log),
    ("rank", HeightScale::Rank),
];

pub(super) fn read(mut table: Table<'_>, defaults: Option<&Defaults>, start: Option<Vec2>) -> View {
    let [x, y] = defaults.and_then(|defaults| defaults.view).unwrap_or([
        containing(start.map(|start| start.x)),
        containing(start.map(|start| start.y)),
    ]);
    let view = View {
        x: table.read("x", interval).unwrap_or(x),
        y: table.read("y", interval).unwrap_or(y),
        levels: table
            .read("levels", levels)
            .unwrap_or(Levels::Count(LEVELS)),
        scale: table.read("scale", choice(SCALES)).unwrap_or_default(),
    };
    table.finish();
    view
}

/// The usual axis, widened for a start that lies outside of it.
fn containing(start: Option<f64>) -> [f64; 2] {
    let reach = start.unwrap_or(0.0).abs() * 1.25;
    if reach.is_finite() && reach > USUAL[1] {
        [-reach, reach]
    } else {
        USUAL
    }
}

fn levels(item: &Item<'_>) -> Result<Levels, Mistake> {
    let Some(elements) = item.elements() else {
        if !matches!(item.value(), DeValue::Integer(_) | DeValue::Float(_)) {
            return Err(item.expected("a number of lines or an array of values"));
        }
        return Ok(Levels::Count(integer_in(0, MOST_LEVELS)(item)? as usize));
    };
    if elements.len() > MOST_LEVELS as usize {
        return Err(item.mistake(format!("`levels` are at most {MOST_LEVELS} values")));
    }
    let mut values = numbers(&elements)?;
    values.sort_by(f64::total_cmp);
    values.dedup();
    Ok(Levels::Values(values))
}

impl View {
    /// The start of a scene that names none: to the left and above the middle.
    pub(super) fn usual_start(&self) -> Vec2 {
        let along = |[low, high]: [f64; 2], share: f64| low + share * (high - low);
        Vec2::new(along(self.x, 0.1), along(self.y, 0.8))
    }
}
