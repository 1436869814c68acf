//! What happens in a scene: events, and the steps of a lesson.

use super::{Section, key};

/// `[[event]]`.
pub(super) const EVENT: Section = Section {
    path: "event",
    header: "[[event]]",
    doc: "Values that change from a step on, as when a key is pressed in the middle of a run.",
    keys: &[
        key(
            "step",
            "a whole number from 0 to 1000000",
            "",
            "The step from which on they hold.",
        ),
        key(
            "set",
            "a table of names and values",
            "",
            "What changes: \"LABEL.KEY\" of an optimizer, or a parameter of the objective.",
        ),
    ],
    example: "[[event]]\nstep = 10\nset = { \"Momentum.lr\" = 0.01 }",
};

/// `[[lesson]]`.
pub(super) const LESSON: Section = Section {
    path: "lesson",
    header: "[[lesson]]",
    doc: "A step of a lesson: a caption, and what it sets. Each builds on the one before; a file whose first step names a \
          scene needs no objective.",
    keys: &[
        key(
            "text",
            "a text",
            "",
            "The caption: `*words*` stand out, and `{LABEL.metric}` is the number on the screen.",
        ),
        key(
            "scene",
            "a scene's name or file",
            "the one before",
            "The scene from here on.",
        ),
        key(
            "set",
            "a table of names and values",
            "",
            "Values that change, as with `--set`.",
        ),
        key(
            "add",
            "a list of optimizers",
            "",
            "Optimizers that join, each as in `[[optimizer]]`.",
        ),
        key("remove", "a list of labels", "", "Optimizers that leave."),
        key(
            "show",
            "a list of labels",
            "those before",
            "These alone are shown.",
        ),
        key(
            "select",
            "a label",
            "the first shown",
            "The selected optimizer.",
        ),
        key(
            "view",
            "a view's name",
            "the one before, or \"map\"",
            "The way to look at it; `list views` has them.",
        ),
        key(
            "look",
            "{ x = [..], y = [..] }",
            "the scene's view",
            "The part of the plane.",
        ),
        key(
            "step",
            "a whole number or \"end\"",
            "the one before, or \"end\"",
            "The step of the paths that is shown.",
        ),
        key(
            "play",
            "true or false",
            "false",
            "Whether it plays up to there.",
        ),
        key(
            "question",
            "a text",
            "",
            "What the class is asked: paths and values are hidden until the answer.",
        ),
        key(
            "choices",
            "a list of two to nine texts",
            "",
            "What can be answered.",
        ),
        key(
            "answer",
            "a whole number",
            "",
            "Which choice is right, counted from 1.",
        ),
        key(
            "expect",
            "a list of texts",
            "",
            "What the text claims of the paths up to the step; `check` computes it.",
        ),
    ],
    example: "[[lesson]]\ntext = \"A lecture's *first* look: {GD.waste} of the walk is wasted.\"\nscene = \"narrow\"\nset = \
              { kappa = 40, \"GD.lr\" = 0.045 }\nadd = [{ kind = \"adam\", lr = 0.1 }]\nshow = [\"Gradient descent\", \
              \"Adam\"]\nstep = 20\nplay = true\nexpect = [\"GD.reversals > 0.5\"]",
};
