use super::*;
use crate::math::Vec2;
use crate::picture::Rgb;
use crate::render::drawing::Line;
use crate::render::{Raster, Stroke};

const CELL: CellSize = CellSize {
    width: 9,
    height: 18,
};

/// Lines of several colours that cross each other, over some cells.
fn layer(area: Rect, bend: f64) -> Painted {
    let (width, height) = (
        f64::from(area.width * CELL.width),
        f64::from(area.height * CELL.height),
    );
    let line = |color: u32, from: f64, to: f64| {
        let ends = vec![Vec2::new(0.0, from * height), Vec2::new(width, to * height)];
        Stroke {
            places: ends,
            line: Line::solid(Rgb::hex(color), 2.3),
            rim: Some(Line::solid(Rgb::hex(0x10_2030), 3.6)),
        }
    };
    let lines = [
        line(0xff_8040, 0.1, 0.9),
        line(0x40_c0ff, 0.9, bend),
        line(0x80_ff60, 0.5, 0.45),
    ];
    Painted {
        area,
        raster: Raster::clear((width as u32, height as u32), &lines, &[]),
    }
}

/// An image's number, the column and row of its upper left corner, and its pixels.
type Image = (usize, (usize, usize), Vec<[u8; 4]>);

/// A terminal that understands kitty's protocol as far as it is spoken here, and no more.
#[derive(Default)]
struct KittyTerminal {
    images: Vec<Image>,
}

impl KittyTerminal {
    fn hear(&mut self, text: &str) {
        let mut at = (0, 0);
        let mut sent = String::new();
        let mut open = None;
        for part in text.split('\x1b').skip(1) {
            if let Some(place) = part.strip_prefix('[') {
                if let Some((row, column)) =
                    place.strip_suffix('H').and_then(|at| at.split_once(';'))
                {
                    at = (row.parse().unwrap(), column.parse().unwrap());
                }
                continue;
            }
            let Some(command) = part.strip_prefix("_G") else {
                assert!(part == "\\" || part.is_empty(), "{part:?}");
                continue;
            };
            let (keys, payload) = command.split_once(';').unwrap_or((command, ""));
            let key = |name: &str| {
                let mut pairs = keys.split(',').filter_map(|pair| pair.split_once('='));
                pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
            };
            match key("a") {
                Some("d") if key("d") == Some("A") => self.images.clear(),
                Some("d") => {
                    let id: usize = key("i").unwrap().parse().unwrap();
                    self.images.retain(|(known, ..)| *known != id);
                }
                Some("T") => open = Some(key("i").unwrap().parse().unwrap()),
                None => {}
                other => panic!("{other:?} is not an action"),
            }
            assert!(payload.len() <= 4096 && payload.len().is_multiple_of(4));
            sent.push_str(payload);
            if key("m") == Some("0") {
                let id = open.take().unwrap();
                self.images.retain(|(known, ..)| *known != id);
                self.images
                    .push((id, at, decoded(&from_base64(&std::mem::take(&mut sent)))));
            }
        }
    }
}

fn from_base64(text: &str) -> Vec<u8> {
    let digit = |c: char| match c {
        'A'..='Z' => c as u32 - 'A' as u32,
        'a'..='z' => c as u32 - 'a' as u32 + 26,
        '0'..='9' => c as u32 - '0' as u32 + 52,
        '+' => 62,
        _ => 63,
    };
    let mut bits = Vec::new();
    for c in text.chars().filter(|c| *c != '=') {
        bits.extend((0..6).rev().map(|bit| digit(c) >> bit & 1));
    }
    let bytes = bits.chunks_exact(8);
    bytes
        .map(|byte| byte.iter().fold(0, |byte, bit| byte << 1 | *bit as u8))
        .collect()
}

fn decoded(file: &[u8]) -> Vec<[u8; 4]> {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(file));
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut bytes).unwrap();
    let pixels = bytes.chunks_exact(4);
    pixels.map(|p| [p[0], p[1], p[2], p[3]]).collect()
}

/// The pixels of a sixel picture, `None` where they are clear, in hundredths.
fn from_sixel(text: &str) -> (usize, Vec<Option<[u8; 3]>>) {
    let body = text
        .split_once('q')
        .unwrap()
        .1
        .strip_suffix("\x1b\\")
        .unwrap();
    let mut letters = body.chars().peekable();
    let numbers = |letters: &mut std::iter::Peekable<std::str::Chars<'_>>| {
        let mut text = String::new();
        while let Some(c) = letters.next_if(|c| c.is_ascii_digit() || *c == ';') {
            text.push(c);
        }
        let numbers = text.split(';').filter(|number| !number.is_empty());
        numbers.map(|n| n.parse().unwrap()).collect::<Vec<usize>>()
    };
    let mut palette = std::collections::HashMap::new();
    let (mut width, mut pixels) = (0, Vec::new());
    let (mut color, mut column, mut band, mut repeat) = (0, 0, 0, 1);
    while let Some(letter) = letters.next() {
        match letter {
            '"' => {
                let raster = numbers(&mut letters);
                width = raster[2];
                pixels = vec![None; raster[2] * raster[3]];
            }
            '#' => {
                let said = numbers(&mut letters);
                color = said[0];
                if let [_, 2, red, green, blue] = said[..] {
                    palette.insert(color, [red as u8, green as u8, blue as u8]);
                }
            }
            '!' => repeat = numbers(&mut letters)[0],
            '$' => column = 0,
            '-' => (column, band) = (0, band + 1),
            sixel => {
                let bits = sixel as u32 - '?' as u32;
                for _ in 0..std::mem::replace(&mut repeat, 1) {
                    for row in (0..6).filter(|row| bits >> row & 1 == 1) {
                        pixels[(band * 6 + row) * width + column] = Some(palette[&color]);
                    }
                    column += 1;
                }
            }
        }
    }
    (width, pixels)
}

const AREA: Rect = Rect::new(3, 2, 30, 11);

#[test]
fn kittys_images_come_back_pixel_by_pixel() {
    let layer = layer(AREA, 0.2);
    let mut pixels = Pixels::new(PixelChoice::Kitty);
    let mut terminal = KittyTerminal::default();
    let bytes = pixels.kitty(std::slice::from_ref(&layer));
    terminal.hear(&String::from_utf8(bytes).unwrap());
    let [(_, at, shown)] = &terminal.images[..] else {
        panic!("one image is shown")
    };
    assert_eq!(*at, (3, 4));
    let picture = Indexed::of(&layer.raster);
    let meant = picture
        .pixels
        .iter()
        .map(|n| picture.palette[usize::from(*n)]);
    assert!(meant.eq(shown.iter().copied()));
    // And the picture is the layer, but for what 255 colours cannot tell apart.
    for (kept, pixel) in shown.iter().zip(layer.raster.bytes().chunks_exact(4)) {
        assert!(kept[3].abs_diff(pixel[3]) < 16, "{kept:?} {pixel:?}");
    }
}

#[test]
fn sixels_come_back_pixel_by_pixel() {
    let layer = layer(AREA, 0.7);
    let picture = Indexed::over(&layer.raster, AREA, |column, _| {
        Rgb::hex(0x20_3040 + u32::from(column))
    });
    let mut bytes = Vec::new();
    sixel::show(&mut bytes, &picture, AREA);
    let (width, shown) = from_sixel(&String::from_utf8(bytes).unwrap());
    assert_eq!((width, shown.len()), (picture.width, picture.pixels.len()));
    for (number, shown) in picture.pixels.iter().zip(shown) {
        let [red, green, blue, _] = picture.palette[usize::from(*number)].map(sixel::percent);
        assert_eq!(shown, (*number != 0).then_some([red, green, blue]));
    }
}

#[test]
fn two_images_take_turns_and_none_is_left() {
    let mut pixels = Pixels::new(PixelChoice::Kitty);
    let mut output = Output::new(crate::ui::color::ColorDepth::True);
    let mut terminal = KittyTerminal::default();
    let mut show = |layers: Vec<Painted>| {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 60, 20));
        let bytes = pixels.frame_of(&mut output, &mut buffer, layers);
        terminal.hear(std::str::from_utf8(bytes).unwrap());
        let ids: Vec<usize> = terminal.images.iter().map(|(id, ..)| *id).collect();
        (bytes.len(), ids)
    };
    let other = Rect::new(40, 2, 15, 6);
    let (_, first) = show(vec![layer(AREA, 0.2), layer(other, 0.3)]);
    assert_eq!(first.len(), 2);
    let (length, same) = show(vec![layer(AREA, 0.2), layer(other, 0.3)]);
    assert_eq!((length, &same), (0, &first), "nothing changed");
    let (_, next) = show(vec![layer(AREA, 0.8), layer(other, 0.3)]);
    assert_eq!(next.len(), 2);
    assert!(next.contains(&first[1]) && !next.contains(&first[0]));
    let (_, fewer) = show(vec![layer(AREA, 0.8)]);
    assert_eq!(fewer.len(), 1);
    assert_eq!(show(Vec::new()).1, [0; 0]);
}

#[test]
fn what_sixel_covered_is_written_again() {
    let mut pixels = Pixels::new(PixelChoice::Sixel);
    let mut output = Output::new(crate::ui::color::ColorDepth::True);
    let mut show = |layers: Vec<Painted>| {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 60, 20));
        String::from_utf8(pixels.frame_of(&mut output, &mut buffer, layers).to_vec()).unwrap()
    };
    assert!(show(vec![layer(AREA, 0.2)]).contains("\x1bP0;1;0q"));
    assert_eq!(show(vec![layer(AREA, 0.2)]), "");
    let again = show(vec![layer(AREA, 0.3)]);
    // A row of spaces for each row of cells, and then the picture.
    let (cells, picture) = again.split_once("\x1bP").unwrap();
    assert!(cells.matches(&" ".repeat(30)).count() >= 11, "{cells:?}");
    assert!(picture.len() > 1000);
    let none = show(Vec::new());
    assert!(!none.contains("\x1bP") && none.matches(&" ".repeat(30)).count() >= 11);
}

#[test]
fn what_the_terminal_answers_decides_and_nothing_is_waited_for() {
    let size = CellSize {
        width: 10,
        height: 20,
    };
    let mut pixels = Pixels::new(PixelChoice::Auto);
    assert_eq!(pixels.cell(), None);
    assert!(!pixels.hear(PixelReply::Sixel), "the size is not known yet");
    assert!(pixels.hear(PixelReply::Cell(size)));
    assert_eq!(pixels.cell(), Some(size));
    assert_eq!(pixels.spoken, Some(Protocol::Sixel));
    pixels.hear(PixelReply::Kitty);
    assert_eq!(pixels.spoken, Some(Protocol::Kitty));
    pixels.hear(PixelReply::Sixel);
    assert_eq!(pixels.spoken, Some(Protocol::Kitty), "the better one stays");
    // What the system says goes before what the terminal does.
    pixels.measure((100, 50), (800, 800));
    assert_eq!(
        pixels.cell(),
        Some(CellSize {
            width: 8,
            height: 16
        })
    );
    let mut off = Pixels::new(PixelChoice::Off);
    off.hear(PixelReply::Kitty);
    off.hear(PixelReply::Cell(size));
    assert_eq!(off.cell(), None);
    assert_eq!(off.questions(), "");
}
