//! The page on the built-in functions.

use descent_tui::math::Vec2;
use descent_tui::objective::{Parameter, language};
use descent_tui::scene::{BuiltinFunction, functions};

use super::markdown::{block, code, codes, link, number, table};

/// How to use them.
const INTRODUCTION: &str = "\
# Functions

`descent-tui rosenbrock` opens a function by itself, with optimizers at rates that work for it; a scene names it by
`[objective] function = \"rosenbrock\"` and sets its parameters in `[objective.parameters]`. View, start and minima
are the scene's defaults. The minima are the lowest points in view at the default parameters. Where a scene has the
same name, that opens; `function:network` and `scene:network` say which is meant.

What formulas themselves may use stands [at the end](#the-formula-language).
";

/// What formulas may use.
const LANGUAGE: &str = "
## The formula language

Numbers (`2`, `.5`, `1e-3`), `x`, `y`, parameters and named parts, `pi`, `e`, `tau`; `+ - * /` and `^`, which groups from
the right and binds tighter than a minus before it; parentheses; `|a|`, nested too; comparisons `< <= > >=`, which give 1
or 0. `π · × − ² ³` mean what they look like. There is no product without a sign: `2x` is a mistake, and its help says
`2*x`. Derivatives are exact; at a kink they are those of PyTorch's autograd.

";

pub fn page() -> String {
    let contents = functions()
        .iter()
        .map(|function| [link(&function.title), function.summary.clone()]);
    let mut page = INTRODUCTION.to_owned() + "\n" + &table(["function", "what is hard"], contents);
    for function in functions() {
        page += &section(function);
    }
    let functions = language().map(|(_, usage, doc)| [code(usage), doc.replace('|', "\\|")]);
    page + LANGUAGE + &table(["function", "what it gives"], functions)
}

fn section(function: &BuiltinFunction) -> String {
    let mut names = vec![&function.name];
    names.extend(&function.aliases);
    let mut formula = vec![format!("J = {}", function.formula)];
    formula.extend(
        function
            .parts
            .iter()
            .map(|(name, text)| format!("{name} = {text}")),
    );
    let mut parts = vec![format!(
        "\n## {}\n\n{}: {}\n\n{}",
        function.title,
        codes(&names),
        function.summary,
        block(&formula)
    )];
    if !function.parameters.is_empty() {
        let columns = ["parameter", "default", "from", "to", "what it is"];
        let table = table(columns, function.parameters.iter().map(row));
        parts.push(format!("\n{table}"));
    }
    let [x, y] = function
        .view
        .map(|[low, high]| format!("{} … {}", number(low), number(high)));
    let start = point(function.start);
    parts.push(format!("\nView x {x}, y {y}; start {start}. "));
    parts.push(match function.value {
        Some(value) => {
            let minima: Vec<String> = function.minima.iter().copied().map(point).collect();
            format!("Least value {} at {}.", number(value), minima.join(", "))
        }
        None => String::from("It has no least value."),
    });
    parts.extend(function.special.as_ref().map(|words| format!(" {words}")));
    let source = function.source.trim_end_matches('.');
    parts.push(format!("\n\n*{source}.*\n"));
    parts.concat()
}

fn row(parameter: &Parameter) -> [String; 5] {
    [
        code(&parameter.name),
        number(parameter.value),
        number(parameter.min),
        number(parameter.max),
        parameter.doc.clone(),
    ]
}

fn point(at: Vec2) -> String {
    format!("({}, {})", number(at.x), number(at.y))
}
