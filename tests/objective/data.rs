//! Models fitted to tables: losses, derivatives, batches, mistakes.

use std::fmt::Write as _;

use descent_tui::math::Vec2;
use descent_tui::objective::{DataModel, Loss, Objective, Parameter, Scale, data, formula};

const TABLE: &[u8] = b"name,hours,score,passed\na,1,2.5,0\nb,2.5,3,0\nc,4,7.25,1\nd,-1,0.5,1\n";

fn model(model: &str, target: &'static str, loss: Loss) -> Objective {
    let description = DataModel {
        model,
        target,
        loss,
        ..description()
    };
    data(description).unwrap_or_else(|mistakes| panic!("{mistakes:?}"))
}

fn description<'a>() -> DataModel<'a> {
    DataModel {
        table: TABLE,
        model: "w*hours + b",
        parts: &[],
        target: "score",
        weights: ["w", "b"],
        parameters: Vec::new(),
        loss: Loss::Squared,
        batch: None,
    }
}

/// The same objective written out, row by row: `term` with H, S and P for the row's numbers.
fn written_out(term: &str) -> Objective {
    let rows = [
        ("1", "2.5", "0"),
        ("2.5", "3", "0"),
        ("4", "7.25", "1"),
        ("(-1)", "0.5", "1"),
    ];
    let terms: Vec<String> = rows
        .iter()
        .map(|(h, s, p)| format!("({})", term.replace('H', h).replace('S', s).replace('P', p)))
        .collect();
    formula(&format!("({})/4", terms.join(" + ")), &[], Vec::new())
        .expect("the terms are written above")
}

#[test]
fn each_loss_is_its_mean_over_the_rows_with_exact_derivatives() {
    let huber = "if(abs(x*H + y - S) <= 1, (x*H + y - S)^2/2, abs(x*H + y - S) - 0.5)";
    for (loss, target, text, term) in [
        (Loss::Squared, "score", "w*hours + b", "(x*H + y - S)^2"),
        (Loss::Absolute, "score", "w*hours + b", "abs(x*H + y - S)"),
        (Loss::Huber, "score", "w*hours + b", huber),
        (
            Loss::Logistic,
            "passed",
            "w*hours + b",
            "softplus(x*H + y) - P*(x*H + y)",
        ),
        (
            Loss::Squared,
            "score",
            "tanh(w*hours)*b",
            "(tanh(x*H)*y - S)^2",
        ),
    ] {
        let (ours, truth) = (model(text, target, loss), written_out(term));
        for at in [
            Vec2::new(1.2, 0.3),
            Vec2::new(-0.7, 2.0),
            Vec2::new(30.0, -4.0),
        ] {
            let (ours, truth) = (ours.derivatives(at), truth.derivatives(at));
            let close = |a: f64, b: f64| (a - b).abs() < 1e-12 * b.abs().max(1.0);
            assert!(close(ours.value, truth.value), "{loss:?}");
            assert!(close(ours.gradient.x, truth.gradient.x), "{loss:?}");
            assert!(close(ours.gradient.y, truth.gradient.y), "{loss:?}");
            assert!(close(ours.hessian.xx, truth.hessian.xx), "{loss:?}");
            assert!(close(ours.hessian.xy, truth.hessian.xy), "{loss:?}");
            assert!(close(ours.hessian.yy, truth.hessian.yy), "{loss:?}");
        }
    }
}

#[test]
fn all_ways_to_evaluate_agree() {
    let objective = model("w*hours + b*hours^2", "score", Loss::Huber);
    let (xs, ys) = ([-1.0, 0.5, 2.0], [0.0, 3.0]);
    let field = objective.fill(&xs, &ys);
    let points: Vec<Vec2> = ys
        .iter()
        .flat_map(|&y| xs.iter().map(move |&x| Vec2::new(x, y)))
        .collect();
    let (mut values, mut gradients) = (vec![0.0; 6], vec![Vec2::ZERO; 6]);
    objective.gradients(&points, &mut values, &mut gradients);
    for (index, &at) in points.iter().enumerate() {
        let derivatives = objective.derivatives(at);
        assert_eq!(objective.value(at), derivatives.value);
        assert_eq!(field[index], derivatives.value);
        assert_eq!(
            (values[index], gradients[index]),
            objective.value_and_gradient(at)
        );
        assert_eq!(gradients[index], derivatives.gradient);
    }
}

#[test]
fn other_weights_are_live_parameters_and_parts_may_be_named() {
    let parts = [("scaled".to_owned(), "(hours - mean)/2".to_owned())];
    let description = DataModel {
        model: "w*scaled + b",
        parts: &parts,
        parameters: vec![Parameter {
            name: "mean".into(),
            value: 0.0,
            min: -5.0,
            max: 5.0,
            scale: Scale::Linear,
            doc: String::new(),
        }],
        ..description()
    };
    let mut objective = data(description).unwrap();
    objective.set_parameter(0, 1.5);
    let truth = written_out("(x*(H - 1.5)/2 + y - S)^2");
    let at = Vec2::new(0.5, 0.25);
    assert!((objective.value(at) - truth.value(at)).abs() < 1e-13);
}

#[test]
fn batches_average_to_the_whole() {
    let description = DataModel {
        batch: Some(2),
        ..description()
    };
    let objective = data(description).unwrap();
    let mut batches = objective.batches(None, 5).unwrap();
    let at = Vec2::new(0.5, 0.25);
    let mut mean = Vec2::ZERO;
    for step in 0..2 {
        let batch = objective.batch(batches.rows(step));
        mean += batch.value_and_gradient(at).1 / 2.0;
    }
    assert!((mean - objective.value_and_gradient(at).1).norm() < 1e-13);
    let first = objective.batch(&[0]);
    assert_eq!(first.value(at), (0.5 * 1.0 + 0.25 - 2.5_f64).powi(2));
    assert!(
        model("w*hours + b", "score", Loss::Squared)
            .batches(None, 5)
            .is_none()
    );
}

#[test]
fn columns_may_be_called_x_and_y() {
    let description = DataModel {
        table: b"x,y\n1,3\n2,5\n",
        model: "w*x + b",
        target: "y",
        ..description()
    };
    assert_eq!(data(description).unwrap().value(Vec2::new(2.0, 1.0)), 0.0);
}

#[test]
fn the_shipped_tables_fit_as_expected() {
    let fit = |table: &'static [u8], text: &str, target: &str, loss: Loss| {
        let description = DataModel {
            table,
            model: text,
            target,
            loss,
            ..description()
        };
        let objective = data(description).unwrap();
        // Newton's method from a point near enough.
        let mut at = Vec2::ZERO;
        for _ in 0..30 {
            let derivatives = objective.derivatives(at);
            at -= derivatives.hessian.solve(derivatives.gradient).unwrap();
        }
        at
    };
    let nile = include_bytes!("../../assets/data/nile.csv");
    let nile = fit(nile, "w*(year - 1920)/10 + b", "volume", Loss::Squared);
    assert!(
        (-28.0..-26.0).contains(&nile.x) && (850.0..950.0).contains(&nile.y),
        "{nile:?}"
    );
    let engel = include_bytes!("../../assets/data/engel.csv");
    let engel = fit(engel, "w*income + b", "food", Loss::Squared);
    assert!(
        (engel.x - 0.4852).abs() < 1e-3 && (engel.y - 147.475).abs() < 0.1,
        "{engel:?}"
    );
    let penguins = include_bytes!("../../assets/data/penguins.csv");
    let text = "w*(flipper_mm - 206)/10 + b";
    let penguins = fit(penguins, text, "gentoo", Loss::Logistic);
    assert!(penguins.x > 1.0, "{penguins:?}");
}

#[test]
fn mistakes_say_where_they_are() {
    let mut all = String::new();
    let mut told = |description: DataModel<'_>| {
        for found in data(description).expect_err("this is wrong") {
            writeln!(all, "{:?}: {:?}", found.place, found.mistake).unwrap();
        }
        all.push('\n');
    };
    let unknown = "w*houres + c";
    told(DataModel {
        model: unknown,
        ..description()
    });
    told(DataModel {
        target: "scores",
        ..description()
    });
    told(DataModel {
        target: "nothing",
        ..description()
    });
    told(DataModel {
        weights: ["hours", "hours"],
        ..description()
    });
    told(DataModel {
        weights: ["w", "w"],
        batch: Some(0),
        ..description()
    });
    told(DataModel {
        model: "w*name + b",
        ..description()
    });
    told(DataModel {
        loss: Loss::Logistic,
        ..description()
    });
    told(DataModel {
        table: b"hours,score\n",
        ..description()
    });
    told(DataModel {
        table: b"hours,score\n1,2,3\n",
        ..description()
    });
    insta::assert_snapshot!(all);
}

/// The model of a table with the target `y`, or what is wrong with it.
fn of_table(table: &str, model: &str) -> Result<Objective, Vec<(String, String)>> {
    let description = DataModel {
        table: table.as_bytes(),
        model,
        target: "y",
        ..description()
    };
    data(description).map_err(|mistakes| {
        let list = mistakes.into_iter().map(|found| found.mistake);
        list.map(|mistake| (mistake.message, mistake.help.unwrap_or_default()))
            .collect()
    })
}

#[test]
fn columns_of_any_name_stand_in_backticks() {
    let at = Vec2::new(2.0, 1.0);
    for name in [
        "sepal length (cm)",
        "e",
        "pi",
        "exp",
        "x.1",
        "a-b",
        "2",
        "%",
        "κ",
        "weight [kg]",
    ] {
        let table = format!("{name},y\n3,7.5\n5,11.5\n");
        let objective = of_table(&table, &format!("w*`{name}` + b"));
        assert_eq!(objective.expect(name).value(at), 0.25, "{name}");
    }
    let bare = of_table("hours,y\n3,7.5\n5,11.5\n", "w*hours + b").expect("a good model");
    assert_eq!(bare.value(at), 0.25);
}

#[test]
fn a_bare_name_of_the_language_is_no_column() {
    for (name, kind, model) in [
        ("e", "constant", "w*e + b"),
        ("pi", "constant", "w*pi + b"),
        ("exp", "function", "w*exp + b"),
    ] {
        let told = of_table(&format!("{name},y\n1,2\n"), model).expect_err(name);
        let message =
            format!("`{name}` is a {kind} of the formula language and a column of the table");
        let help = format!("write the column as `` `{name}` ``");
        assert_eq!(told, [(message, help)]);
    }
    assert!(of_table("exp,t,y\n1,1,2\n", "w*exp(t) + b").is_ok());
    let told = of_table("sepal length,y\n1,2\n", "w*sepal_length + b").expect_err("no name");
    assert_eq!(told[0].1, "did you mean `` `sepal length` ``?");
}

#[test]
fn tables_are_read_as_spreadsheets_write_them() {
    let at = Vec2::new(2.0, 1.0);
    for table in [
        "hours;y\n1,5;4,5\n2,5;6,5\n",
        "hours\ty\n1,5\t4,5\n2,5\t6,5\n",
        "# measured by hand\n# in 1990, twice\nhours,y\n1.5,4.5\n2.5,6.5\n",
        "\u{feff}hours;y\r\n1,5;4,5\r\n2,5;6,5\r\n",
    ] {
        let objective = of_table(table, "w*hours + b").expect(table);
        assert_eq!(objective.value(at), 0.25, "{table}");
    }
    let rows = "1,NA\n".repeat(200_000);
    let told = of_table(&format!("hours,y\n{rows}"), "w*hours + b").expect_err("no numbers");
    let message = "`NA` is no finite number; so it is with 199999 more cells of the column `y`";
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].0, message);
}
