//! `basins`: which minimum each start in view leads to.

use std::io::{self, Write};
use std::str::FromStr;

use clap::Args;
use serde_json::{Value, json};

use super::arguments::Common;
use super::failure::Failure;
use super::output::{Form, Rows};
use super::plot;
use super::progress::Threads;
use super::scenes::SceneArguments;
use super::table::{Table, percent, short};
use crate::analysis::basins::{Basin, Bottom, End, bottoms, cell, middles};
use crate::math::Vec2;
use crate::mistake::Mistakes;
use crate::picture::view::basins;
use crate::report::exact;
use crate::report::quoted;
use crate::scene::Scene;

/// More cells than any screen has.
const MOST: usize = 4096;

/// Finds which minimum each start leads to.
#[derive(Debug, Args)]
pub(super) struct Basins {
    #[command(flatten)]
    scene: SceneArguments,
    /// The optimizer, by its label or kind [default: each]
    #[arg(long, value_name = "LABEL")]
    optimizer: Option<String>,
    /// Cells of the view across and down
    #[arg(long, value_name = "WxH", default_value = "60x60")]
    size: Cells,
    #[command(flatten)]
    threads: Threads,
    #[command(flatten)]
    rows: Rows,
}

/// So many cells across and down.
#[derive(Debug, Clone, Copy)]
struct Cells {
    columns: usize,
    rows: usize,
}

impl FromStr for Cells {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let count = |text: &str| text.trim().parse().ok().filter(|n| (1..=MOST).contains(n));
        let both = text.split_once(['x', '×']).and_then(|(columns, rows)| {
            Some(Self {
                columns: count(columns)?,
                rows: count(rows)?,
            })
        });
        both.ok_or_else(|| format!("a size is WxH, each from 1 to {MOST}"))
    }
}

/// How results number an end: the minima from 1 on.
fn number(end: End) -> i64 {
    match end {
        End::Minimum(which) => which as i64 + 1,
        End::Nowhere => 0,
        End::Diverged => -1,
        End::LeftTheGrid => -2,
    }
}

impl Basins {
    pub(super) fn run(&self, common: &Common) -> Result<(), Failure> {
        let (format, form) = self.rows.picture_or_form("basins", &self.scene)?;
        let scene = self.scene.load()?;
        let chosen: Vec<usize> = match &self.optimizer {
            Some(name) => vec![scene.optimizer(name).map_err(|mistake| {
                Failure::Usage(vec![Mistakes::new("--optimizer", name, vec![mistake])])
            })?],
            None => (0..scene.optimizers.len()).collect(),
        };
        let bottoms = bottoms(&scene);
        let starts = middles(&scene.view, self.size.columns, self.size.rows);
        let each = starts.len();
        let mut cells = self
            .threads
            .all(each * chosen.len(), common.quiet, |place| {
                cell(&scene, chosen[place / each], starts[place % each], &bottoms)
            });
        let mut found = Vec::with_capacity(chosen.len());
        for index in &chosen {
            let rest = cells.split_off(each);
            found.push(Basin {
                optimizer: *index,
                columns: self.size.columns,
                cells,
            });
            cells = rest;
        }
        if let Some(format) = format {
            let picture = basins::of(&scene, &bottoms, &found);
            let bytes = plot::drawn(&picture, format, &self.scene, common)?;
            return self.rows.write(|out| out.write_all(&bytes));
        }
        self.rows.write(|out| match form {
            Form::Csv => write_csv(out, &scene, &starts, &found),
            Form::Json => self.write_json(out, &scene, &bottoms, &found),
            Form::Table => write_table(out, &scene, &bottoms, &found),
        })
    }

    fn write_json(
        &self,
        out: &mut dyn Write,
        scene: &Scene,
        bottoms: &[Bottom],
        basins: &[Basin],
    ) -> io::Result<()> {
        let minima: Vec<Value> = bottoms
            .iter()
            .map(|bottom| json!({"at": [bottom.at.x, bottom.at.y], "value": bottom.value}))
            .collect();
        let optimizers: Vec<Value> = basins
            .iter()
            .map(|basin| {
                let shares: Vec<f64> = (0..bottoms.len())
                    .map(|which| basin.share(|end| end == End::Minimum(which)))
                    .collect();
                let cells: Vec<Vec<i64>> = basin
                    .cells
                    .chunks(self.size.columns)
                    .map(|row| row.iter().map(|cell| number(cell.end)).collect())
                    .collect();
                let steps: Vec<Vec<Option<u32>>> = basin
                    .cells
                    .chunks(self.size.columns)
                    .map(|row| row.iter().map(|cell| cell.steps).collect())
                    .collect();
                json!({
                    "label": scene.optimizers[basin.optimizer].label,
                    "shares": shares,
                    "diverged": basin.share(|end| end == End::Diverged),
                    "left": basin.share(|end| end == End::LeftTheGrid),
                    "nowhere": basin.share(|end| end == End::Nowhere),
                    "cells": cells,
                    "steps": steps,
                })
            })
            .collect();
        let report = json!({
            "format": 1,
            "x": scene.view.x,
            "y": scene.view.y,
            "size": [self.size.columns, self.size.rows],
            "minima": minima,
            "optimizers": optimizers,
        });
        serde_json::to_writer(&mut *out, &report)?;
        writeln!(out)
    }
}

fn write_csv(
    out: &mut dyn Write,
    scene: &Scene,
    starts: &[Vec2],
    basins: &[Basin],
) -> io::Result<()> {
    writeln!(out, "optimizer,x,y,minimum,steps,value")?;
    for basin in basins {
        let label = quoted(&scene.optimizers[basin.optimizer].label);
        for (start, cell) in starts.iter().zip(&basin.cells) {
            let steps = cell
                .steps
                .map_or_else(String::new, |steps| steps.to_string());
            writeln!(
                out,
                "{label},{},{},{},{steps},{}",
                exact(start.x),
                exact(start.y),
                number(cell.end),
                exact(cell.value),
            )?;
        }
    }
    Ok(())
}

fn write_table(
    out: &mut dyn Write,
    scene: &Scene,
    bottoms: &[Bottom],
    basins: &[Basin],
) -> io::Result<()> {
    let mut minima = Table::new(&[">minimum", ">x", ">y", ">value"]);
    for (which, Bottom { at, value }) in bottoms.iter().enumerate() {
        let cells = [
            (which + 1).to_string(),
            short(at.x),
            short(at.y),
            short(*value),
        ];
        minima.row(cells);
    }
    minima.write(out)?;
    writeln!(out)?;
    let names: Vec<String> = (1..=bottoms.len())
        .map(|which| format!(">to {which}"))
        .collect();
    let columns = ["optimizer"].into_iter();
    let columns = columns.chain(names.iter().map(String::as_str));
    let columns: Vec<&str> = columns.chain([">nowhere", ">diverged"]).collect();
    let mut table = Table::new(&columns);
    for basin in basins {
        let shares = (0..bottoms.len()).map(|which| basin.share(|end| end == End::Minimum(which)));
        let lost = [
            basin.share(|end| end == End::Nowhere),
            basin.share(|end| matches!(end, End::Diverged | End::LeftTheGrid)),
        ];
        let cells = shares.chain(lost).map(percent);
        table.row(std::iter::once(scene.optimizers[basin.optimizer].label.clone()).chain(cells));
    }
    table.write(out)
}
