//! What a scene file can say, key by key, for whoever looks it up.
//!
//! Knows the words of scenes; a test holds them to the reader. The hyper-parameters of kinds, schedules and
//! modifiers are declared with those.

mod late;

/// A table of a scene file.
#[derive(Debug, Clone, Copy)]
pub struct Section {
    /// Its name without brackets; empty for what stands at the top of the file.
    pub path: &'static str,
    /// Its header as a file writes it; empty at the top.
    pub header: &'static str,
    /// What it is.
    pub doc: &'static str,
    /// Its keys, in the order in which they are best read.
    pub keys: &'static [SceneKey],
    /// Lines of a scene that use it, and that the reader takes.
    pub example: &'static str,
}

/// A key of a scene file.
#[derive(Debug, Clone, Copy)]
pub struct SceneKey {
    /// As it is written.
    pub name: &'static str,
    /// What may stand under it.
    pub values: &'static str,
    /// What holds where it is left out; empty where it may not be, or where nothing does.
    pub default: &'static str,
    /// What it is for.
    pub doc: &'static str,
}

const fn key(
    name: &'static str,
    values: &'static str,
    default: &'static str,
    doc: &'static str,
) -> SceneKey {
    SceneKey {
        name,
        values,
        default,
        doc,
    }
}

/// Every table of a scene file.
pub const REFERENCE: &[Section] = &[
    Section {
        path: "",
        header: "",
        doc: "The top of the file: what the scene is called, and where everything starts.",
        keys: &[
            key(
                "title",
                "a text",
                "the file's name",
                "The title on the screen.",
            ),
            key(
                "description",
                "a text",
                "",
                "What the scene teaches, in a sentence or two.",
            ),
            key(
                "start",
                "[x, y]",
                "the function's, or (-4, 3)",
                "Where every optimizer starts that has no start of its own.",
            ),
            key(
                "expect",
                "a list of texts",
                "",
                "What the description claims, such as \"Momentum.waste < 0.4\"; `check` computes it.",
            ),
            key(
                "objective",
                "a table",
                "",
                "What is to be made small; the only table that a scene needs.",
            ),
            key(
                "view",
                "a table",
                "",
                "The part of the plane on the screen.",
            ),
            key(
                "run",
                "a table",
                "",
                "How long, in which convention, with what noise.",
            ),
            key(
                "optimizer",
                "tables",
                "the textbook's five, at rates that suit",
                "The optimizers, one table each.",
            ),
            key("path", "tables", "", "Recorded paths, one table each."),
            key(
                "event",
                "tables",
                "",
                "Values that change from a step on, one table each.",
            ),
            key(
                "lesson",
                "tables",
                "",
                "The steps of a lesson, which `descent-tui lesson FILE` gives.",
            ),
        ],
        example: "title = \"Snowy valley\"\ndescription = \"Gradient descent wastes its steps across the valley.\"\nstart = [-4.0, 1.2]\nexpect = [\"Momentum.waste < 0.9\"]",
    },
    Section {
        path: "objective",
        header: "[objective]",
        doc: "The function of x and y to be made small: exactly one of `formula`, `function`, `grid` and `data`.",
        keys: &[
            key(
                "formula",
                "a formula",
                "",
                "The objective written out, in x, y, the parameters and the named parts.",
            ),
            key(
                "function",
                "a name",
                "",
                "One of the built-in functions; its view, start and minimum are the scene's defaults.",
            ),
            key(
                "grid",
                "a file",
                "",
                "Sampled values: a table with the columns x, y and value (or loss), or an array (`.npy`, or numbers alone). Cells that are nan or empty are holes.",
            ),
            key(
                "x",
                "[low, high]",
                "",
                "Of an array: the x of its first and last column.",
            ),
            key(
                "y",
                "[low, high]",
                "",
                "Of an array: the y of its first and last row.",
            ),
            key(
                "data",
                "a table",
                "",
                "A model that is fitted to a table of data.",
            ),
            key(
                "where",
                "a table",
                "",
                "Named parts of the formula or model; each may use x, y, parameters and the parts above it.",
            ),
            key(
                "parameters",
                "a table",
                "",
                "Named numbers that can be changed live.",
            ),
            key(
                "minimum",
                "a table",
                "searched for",
                "What is known of the minimum.",
            ),
        ],
        example: "[objective]\nformula = \"kappa/2 * r2\"\nwhere = { r2 = \"x^2 + y^2\" }",
    },
    Section {
        path: "objective.data",
        header: "[objective.data]",
        doc: "A model fitted to a table, the mean of a loss over its rows; x and y are two of the model's weights.",
        keys: &[
            key(
                "file",
                "a file",
                "",
                "The table, beside the scene: commas, semicolons or tabs, decimal commas where the comma does not separate, `#` lines above the header.",
            ),
            key(
                "model",
                "a formula",
                "",
                "The prediction, in the weights, the columns and the parameters; a column of any other name stands in backticks.",
            ),
            key("target", "a column", "", "What the model is to predict."),
            key(
                "weights",
                "[\"w\", \"b\"]",
                "",
                "The two weights that are x and y.",
            ),
            key(
                "loss",
                "\"squared\", \"absolute\", \"huber\" or \"logistic\"",
                "\"squared\"",
                "How far a prediction is from its target.",
            ),
            key(
                "batch",
                "a whole number from 1 to 1000000",
                "all rows",
                "Each step's gradient comes from so many rows, drawn without replacement and shuffled again each epoch; an optimizer may say its own.",
            ),
        ],
        example: "[objective.data]\nfile = \"hours.csv\"\nmodel = \"w*hours + b\"\ntarget = \"score\"\nweights = [\"w\", \"b\"]\nloss = \"squared\"\nbatch = 2",
    },
    Section {
        path: "objective.parameters",
        header: "[objective.parameters]",
        doc: "Named numbers of the formula, each a number alone or a table of these keys.",
        keys: &[
            key("value", "a number", "", "Its value at first."),
            key("min", "a number", "", "Its least value."),
            key("max", "a number", "", "Its greatest value."),
            key(
                "scale",
                "\"linear\" or \"log\"",
                "\"linear\"",
                "How its slider runs.",
            ),
            key("doc", "a text", "", "What it is, on the screen."),
        ],
        example: "[objective.parameters]\nkappa = { value = 20.0, min = 1.0, max = 100.0, scale = \"log\", doc = \"how steep the walls are\" }",
    },
    Section {
        path: "objective.minimum",
        header: "[objective.minimum]",
        doc: "What is known of the minimum; else it is searched for.",
        keys: &[
            key(
                "at",
                "[x, y] or a list of them",
                "",
                "Where it is; several points have the same value.",
            ),
            key(
                "value",
                "a number",
                "the objective's there",
                "The objective's value there.",
            ),
        ],
        example: "[objective.minimum]\nat = [[0.0, 0.0]]\nvalue = 0.0",
    },
    Section {
        path: "view",
        header: "[view]",
        doc: "The part of the plane on the screen, and how heights are drawn.",
        keys: &[
            key(
                "x",
                "[low, high]",
                "the function's, or [-5, 5]",
                "The ends of the x axis.",
            ),
            key(
                "y",
                "[low, high]",
                "the function's, or [-5, 5]",
                "The ends of the y axis.",
            ),
            key(
                "levels",
                "a whole number up to 200, or a list of values",
                "14",
                "How many iso-lines there are, or at which values.",
            ),
            key(
                "scale",
                "\"linear\", \"log\" or \"rank\"",
                "\"linear\"",
                "How values become colours: in proportion, by the logarithm of the height above the least in view, or in equal areas.",
            ),
        ],
        example: "[view]\nx = [-6.0, 2.0]\ny = [-2.0, 2.0]\nlevels = [0.1, 1, 10]\nscale = \"log\"",
    },
    Section {
        path: "run",
        header: "[run]",
        doc: "How the optimizers run.",
        keys: &[
            key(
                "steps",
                "a whole number from 0 to 1000000",
                "200, or as long as the longest recorded path",
                "How many steps each optimizer takes.",
            ),
            key(
                "convention",
                "\"textbook\" or \"pytorch\"",
                "\"textbook\"",
                "Whose form of the update rules; an optimizer may say its own.",
            ),
            key(
                "seed",
                "a whole number up to 2^53 - 1",
                "1",
                "The seed of all randomness: the same seed gives the same paths on every machine.",
            ),
            key(
                "noise",
                "a number, at least 0",
                "0",
                "Standard deviation of the Gaussian noise on each component of the gradient; at one step every optimizer gets the same draw.",
            ),
        ],
        example: "[run]\nsteps = 20\nconvention = \"textbook\"\nseed = 7\nnoise = 0.0",
    },
    Section {
        path: "optimizer",
        header: "[[optimizer]]",
        doc: "An optimizer: these keys, the hyper-parameters of its kind (`explain KIND`) and modifiers.",
        keys: &[
            key("kind", "a kind", "", "One of `list optimizers`, or `own`."),
            key(
                "label",
                "a text",
                "the kind's name, numbered where it repeats",
                "What it is called on the screen.",
            ),
            key(
                "convention",
                "\"textbook\" or \"pytorch\"",
                "that of [run]",
                "Whose form of the update rule.",
            ),
            key("color", "\"#rrggbb\"", "the next one", "That of its path."),
            key("start", "[x, y]", "the scene's", "Its own start."),
            key(
                "enabled",
                "true or false",
                "true",
                "Whether it is shown; false keeps it in the list.",
            ),
            key(
                "batch",
                "a whole number from 1 to 1000000",
                "that of [objective.data]",
                "How many rows its gradient comes from at each step.",
            ),
            key(
                "schedule",
                "a table, or a list of them",
                "constant",
                "How the learning rate goes over the steps.",
            ),
            key("values", "a table", "", "Of a rule: its values."),
            key(
                "rule",
                "a text",
                "",
                "Of `kind = \"own\"`: the update rule as on a blackboard, a statement a line: `g = ∇J(θ)` for a quantity of the step, `m ← β·m + g` for what is kept, `θ ← …` for the step.",
            ),
        ],
        example: "[[optimizer]]\nkind = \"momentum\"\nlabel = \"Momentum\"\nconvention = \"pytorch\"\ncolor = \"#e69f00\"\nstart = [-3.0, 1.0]\nenabled = true\nlr = 0.02\nmomentum = 0.9",
    },
    Section {
        path: "optimizer.values",
        header: "[optimizer.values]",
        doc: "The values of a rule (`kind = \"own\"`), beside its learning rate: each is a number, or a table of these keys. Greek letters or their names: \"β₁\" and beta1 are one.",
        keys: &[
            key("value", "a number", "", "What it is."),
            key("min", "a number", "none", "The least that it may be."),
            key("max", "a number", "none", "The most that it may be."),
            key(
                "scale",
                "\"linear\", \"log\" or \"decay\"",
                "\"linear\"",
                "How its slider runs; \"decay\" is for shares that are kept.",
            ),
            key("doc", "a text", "", "One line of what it does."),
        ],
        example: "[[optimizer]]\nkind = \"own\"\nlabel = \"Sign of the mean\"\nlr = 0.02\nrule = \"\"\"\nm ← β·m + (1 − β)·∇J(θ)\nθ ← θ − η·sign(m)\n\"\"\"\n\n[optimizer.values]\n\"β\" = { value = 0.9, min = 0.0, max = 0.999, scale = \"decay\", doc = \"how much of the mean is kept\" }",
    },
    Section {
        path: "optimizer.schedule",
        header: "schedule = { … }",
        doc: "How the learning rate goes over the steps: a kind with its keys (`explain cosine`), or points. A list of schedules runs one after the other, each counting from its own beginning.",
        keys: &[
            key("kind", "a schedule", "", "Which one."),
            key(
                "points",
                "[[step, rate], …]",
                "",
                "The rate from each given step on, in place of a kind.",
            ),
            key(
                "milestones",
                "a list of steps",
                "",
                "Of the kind `multistep`: where the rate falls.",
            ),
            key(
                "factor",
                "a number from 0 to 1000",
                "0.1",
                "Of the kind `multistep`: by what it is multiplied there.",
            ),
            key(
                "for",
                "a whole number from 1 to 1000000",
                "",
                "In a list: how many steps this one is in force; the last has none.",
            ),
        ],
        example: "schedule = [{ kind = \"linear\", from = 0.1, steps = 10, for = 10 }, { points = [[0, 0.1], [100, 0.01]] }]",
    },
    Section {
        path: "optimizer.project",
        header: "project = { … }",
        doc: "A box, or a ball of a norm: each step ends at the nearest point of that set, which is drawn on the map.",
        keys: &[
            key(
                "x",
                "[low, high]",
                "no bound",
                "Of a box: the ends of its x.",
            ),
            key(
                "y",
                "[low, high]",
                "no bound",
                "Of a box: the ends of its y.",
            ),
            key(
                "norm",
                "1, 2 or \"inf\"",
                "",
                "Of a ball: a diamond, a circle or a square.",
            ),
            key(
                "radius",
                "a number, at least 0",
                "",
                "Of a ball: its radius.",
            ),
            key("center", "[x, y]", "[0, 0]", "Of a ball: its center."),
        ],
        example: "project = { norm = 2, radius = 10.0, center = [0.0, 0.0] }",
    },
    Section {
        path: "path",
        header: "[[path]]",
        doc: "A recorded path, such as a training, drawn on the map.",
        keys: &[
            key(
                "file",
                "a file",
                "",
                "A table with the columns x and y, perhaps step and value (or loss), or an array of two or three columns.",
            ),
            key(
                "label",
                "a text",
                "the file's name",
                "What it is called on the screen.",
            ),
            key(
                "color",
                "\"#rrggbb\"",
                "the next of the palette",
                "Its color.",
            ),
        ],
        example: "[[path]]\nfile = \"sgd.csv\"\nlabel = \"SGD\"\ncolor = \"#d55e00\"",
    },
    late::EVENT,
    late::LESSON,
];

#[cfg(test)]
mod tests;
