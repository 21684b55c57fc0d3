//! A page's content becomes characters and rules (ISO 32000-1, 8 and 9): its operators are followed as far as
//! they say where something stands. Pictures are not opened.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::file::{Pdf, Sheet};
use super::font::{Font, Tables};
use super::lexer::Lexer;
use super::object::{Dictionary, Object, numbers};
use super::painted::{Ground, Matrix, Rule};
use super::path::Path;
use crate::error::Error;
use crate::import::budget::Budget;

/// The most operands kept for one operator.
const MOST_OPERANDS: usize = 64;
/// How many states may be kept at once, and how deep content may contain content.
const MOST_STATES: usize = 256;
const DEEPEST_FORM: usize = 12;
/// The most characters that one glyph stands for.
const MOST_OF_GLYPH: usize = 8;
/// What following an operator costs, as so many bytes looked at; opening what it names.
const OPERATOR: u64 = 20;
const OPENING: u64 = 2_500;
/// A gap wider than this, in parts of the size, ends what is taken for one shown text.
const GAP: f64 = 0.25;

/// A character as it was painted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Painted {
    /// What it means; U+FFFD where nothing says.
    pub text: char,
    /// Where it begins on its line.
    pub place: (f64, f64),
    /// From there to where the next one would stand.
    pub advance: (f64, f64),
    /// The size of its font.
    pub size: f64,
    /// The shown text that it is part of.
    pub run: u32,
}

/// Follows the content of one file's pages.
pub(super) struct Painter<'f> {
    file: &'f Pdf<'f>,
    fonts: BTreeMap<u32, Option<Rc<Font>>>,
    tables: Tables,
    /// The characters of the page.
    pub painted: Vec<Painted>,
    /// The rules of the page.
    pub rules: Vec<Rule>,
    /// The filled rectangles of the page.
    pub grounds: Vec<Ground>,
    /// The largest part of the page that one picture covers, in square points.
    pub picture: f64,
    run: u32,
}

/// What is remembered between operators (8.4, 9.3).
#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    character_space: f64,
    word_space: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
    /// Painted in white, which nobody sees.
    white_fill: bool,
    white_stroke: bool,
}

/// Content being followed: a page's, or what it contains.
struct Scene<'o> {
    state: State,
    kept: Vec<State>,
    /// States that were to be kept beyond the most.
    unkept: usize,
    fonts: Dictionary,
    named: BTreeMap<Vec<u8>, Option<Rc<Font>>>,
    resources: &'o Object,
    path: Path,
    /// Where the pen stands, before it is placed.
    text: Matrix,
    line: Matrix,
    depth: usize,
}

impl<'f> Painter<'f> {
    /// Begins with a file.
    pub fn new(file: &'f Pdf<'f>) -> Self {
        Self {
            file,
            fonts: BTreeMap::new(),
            tables: Tables::default(),
            painted: Vec::new(),
            rules: Vec::new(),
            grounds: Vec::new(),
            picture: 0.0,
            run: 0,
        }
    }

    /// Forgets the page, not the fonts.
    pub fn clear(&mut self) {
        self.painted.clear();
        self.rules.clear();
        self.grounds.clear();
        self.picture = 0.0;
    }

    /// Paints a page. `matrix` places its points on the sheet as it is seen.
    ///
    /// # Errors
    /// There is more than is read.
    pub fn paint(&mut self, sheet: &Sheet, matrix: Matrix, budget: &mut Budget) -> Result<(), Error> {
        let mut content = Vec::new();
        let contents = self.file.resolve(&sheet.contents, budget)?;
        let parts =
            if let Object::Array(parts) = &*contents { parts } else { std::slice::from_ref(&*contents) };
        for part in parts {
            content.extend(self.file.stream(part, budget)?.unwrap_or_default());
            content.push(b'\n');
        }
        self.follow(&content, &sheet.resources, State::new(matrix), 0, budget)?;
        for note in self.file.resolve(&sheet.notes, budget)?.array() {
            self.note(note, &sheet.resources, matrix, budget)?;
        }
        Ok(())
    }

    /// Paints what a field of a form shows (12.5.5). LibreOffice makes fields of Word's content controls.
    fn note(
        &mut self,
        note: &Object,
        resources: &Object,
        matrix: Matrix,
        budget: &mut Budget,
    ) -> Result<(), Error> {
        let note = self.file.resolve(note, budget)?;
        let Some(note) = note.dictionary().filter(|note| note.is("Subtype", "Widget")) else { return Ok(()) };
        let looks = self.file.get(note, "AP", budget)?;
        let Some(normal) = looks.dictionary().map(|looks| looks.get("N")) else { return Ok(()) };
        let normal = self.file.resolve(normal, budget)?;
        let edges = self.file.get(note, "Rect", budget)?;
        let Some((form, [left, lower, _, _])) = normal.dictionary().zip(numbers(edges.array())) else {
            return Ok(());
        };
        let bounds = numbers(form.get("BBox").array()).unwrap_or([0.0; 4]);
        let [x, y, _, _]: [f64; 4] = bounds;
        let matrix = Matrix([1.0, 0.0, 0.0, 1.0, left - x, lower - y]).then(matrix);
        self.form(&normal, resources, State::new(matrix), 1, budget)
    }

    /// Follows the content that a form has (8.10).
    fn form(
        &mut self,
        form: &Object,
        resources: &Object,
        mut state: State,
        depth: usize,
        budget: &mut Budget,
    ) -> Result<(), Error> {
        let (Some(dictionary), true) = (form.dictionary(), depth <= DEEPEST_FORM) else { return Ok(()) };
        let Some(content) = self.file.stream(form, budget)? else { return Ok(()) };
        if let Some(matrix) = numbers(self.file.get(dictionary, "Matrix", budget)?.array()) {
            state.matrix = Matrix(matrix).then(state.matrix);
        }
        let own = dictionary.get("Resources");
        self.follow(&content, if *own == Object::Null { resources } else { own }, state, depth, budget)
    }

    fn follow(
        &mut self,
        content: &[u8],
        resources: &Object,
        state: State,
        depth: usize,
        budget: &mut Budget,
    ) -> Result<(), Error> {
        let resources = self.file.resolve(resources, budget)?;
        let fonts = match resources.dictionary() {
            Some(resources) => self.file.get(resources, "Font", budget)?.dictionary().cloned(),
            None => None,
        };
        let mut scene = Scene {
            state,
            kept: Vec::new(),
            unkept: 0,
            fonts: fonts.unwrap_or_default(),
            named: BTreeMap::new(),
            resources: &resources,
            path: Path::default(),
            text: Matrix::NONE,
            line: Matrix::NONE,
            depth,
        };
        let mut lexer = Lexer::of_content(content);
        let mut operands: Vec<Object> = Vec::new();
        let mut seen = 0;
        while let Some(object) = lexer.next() {
            let Object::Operator(operator) = object else {
                if operands.len() < MOST_OPERANDS {
                    operands.push(object);
                }
                continue;
            };
            budget.work((lexer.at - seen) as u64 + OPERATOR)?;
            seen = lexer.at;
            let operator = operator.bytes();
            if operator == b"ID" {
                lexer.skip_picture();
            } else {
                self.operator(operator, &operands, &mut scene, budget)?;
            }
            operands.clear();
        }
        Ok(())
    }

    fn operator(
        &mut self,
        operator: &[u8],
        operands: &[Object],
        scene: &mut Scene,
        budget: &mut Budget,
    ) -> Result<(), Error> {
        let last = operands.last().unwrap_or(&Object::Null);
        match operator {
            b"Tj" => self.show(last.string(), scene, budget)?,
            b"TJ" => {
                for part in last.array() {
                    match part {
                        Object::Number(back) => {
                            let gap = -back / 1000.0;
                            scene.advance(gap * scene.state.size);
                            self.run += u32::from(gap.abs() > GAP);
                        }
                        part => self.show_on(part.string(), scene, budget)?,
                    }
                }
                self.run += 1;
            }
            b"'" => {
                scene.next_line(0.0, -scene.state.leading);
                self.show(last.string(), scene, budget)?;
            }
            b"\"" => {
                if let [Object::Number(words), Object::Number(characters), _] = operands {
                    scene.state.word_space = *words;
                    scene.state.character_space = *characters;
                }
                scene.next_line(0.0, -scene.state.leading);
                self.show(last.string(), scene, budget)?;
            }
            b"Tf" => {
                if let [Object::Name(name), Object::Number(size)] = operands {
                    scene.state.size = *size;
                    scene.state.font = self.font(name, scene, budget)?;
                }
            }
            b"Do" => self.object(last.name(), scene, budget)?,
            b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"n" => {
                self.paint_path(operator, scene, budget)?;
            }
            _ => scene.operator(operator, operands),
        }
        Ok(())
    }

    fn paint_path(&mut self, operator: &[u8], scene: &mut Scene, budget: &mut Budget) -> Result<(), Error> {
        let mut path = std::mem::take(&mut scene.path);
        if matches!(operator, b"s" | b"b" | b"b*") {
            path.close();
        }
        let before = self.rules.len() + self.grounds.len();
        if matches!(operator, b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*") && !scene.state.white_stroke {
            self.rules.extend(path.stroked());
        } else if !matches!(operator, b"n" | b"S" | b"s") {
            if !scene.state.white_fill {
                self.rules.extend(path.filled());
            }
            // White cells on a dark table leave its rules.
            self.grounds.extend(path.grounds());
        }
        budget.pieces((self.rules.len() + self.grounds.len() - before) as u64)
    }

    /// Paints what resources name: more content, or a picture.
    fn object(&mut self, name: &[u8], scene: &mut Scene, budget: &mut Budget) -> Result<(), Error> {
        budget.work(OPENING)?;
        let Some(resources) = scene.resources.dictionary() else { return Ok(()) };
        let objects = self.file.get(resources, "XObject", budget)?;
        let Some(object) = objects.dictionary().and_then(|objects| objects.0.get(name)) else {
            return Ok(());
        };
        let object = self.file.resolve(object, budget)?;
        match object.dictionary().map(|dictionary| dictionary.get("Subtype").name()) {
            Some(b"Form") => {
                self.form(&object, scene.resources, scene.state.clone(), scene.depth + 1, budget)
            }
            Some(b"Image") => {
                let (across, down) =
                    (scene.state.matrix.direction(1.0, 0.0), scene.state.matrix.direction(0.0, 1.0));
                self.picture = self.picture.max((across.0 * down.1 - across.1 * down.0).abs());
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn font(
        &mut self,
        name: &[u8],
        scene: &mut Scene,
        budget: &mut Budget,
    ) -> Result<Option<Rc<Font>>, Error> {
        if let Some(font) = scene.named.get(name) {
            return Ok(font.clone());
        }
        let object = scene.fonts.0.get(name).unwrap_or(&Object::Null);
        let known = if let Object::Reference(id) = object { self.fonts.get(id) } else { None };
        let font = match known {
            Some(font) => font.clone(),
            None => match self.file.resolve(object, budget)?.dictionary() {
                Some(dictionary) => {
                    budget.work(OPENING)?;
                    Some(Rc::new(Font::read(self.file, dictionary, &mut self.tables, budget)?))
                }
                None => None,
            },
        };
        if let Object::Reference(id) = object {
            self.fonts.insert(*id, font.clone());
        }
        scene.named.insert(name.to_vec(), font.clone());
        Ok(font)
    }

    /// Shows a text of its own.
    fn show(&mut self, bytes: &[u8], scene: &mut Scene, budget: &mut Budget) -> Result<(), Error> {
        self.show_on(bytes, scene, budget)?;
        self.run += 1;
        Ok(())
    }

    /// Shows a text, or a part of one (9.4.3, 9.4.4).
    fn show_on(&mut self, bytes: &[u8], scene: &mut Scene, budget: &mut Budget) -> Result<(), Error> {
        let Some(font) = scene.state.font.clone() else { return Ok(()) };
        for code in font.codes(bytes) {
            budget.pieces(1)?;
            let state = &scene.state;
            let matrix = Matrix([state.size * state.stretch, 0.0, 0.0, state.size, 0.0, state.rise])
                .then(scene.text)
                .then(state.matrix);
            // A line that runs downwards is written as so many lines of one character.
            let (x, y) = if font.vertical { (-0.5, -0.88) } else { (0.0, 0.0) };
            let width = if font.vertical { 1.0 } else { code.advance };
            let (place, advance) = (matrix.place(x, y), matrix.direction(width, 0.0));
            let up = matrix.direction(0.0, 1.0);
            let text = code.text.as_deref().unwrap_or("\u{FFFD}");
            // A glyph for several characters (ﬁ) has few of them.
            let count = text.chars().count().clamp(1, MOST_OF_GLYPH) as f64;
            for (number, text) in text.chars().take(MOST_OF_GLYPH).enumerate() {
                let part = number as f64 / count;
                self.painted.push(Painted {
                    text,
                    place: (place.0 + advance.0 * part, place.1 + advance.1 * part),
                    advance: (advance.0 / count, advance.1 / count),
                    size: up.0.hypot(up.1),
                    run: self.run,
                });
            }
            let space = state.character_space + if code.is_space { state.word_space } else { 0.0 };
            if font.vertical {
                scene.text = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, space - state.size]).then(scene.text);
                self.run += 1;
            } else {
                self.run += u32::from(space > GAP * state.size);
                scene.advance(code.advance * state.size + space);
            }
        }
        Ok(())
    }
}

impl State {
    fn new(matrix: Matrix) -> Self {
        Self {
            matrix,
            font: None,
            size: 1.0,
            character_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            white_fill: false,
            white_stroke: false,
        }
    }
}

impl Scene<'_> {
    /// Moves the pen along its line, in units of text.
    fn advance(&mut self, step: f64) {
        self.text = Matrix([1.0, 0.0, 0.0, 1.0, step * self.state.stretch, 0.0]).then(self.text);
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(self.line);
        self.text = self.line;
    }

    /// Operators that paint nothing.
    fn operator(&mut self, operator: &[u8], operands: &[Object]) {
        let mut found = [0.0; 6];
        let given: Vec<f64> = operands.iter().filter_map(Object::number).collect();
        for (number, given) in found.iter_mut().zip(&given) {
            *number = *given;
        }
        let [a, b, c, d, e, f] = found;
        match operator {
            b"q" if self.kept.len() < MOST_STATES => self.kept.push(self.state.clone()),
            b"q" => self.unkept += 1,
            b"Q" if self.unkept > 0 => self.unkept -= 1,
            b"Q" => self.state = self.kept.pop().unwrap_or_else(|| self.state.clone()),
            b"cm" => self.state.matrix = Matrix(found).then(self.state.matrix),
            b"m" => self.path.move_to(self.state.matrix.place(a, b)),
            b"l" => self.path.line_to(self.state.matrix.place(a, b)),
            b"c" => self.path.curve_to(self.state.matrix.place(e, f)),
            b"v" | b"y" => self.path.curve_to(self.state.matrix.place(c, d)),
            b"h" => self.path.close(),
            b"re" => self.path.rectangle([a, b, c, d], self.state.matrix),
            b"BT" => (self.text, self.line) = (Matrix::NONE, Matrix::NONE),
            b"Td" => self.next_line(a, b),
            b"TD" => {
                self.state.leading = -b;
                self.next_line(a, b);
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tm" => (self.text, self.line) = (Matrix(found), Matrix(found)),
            b"Tc" => self.state.character_space = a,
            b"Tw" => self.state.word_space = a,
            b"Tz" => self.state.stretch = a / 100.0,
            b"TL" => self.state.leading = a,
            b"Ts" => self.state.rise = a,
            b"g" | b"rg" | b"k" | b"sc" | b"scn" => self.state.white_fill = is_white(&given),
            b"G" | b"RG" | b"K" | b"SC" | b"SCN" => self.state.white_stroke = is_white(&given),
            b"cs" => self.state.white_fill = false,
            b"CS" => self.state.white_stroke = false,
            _ => {}
        }
    }
}

/// Whether a colour of one (grey), three (light) or four (ink) parts is white.
fn is_white(parts: &[f64]) -> bool {
    match parts.len() {
        1 | 3 => parts.iter().all(|part| *part > 0.97),
        4 => parts.iter().all(|part| *part < 0.03),
        _ => false,
    }
}
