//! `sweep`: what comes of a scene over a range of one or two of its values.

use std::io::{self, Write};
use std::str::FromStr;

use clap::Args;
use serde_json::{Map, Value, json};

use super::arguments::Common;
use super::failure::Failure;
use super::output::{Form, Rows};
use super::plot;
use super::progress::Threads;
use super::scenes::SceneArguments;
use super::table::{Table, percent, short};
use crate::analysis::sweep::{Outcome, Row, Varied, spread};
use crate::mistake::{Mistake, Mistakes};
use crate::optimizer::Range;
use crate::picture::view::rates;
use crate::report::exact;
use crate::report::quoted;
use crate::scene::{Scene, Setting};

/// Values of one range, and of each of two.
const ALONE: usize = 200;
const OF_TWO: usize = 60;
/// More paths than anyone waits for.
const MOST: usize = 4_000_000;

/// Finds what comes of a scene over ranges of its values.
#[derive(Debug, Args)]
pub(super) struct Sweep {
    #[command(flatten)]
    scene: SceneArguments,
    /// A value and its range: LABEL.hyper=LO..HI[:log|:lin][:COUNT]; `*.lr` for each optimizer's own; once or twice
    #[arg(
        long,
        required = true,
        value_name = "RANGE",
        allow_hyphen_values = true
    )]
    vary: Vec<Vary>,
    #[command(flatten)]
    threads: Threads,
    #[command(flatten)]
    rows: Rows,
}

/// A value and the range over which it goes.
#[derive(Debug, Clone)]
struct Vary {
    name: String,
    low: f64,
    high: f64,
    by_ratio: Option<bool>,
    count: Option<usize>,
}

impl FromStr for Vary {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = "a range is NAME=LO..HI, such as `Momentum.lr=1e-3..0.2:log:50`";
        let (name, range) = text.rsplit_once('=').ok_or(wrong)?;
        let mut parts = range.split(':');
        let (low, high) = parts
            .next()
            .and_then(|ends| ends.split_once(".."))
            .ok_or(wrong)?;
        let number = |text: &str| {
            text.trim()
                .parse::<f64>()
                .ok()
                .filter(|one| one.is_finite())
        };
        let mut vary = Self {
            name: name.trim().to_owned(),
            low: number(low).ok_or(wrong)?,
            high: number(high).ok_or(wrong)?,
            by_ratio: None,
            count: None,
        };
        for part in parts {
            match part {
                "log" => vary.by_ratio = Some(true),
                "lin" => vary.by_ratio = Some(false),
                _ => {
                    let count = part.parse().ok().filter(|count| *count > 0);
                    vary.count = Some(count.ok_or("a count is a whole number above 0")?);
                }
            }
        }
        if vary.by_ratio == Some(true) && (vary.low <= 0.0 || vary.high <= 0.0) {
            return Err("equal ratios need both ends above 0");
        }
        Ok(vary)
    }
}

/// The range that is asked for, in a scene; `usual` is how many values it has unless it says so.
fn varied(vary: &Vary, scene: &Scene, usual: usize) -> Result<Varied, Failure> {
    let settings = match vary.name.strip_prefix("*.") {
        Some(hyper) => (0..scene.optimizers.len())
            .filter_map(|optimizer| {
                let hyper = scene.optimizers[optimizer].declaration().hyper(hyper)?;
                Some(Setting::Hyper { optimizer, hyper })
            })
            .collect(),
        None => vec![
            scene
                .setting(&vary.name)
                .map_err(|mistake| wrong(vary, mistake))?,
        ],
    };
    let Some(first) = settings.first() else {
        let message = format!("no optimizer has the value `{}`", vary.name);
        return Err(wrong(vary, Mistake::whole(message)));
    };
    let by_ratio = vary.by_ratio.unwrap_or_else(|| {
        matches!(scene.range(*first), Range::Log { .. }) && vary.low > 0.0 && vary.high > 0.0
    });
    let values = spread(vary.low, vary.high, vary.count.unwrap_or(usual), by_ratio);
    for (setting, value) in settings
        .iter()
        .flat_map(|s| values.iter().map(move |v| (s, v)))
    {
        let accepted = scene.accepted(*setting);
        if !accepted.contains(*value) {
            let message = format!("{} is no value of `{}`", exact(*value), vary.name);
            let help = format!("it must be {}", accepted.describe());
            return Err(wrong(vary, Mistake::whole(message).help(help)));
        }
    }
    Ok(Varied {
        name: vary.name.clone(),
        by_ratio,
        settings,
        values,
    })
}

fn wrong(vary: &Vary, mistake: Mistake) -> Failure {
    Failure::Usage(vec![Mistakes::new("--vary", &vary.name, vec![mistake])])
}

impl Sweep {
    pub(super) fn run(&self, common: &Common) -> Result<(), Failure> {
        let (format, form) = self.rows.picture_or_form("sweep", &self.scene)?;
        let scene = self.scene.load()?;
        if self.vary.len() > 2 {
            let mistake = Mistake::whole("a sweep goes over one or two ranges");
            return Err(wrong(&self.vary[2], mistake.help("leave the third out")));
        }
        let usual = if self.vary.len() == 1 { ALONE } else { OF_TWO };
        let axes = self.vary.iter().map(|vary| varied(vary, &scene, usual));
        let axes = axes.collect::<Result<Vec<Varied>, Failure>>()?;
        let rows = self.rows_of(&scene, &axes, common.quiet)?;
        if let Some(format) = format {
            let picture = rates::of(&scene, &axes, &rows);
            let bytes = plot::drawn(&picture, format, &self.scene, common)?;
            return self.rows.write(|out| out.write_all(&bytes));
        }
        self.rows.write(|out| match form {
            Form::Csv => write_csv(out, &scene, &axes, &rows),
            Form::Json => write_json(out, &scene, &axes, &rows),
            Form::Table => write_table(out, &scene, &axes, &rows),
        })
    }

    fn rows_of(&self, scene: &Scene, axes: &[Varied], quiet: bool) -> Result<Vec<Row>, Failure> {
        let touched: Vec<usize> = (0..scene.optimizers.len())
            .filter(|&index| axes.iter().any(|axis| axis.touches(index)))
            .collect();
        let each: usize = axes.iter().map(|axis| axis.values.len()).product();
        if each.saturating_mul(touched.len()) > MOST {
            let mistake = Mistake::whole(format!("a sweep has at most {MOST} paths"));
            return Err(wrong(&self.vary[0], mistake.help("ask for fewer values")));
        }
        let rows = self.threads.all(each * touched.len(), quiet, |place| {
            Row::at(scene, axes, touched[place / each], place % each)
        });
        Ok(rows.into_iter().flatten().collect())
    }
}

fn write_csv(out: &mut dyn Write, scene: &Scene, axes: &[Varied], rows: &[Row]) -> io::Result<()> {
    write!(out, "optimizer")?;
    for axis in axes {
        write!(out, ",{}", quoted(&axis.name))?;
    }
    writeln!(out, ",value,best,length,waste,reversals,settled,status")?;
    for row in rows {
        write!(out, "{}", quoted(&scene.optimizers[row.optimizer].label))?;
        let Outcome { end, status } = &row.outcome;
        let numbers = [end.value, end.best, end.length, end.waste, end.reversals];
        for number in row.values.iter().chain(&numbers) {
            write!(out, ",{}", exact(*number))?;
        }
        let settled = end
            .settled
            .map_or_else(String::new, |step| step.to_string());
        writeln!(out, ",{settled},{}", status.words())?;
    }
    Ok(())
}

fn write_json(out: &mut dyn Write, scene: &Scene, axes: &[Varied], rows: &[Row]) -> io::Result<()> {
    let vary: Vec<Value> = axes
        .iter()
        .map(|axis| json!({"name": axis.name, "values": axis.values}))
        .collect();
    let rows: Vec<Value> = rows
        .iter()
        .map(|row| {
            let Outcome { end, status } = &row.outcome;
            let mut object = Map::new();
            let label = &scene.optimizers[row.optimizer].label;
            object.insert("optimizer".into(), label.as_str().into());
            for (axis, value) in axes.iter().zip(&row.values) {
                object.insert(axis.name.clone(), (*value).into());
            }
            for (name, value) in [
                ("value", end.value),
                ("best", end.best),
                ("length", end.length),
                ("waste", end.waste),
                ("reversals", end.reversals),
            ] {
                object.insert(name.into(), value.into());
            }
            object.insert("settled".into(), end.settled.into());
            object.insert("status".into(), status.words().into());
            object.into()
        })
        .collect();
    let report = json!({"format": 1, "vary": vary, "rows": rows});
    serde_json::to_writer(&mut *out, &report)?;
    writeln!(out)
}

fn write_table(
    out: &mut dyn Write,
    scene: &Scene,
    axes: &[Varied],
    rows: &[Row],
) -> io::Result<()> {
    let names: Vec<String> = axes.iter().map(|axis| format!(">{}", axis.name)).collect();
    let rest = [">value", ">settled", ">reversals", ">waste", "status"];
    let columns = ["optimizer"].into_iter();
    let columns: Vec<&str> = columns
        .chain(names.iter().map(String::as_str))
        .chain(rest)
        .collect();
    let mut table = Table::new(&columns);
    for row in rows {
        let Outcome { end, status } = &row.outcome;
        let label = scene.optimizers[row.optimizer].label.clone();
        let values = row.values.iter().map(|value| short(*value));
        let settled = end
            .settled
            .map_or_else(|| "–".to_owned(), |step| step.to_string());
        let rest = [
            short(end.value),
            settled,
            percent(end.reversals),
            percent(end.waste),
            status.words().to_owned(),
        ];
        table.row(std::iter::once(label).chain(values).chain(rest));
    }
    table.write(out)
}
