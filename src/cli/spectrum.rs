//! `spectrum`: the curvatures at a point, and what becomes of a distance along each at a step.

mod picture;

use std::io::{self, Write};

use clap::Args;
use serde_json::{Value, json};

use super::arguments::Common;
use super::eval::Point;
use super::exact::exact;
use super::failure::Failure;
use super::output::{Form, Rows};
use super::plot;
use super::run::quoted;
use super::scenes::SceneArguments;
use super::table::{Table, short};
use crate::analysis::spectrum::{Mode, curvatures, modes};
use crate::analysis::stability;
use crate::math::{Eigen, Vec2};
use crate::scene::Scene;

/// Compares the decay of each mode with what theory predicts.
#[derive(Debug, Args)]
pub(super) struct Spectrum {
    #[command(flatten)]
    scene: SceneArguments,
    /// The point [default: the known minimum]
    #[arg(long, value_name = "X,Y", allow_hyphen_values = true)]
    at: Option<Point>,
    #[command(flatten)]
    rows: Rows,
}

/// What is told of a scene at a point.
struct Report<'a> {
    scene: &'a Scene,
    at: Vec2,
    eigen: Eigen,
    /// Of each optimizer.
    modes: Vec<[Mode; 2]>,
}

impl Spectrum {
    pub(super) fn run(&self, common: &Common) -> Result<(), Failure> {
        let (format, form) = self.rows.picture_or_form("spectrum", &self.scene)?;
        let scene = self.scene.load()?;
        let known = scene
            .minimum
            .as_ref()
            .and_then(|minimum| minimum.at.first());
        let at = self.at.map(|point| point.0).or(known.copied());
        let at = at.ok_or_else(|| {
            let message = "no minimum is known: `--at X,Y` says where to look".to_owned();
            Failure::Other(message)
        })?;
        let report = Report {
            scene: &scene,
            at,
            eigen: curvatures(&scene, at),
            modes: (0..scene.optimizers.len())
                .map(|index| modes(&scene, index, at))
                .collect(),
        };
        if let Some(format) = format {
            let picture = picture::of(&report);
            let bytes = plot::drawn(&picture, format, &self.scene, common)?;
            return self.rows.write(|out| out.write_all(&bytes));
        }
        self.rows.write(|out| match form {
            Form::Csv => report.write_csv(out),
            Form::Json => report.write_json(out),
            Form::Table => report.write_table(out),
        })
    }
}

impl Report<'_> {
    /// The ratio of the curvatures' sizes, where there is one.
    fn condition(&self) -> Option<f64> {
        let [first, second] = self.eigen.values.map(f64::abs);
        let ratio = first.max(second) / first.min(second);
        ratio.is_finite().then_some(ratio)
    }

    fn limit(&self, index: usize) -> Option<f64> {
        stability::limit(self.scene, &self.scene.optimizers[index], self.at)
    }

    fn write_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        let text = |number: Option<f64>| number.map_or_else(String::new, exact);
        writeln!(out, "optimizer,eigenvalue,predicted,measured,limit")?;
        for (index, modes) in self.modes.iter().enumerate() {
            for mode in modes {
                writeln!(
                    out,
                    "{},{},{},{},{}",
                    quoted(&self.scene.optimizers[index].label),
                    exact(mode.eigenvalue),
                    text(mode.predicted),
                    text(mode.measured),
                    text(self.limit(index)),
                )?;
            }
        }
        Ok(())
    }

    fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        let here = self.scene.objective.derivatives(self.at);
        let optimizers: Vec<Value> = self
            .modes
            .iter()
            .enumerate()
            .map(|(index, modes)| {
                let modes: Vec<Value> = modes
                    .iter()
                    .map(|mode| {
                        json!({
                            "eigenvalue": mode.eigenvalue,
                            "predicted": mode.predicted,
                            "measured": mode.measured,
                        })
                    })
                    .collect();
                let label = &self.scene.optimizers[index].label;
                json!({"label": label, "modes": modes, "limit": self.limit(index)})
            })
            .collect();
        let report = json!({
            "format": 1,
            "at": [self.at.x, self.at.y],
            "value": here.value,
            "gradient": [here.gradient.x, here.gradient.y],
            "eigenvalues": self.eigen.values,
            "eigenvectors": self.eigen.vectors.map(|vector| [vector.x, vector.y]),
            "condition": self.condition(),
            "optimizers": optimizers,
        });
        serde_json::to_writer(&mut *out, &report)?;
        writeln!(out)
    }

    fn write_table(&self, out: &mut dyn Write) -> io::Result<()> {
        let [greatest, least] = self.eigen.values.map(short);
        let condition = self.condition().map_or_else(|| "–".to_owned(), short);
        let (x, y) = (short(self.at.x), short(self.at.y));
        writeln!(
            out,
            "at {x}, {y}: curvatures {greatest} and {least}, condition {condition}\n"
        )?;
        let mut table = Table::new(&[
            "optimizer",
            ">limit of the rate",
            ">curvature",
            ">predicted",
            ">measured",
        ]);
        let text = |number: Option<f64>| number.map_or_else(|| "–".to_owned(), short);
        for (index, modes) in self.modes.iter().enumerate() {
            for (place, mode) in modes.iter().enumerate() {
                let entry = &self.scene.optimizers[index];
                let is_first = place == 0;
                table.row([
                    if is_first {
                        entry.label.clone()
                    } else {
                        String::new()
                    },
                    if is_first {
                        text(self.limit(index))
                    } else {
                        String::new()
                    },
                    short(mode.eigenvalue),
                    text(mode.predicted),
                    text(mode.measured),
                ]);
            }
        }
        table.write(out)
    }
}
