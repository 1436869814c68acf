//! The page on the optimizers, their schedules and their modifiers.

use descent_tui::optimizer::{
    Course, Declaration, Form, Hyper, MULTISTEP, Modifier, Part, families,
};

use super::markdown::{block, code, link, number, table};

/// How to read the rules.
const INTRODUCTION: &str = "\
# Optimizers

Every optimizer is a table `[[optimizer]]` of a scene; its `kind` and the kind's other names stand below, its other
keys are the kind's hyper-parameters, and one that is left out takes its default. `descent-tui explain NAME` says
the same in the terminal.

In the rules θ = (x, y) is the point, J the objective, ∇J its gradient and ∇²J its Hessian; t counts steps from 1;
squares, roots, products and quotients of vectors are taken coordinate by coordinate; a state is 0 at first, and
a prime means the step before, unless the rule says otherwise. Noise and [modifiers](#modifiers) are already in
∇J, and η is the learning rate after its [schedule](#schedules).

Where a method is taught in one way and computed by PyTorch in another, the scene's `convention` (`\"textbook\"` or
`\"pytorch\"`) decides, and an optimizer may have its own.
";

pub fn page() -> String {
    let mut parts = vec![INTRODUCTION.to_owned()];
    for family in families() {
        let kinds = family.kinds.iter().map(|kind| kind.declaration());
        let contents = kinds
            .clone()
            .map(|declaration| [link(declaration.display), declaration.summary.to_owned()]);
        let contents = table(["kind", "what it is"], contents);
        parts.push(format!("\n## {}\n\n{contents}", family.name));
        parts.extend(kinds.map(optimizer));
    }
    parts.extend([schedules(), modifiers()]);
    parts.concat()
}

fn optimizer(declaration: &Declaration) -> String {
    let mut parts = vec![format!("\n### {}\n", declaration.display)];
    for part in declaration.explanation(None) {
        parts.push(match part {
            Part::Summary(summary) => format!("\n{}.\n", capitalized(summary)),
            Part::Rule { heading: "", lines } => format!("\n{}", block(lines)),
            Part::Rule { heading, lines } => format!("\n{heading}:\n\n{}", block(lines)),
            Part::Hypers(known) => hypers(known),
            Part::Remarks(remarks) => {
                let lines = remarks.into_iter().map(remark);
                lines.collect::<Vec<_>>().concat()
            }
        });
    }
    parts.concat()
}

fn remark((word, text): (&str, String)) -> String {
    format!("\n**{word}:** {text}\n")
}

fn hypers(hypers: &[Hyper]) -> String {
    if hypers.is_empty() {
        return String::new();
    }
    let row = |hyper: &Hyper| {
        [
            code(hyper.name),
            hyper.symbol.to_owned(),
            default_of(hyper),
            hyper.range.describe(),
            hyper.doc.to_owned(),
        ]
    };
    let columns = ["key", "symbol", "default", "values", "what it does"];
    format!("\n{}", table(columns, hypers.iter().map(row)))
}

fn default_of(hyper: &Hyper) -> String {
    match hyper.range.word(hyper.default) {
        Some(word) if hyper.range.words() == ["false", "true"] => word.to_owned(),
        Some(word) => format!("\"{word}\""),
        None => number(hyper.default),
    }
}

fn schedules() -> String {
    let mut parts = vec![String::from(
        "\n## Schedules\n\nA schedule says which rate each step takes, as `torch.optim.lr_scheduler` computes it: \
         `schedule = { kind = \"cosine\", period = 400 }`. Here t counts steps from 0, and η is the optimizer's own \
         `lr`. `schedule = { points = [[0, 0.1], [100, 0.01]] }` is a rate from each of these steps on; before the \
         first one it is `lr`.\n",
    )];
    parts.push(String::from(
        "\nA list of schedules, each with `for = STEPS` but the last, runs one after the other, each counting from its own \
         beginning: `schedule = [{ kind = \"warm-up\", steps = 20, for = 20 }, { kind = \"cosine\", period = 80 }]`.\n",
    ));
    parts.push(format!(
        "\n### {}\n\n{}: {}.\n\n{}",
        MULTISTEP.name,
        code("{ kind = \"multistep\", milestones = [30, 80], factor = 0.1 }"),
        MULTISTEP.summary,
        block(&[MULTISTEP.rule])
    ));
    for course in Course::all() {
        parts.push(format!(
            "\n### {}\n\n{}.\n\n{}{}",
            course.name,
            capitalized(course.summary),
            block(&[course.rule]),
            hypers(course.hypers)
        ));
    }
    parts.concat()
}

fn modifiers() -> String {
    let mut parts = vec![String::from(
        "\n## Modifiers\n\nA modifier stands in the optimizer's table beside its other keys, and goes with every kind.\n",
    )];
    for modifier in Modifier::all() {
        parts.push(format!(
            "\n### {}\n\n{}: {}.\n\n{}{}\n*{}.*\n",
            modifier.name,
            code(example(modifier)),
            modifier.summary,
            block(&[modifier.rule]),
            hypers(modifier.hypers),
            modifier.source
        ));
    }
    parts.concat()
}

/// The modifier as a scene writes it, at its defaults.
fn example(modifier: &Modifier) -> String {
    let value = |hyper: &Hyper| number(hyper.default);
    match modifier.form {
        Form::Switch(on) => format!("{} = {on}", modifier.name),
        Form::Set => format!("{} = {{ norm = 2, radius = 1.0 }}", modifier.name),
        Form::Number => format!("{} = {}", modifier.name, value(&modifier.hypers[0])),
        Form::Table => {
            let keys: Vec<String> = modifier
                .hypers
                .iter()
                .map(|hyper| format!("{} = {}", hyper.name, value(hyper)))
                .collect();
            format!("{} = {{ {} }}", modifier.name, keys.join(", "))
        }
    }
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}
