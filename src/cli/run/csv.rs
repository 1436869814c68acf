//! Paths as CSV (RFC 4180): a row for each optimizer and step.

use std::io::{self, Write};

use super::Outcome;
use crate::cli::table::exact;

pub(super) fn write(out: &mut dyn Write, outcomes: &[Outcome<'_>]) -> io::Result<()> {
    writeln!(out, "optimizer,step,x,y,value,grad_x,grad_y,lr")?;
    for Outcome { entry, path, .. } in outcomes {
        let label = quoted(&entry.label);
        for (step, point) in path.points.iter().enumerate() {
            let gradient = path.gradients[step];
            let (value, rate) = (path.values[step], path.rates[step]);
            write!(out, "{label},{step}")?;
            for number in [point.x, point.y, value, gradient.x, gradient.y] {
                write!(out, ",{}", exact(number))?;
            }
            // A method without a rate has an empty field.
            let rate = if rate.is_nan() {
                String::new()
            } else {
                exact(rate)
            };
            writeln!(out, ",{rate}")?;
        }
    }
    Ok(())
}

/// A field, in quotes where it needs them.
fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_where_they_need_it() {
        assert_eq!(quoted("Adam 2"), "Adam 2");
        assert_eq!(quoted("a,b"), "\"a,b\"");
        assert_eq!(quoted("say \"no\""), "\"say \"\"no\"\"\"");
    }
}
