//! One step as vectors and as pixels.

use std::collections::HashMap;

use roxmltree::{Document, Node};

use super::{folder, text, written};

fn numbers(list: &str) -> Vec<f64> {
    let parts = list.split([' ', ',']).filter(|part| !part.is_empty());
    parts.map(|part| part.parse().expect("a number")).collect()
}

fn classed<'a>(document: &'a Document<'a>, class: &'a str) -> impl Iterator<Item = Node<'a, 'a>> {
    let nodes = document.descendants();
    nodes.filter(move |node| node.attribute("class") == Some(class))
}

/// Where a point of the plane lies in a picture, by the data of its plot.
fn projection(document: &Document<'_>) -> impl Fn(f64, f64) -> (f64, f64) + use<> {
    let plot = classed(document, "plot").next().expect("a plot");
    let range = |name| numbers(plot.attribute(name).expect("a range"));
    let (x, y) = (range("data-x"), range("data-y"));
    let frame = classed(document, "frame").next().expect("a frame");
    let side = |name| numbers(frame.attribute(name).expect("a side"))[0];
    let (left, top, width, height) = (side("x"), side("y"), side("width"), side("height"));
    move |at_x, at_y| {
        (
            left + (at_x - x[0]) / (x[1] - x[0]) * width,
            top + (y[1] - at_y) / (y[1] - y[0]) * height,
        )
    }
}

#[test]
fn the_paths_of_a_vector_picture_are_those_of_run() {
    let (_guard, folder) = folder();
    for scene in ["ravine", "rosenbrock", "saddle", "nile", "network"] {
        let svg = text(&folder, &["render", scene, "--format", "svg"]);
        let document = Document::parse(&svg).expect("XML");
        let place = projection(&document);
        let csv = text(&folder, &["run", scene, "--format", "csv"]);
        let mut wanted: HashMap<&str, Vec<(f64, f64)>> = HashMap::new();
        for row in csv.lines().skip(1) {
            // A label with a comma stands in quotes.
            let (label, cells) = match row.strip_prefix('"') {
                Some(rest) => rest.split_once("\",").expect("the end of a label"),
                None => row.split_once(',').expect("a label"),
            };
            let cells: Vec<&str> = cells.split(',').collect();
            let point = |cell: &str| cell.parse().expect("a number");
            let place = place(point(cells[1]), point(cells[2]));
            wanted.entry(label).or_default().push(place);
        }
        for path in classed(&document, "path") {
            let label = path.attribute("data-optimizer").expect("a label");
            let steps = path
                .children()
                .find(|node| node.attribute("class") == Some("steps"))
                .expect("steps");
            let points = numbers(steps.attribute("points").expect("points"));
            let wanted = wanted.remove(label).expect("an optimizer's path");
            assert_eq!(points.len(), 2 * wanted.len(), "{scene} {label}");
            for (point, wanted) in points.chunks(2).zip(wanted) {
                let is_far = wanted.0.abs() > 1e6 || wanted.1.abs() > 1e6;
                let off = (point[0] - wanted.0).abs().max((point[1] - wanted.1).abs());
                assert!(
                    is_far || off < 0.01,
                    "{scene} {label}: {point:?} {wanted:?}"
                );
            }
        }
        assert!(wanted.is_empty(), "{scene}: {wanted:?}");
        for class in ["iso-lines", "legend", "start"] {
            assert!(
                classed(&document, class).next().is_some(),
                "{scene} {class}"
            );
        }
    }
}

#[test]
fn pixels_have_the_colours_of_heads_where_vectors_have_the_heads() {
    let (_guard, folder) = folder();
    for theme in ["dark", "light"] {
        let arguments = [
            "render", "ravine", "--step", "24", "--theme", theme, "--format",
        ];
        let with = |format| [&arguments[..], &[format]].concat();
        let svg = text(&folder, &with("svg"));
        let document = Document::parse(&svg).expect("XML");
        let bytes = written(&folder, &with("png"));
        let decoder = png::Decoder::new(std::io::Cursor::new(bytes));
        let mut reader = decoder.read_info().expect("a PNG");
        let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
        let info = reader.next_frame(&mut pixels).expect("a picture");
        assert_eq!((info.width, info.height), (1200, 800));
        let mut count = 0;
        for head in classed(&document, "head") {
            let circle = head
                .children()
                .find(|node| node.has_tag_name("circle"))
                .expect("a badge");
            let number = |name| numbers(circle.attribute(name).expect("a number"))[0];
            let (x, y, radius) = (number("cx"), number("cy"), number("r"));
            // Beside the letter, within the badge.
            let (column, row) = ((x - radius * 0.72) as usize, y as usize);
            let pixel = &pixels[(row * 1200 + column) * 3..][..3];
            let color = format!("#{:02x}{:02x}{:02x}", pixel[0], pixel[1], pixel[2]);
            assert_eq!(circle.attribute("fill"), Some(color.as_str()), "{theme}");
            count += 1;
        }
        assert_eq!(count, 5);
    }
}

#[test]
fn options_choose_what_is_shown() {
    let (_guard, folder) = folder();
    let svg = |arguments: &[&str]| {
        text(
            &folder,
            &[&["render", "ravine", "--format", "svg"], arguments].concat(),
        )
    };
    let only = svg(&["--show", "adam,Momentum"]);
    let document = Document::parse(&only).expect("XML");
    let labels: Vec<_> = classed(&document, "path")
        .filter_map(|path| path.attribute("data-optimizer"))
        .collect();
    assert_eq!(labels.len(), 2, "{labels:?}");
    assert!(svg(&[]).contains(">Snowy valley</text>"));
    assert!(!svg(&["--no-title"]).contains(">Snowy valley</text>"));
    let twice = svg(&["--scale", "2", "--size", "600x400"]);
    assert!(twice.contains("width=\"1200\" height=\"800\" viewBox=\"0 0 600 400\""));
    assert_ne!(svg(&["--keys", "+ + +"]), svg(&[]));
    assert_eq!(svg(&["--set", "GD.lr=0.05"]), svg(&["--set", "GD.lr=0.05"]));
    assert_ne!(svg(&["--step", "3"]), svg(&["--step", "4"]));
}
