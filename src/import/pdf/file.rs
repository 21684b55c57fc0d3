//! The objects of a PDF file and its pages. They are looked for where they stand: the file's own table of
//! places is not asked, since it is often damaged and one more thing that could lead astray.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use memchr::memmem;

use super::lexer::{Lexer, is_blank, is_regular};
use super::object::{Dictionary, Object, numbers};
use super::unpack::unpacked;
use crate::error::Error;
use crate::import::budget::Budget;

/// The most pages that are read.
const MOST_PAGES: usize = 1_000;
/// The most references followed from one to the next.
const MOST_STEPS: usize = 16;
/// What is damaged costs so many times what is not: after it, the same bytes are looked at again.
const WASTED: u64 = 8;
/// A4 upright, in points.
const A4: [f64; 4] = [0.0, 0.0, 595.0, 842.0];

/// A PDF file.
pub(super) struct Pdf<'a> {
    bytes: &'a [u8],
    /// Where each object stands; of several with one number the last.
    places: BTreeMap<u32, Place>,
    /// Streams of objects, unpacked.
    packs: Vec<Vec<u8>>,
    root: Object,
}

/// Where an object stands.
#[derive(Debug, Clone)]
enum Place {
    /// From this byte of the file; a stream has its bytes there.
    Plain(usize, Option<Range<usize>>),
    /// In one of the packs, from this byte.
    Packed(usize, usize),
}

/// A page as the file describes it.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    /// What is painted on it, a stream or several.
    pub contents: Object,
    /// Its fonts and whatever else it names.
    pub resources: Object,
    /// Left, lower, right and upper edge, in points.
    pub edges: [f64; 4],
    /// Fields of forms and other notes on it.
    pub notes: Object,
    /// Quarter turns to the right before it is shown, 0–3.
    pub turns: u8,
}

/// What is found while a file is looked through.
#[derive(Default)]
struct Scan {
    places: BTreeMap<u32, Place>,
    /// Streams of objects: where they stand, dictionary, bytes.
    packs: Vec<(usize, Dictionary, Range<usize>)>,
    trailers: Vec<Dictionary>,
}

impl<'a> Pdf<'a> {
    /// Looks a file through.
    ///
    /// # Errors
    /// It is encrypted, holds no pages, or has more than is read.
    pub fn open(bytes: &'a [u8], budget: &mut Budget) -> Result<Self, Error> {
        let scan = Scan::of(bytes, budget)?;
        if scan.trailers.iter().any(|trailer| *trailer.get("Encrypt") != Object::Null) {
            return Err(Error::new("这份 PDF 设了密码或权限保护，没有读取")
                .hint("请用能打开它的程序另存为不加密的 PDF，或者导入原来的 Word 文件"));
        }
        let root = scan.trailers.iter().rev().map(|trailer| trailer.get("Root"));
        let root = root.into_iter().find(|root| **root != Object::Null).cloned().unwrap_or(Object::Null);
        let mut file = Self { bytes, places: scan.places, packs: Vec::new(), root };
        for (at, dictionary, range) in scan.packs {
            file.open_pack(at, &dictionary, range, budget)?;
        }
        Ok(file)
    }

    /// Notes the objects of a stream of objects (7.5.7).
    fn open_pack(
        &mut self,
        at: usize,
        dictionary: &Dictionary,
        range: Range<usize>,
        budget: &mut Budget,
    ) -> Result<(), Error> {
        let stream = Object::Stream(dictionary.clone(), range);
        let Some(bytes) = self.stream(&stream, budget)? else { return Ok(()) };
        let first = self.resolve(dictionary.get("First"), budget)?.count().unwrap_or(0);
        let mut lexer = Lexer::of_file(bytes.get(..first).unwrap_or_default(), 0);
        let number = self.packs.len();
        while let (Some(id), Some(from)) = (lexer.next(), lexer.next()) {
            let (Some(id), Some(from)) = (id.count().and_then(|id| u32::try_from(id).ok()), from.count())
            else {
                break;
            };
            budget.pieces(1)?;
            // An object that was written anew behind the pack counts.
            let newer = matches!(self.places.get(&id), Some(Place::Plain(place, _)) if *place > at);
            if !newer {
                self.places.insert(id, Place::Packed(number, first.saturating_add(from)));
            }
        }
        self.packs.push(bytes);
        Ok(())
    }

    /// The object that is meant, references followed; `Null` where there is none.
    ///
    /// # Errors
    /// More was read by now than is.
    pub fn resolve<'o>(&self, object: &'o Object, budget: &mut Budget) -> Result<Cow<'o, Object>, Error> {
        let mut found = Cow::Borrowed(object);
        for _ in 0..MOST_STEPS {
            let Object::Reference(id) = *found else { return Ok(found) };
            found = Cow::Owned(self.object(id, budget)?);
        }
        Ok(Cow::Owned(Object::Null))
    }

    /// The object of that number; `Null` where there is none.
    fn object(&self, id: u32, budget: &mut Budget) -> Result<Object, Error> {
        let (mut lexer, data) = match self.places.get(&id) {
            Some(Place::Plain(at, data)) => (Lexer::of_file(self.bytes, *at), data.clone()),
            Some(Place::Packed(pack, at)) => {
                (Lexer::of_file(self.packs.get(*pack).map(Vec::as_slice).unwrap_or_default(), *at), None)
            }
            None => return Ok(Object::Null),
        };
        let from = lexer.at;
        let object = lexer.next().unwrap_or(Object::Null);
        budget.work((lexer.at - from) as u64)?;
        Ok(match (object, data) {
            (Object::Dictionary(dictionary), Some(data)) => Object::Stream(dictionary, data),
            (object, _) => object,
        })
    }

    /// What a dictionary says under a name, references followed.
    ///
    /// # Errors
    /// More was read by now than is.
    pub fn get<'o>(
        &self,
        dictionary: &'o Dictionary,
        name: &str,
        budget: &mut Budget,
    ) -> Result<Cow<'o, Object>, Error> {
        self.resolve(dictionary.get(name), budget)
    }

    /// The bytes of a stream, unpacked; `None` for what is no stream, or one of a picture.
    ///
    /// # Errors
    /// There is more than is read.
    pub fn stream(&self, object: &Object, budget: &mut Budget) -> Result<Option<Vec<u8>>, Error> {
        let object = self.resolve(object, budget)?;
        let Object::Stream(dictionary, range) = &*object else { return Ok(None) };
        let list = |object: Cow<Object>| match object.into_owned() {
            Object::Array(objects) => objects,
            Object::Null => Vec::new(),
            object => vec![object],
        };
        let filters = list(self.get(dictionary, "Filter", budget)?);
        let parameters = list(self.get(dictionary, "DecodeParms", budget)?);
        let raw = self.bytes.get(range.clone()).unwrap_or_default();
        unpacked(raw, &filters, &parameters, budget)
    }

    /// The pages in their order.
    ///
    /// # Errors
    /// There are none, or more than are read.
    pub fn sheets(&self, budget: &mut Budget) -> Result<Vec<Sheet>, Error> {
        let mut sheets = Vec::new();
        let root = self.resolve(&self.root, budget)?;
        if let Some(root) = root.dictionary() {
            self.leaves(root.get("Pages").clone(), &mut sheets, budget)?;
        }
        if sheets.is_empty() {
            // The tree of pages is damaged: whatever calls itself a page is one.
            for id in self.places.keys() {
                let object = self.object(*id, budget)?;
                if object.dictionary().is_some_and(|page| page.is("Type", "Page")) {
                    self.leaves(Object::Reference(*id), &mut sheets, budget)?;
                }
            }
        }
        if sheets.is_empty() {
            return Err(Error::new("这个文件不是完整的 PDF，没有找到页面").hint("请重新下载或另存一份再导入"));
        }
        Ok(sheets)
    }

    /// The pages under a node of the tree (7.7.3), with what they inherit.
    fn leaves(&self, top: Object, sheets: &mut Vec<Sheet>, budget: &mut Budget) -> Result<(), Error> {
        let blank = Sheet {
            contents: Object::Null,
            resources: Object::Null,
            edges: A4,
            notes: Object::Null,
            turns: 0,
        };
        let mut open = vec![(top, blank)];
        let mut seen = BTreeSet::new();
        while let Some((node, mut sheet)) = open.pop() {
            if let Object::Reference(id) = node
                && !seen.insert(id)
            {
                continue;
            }
            budget.pieces(1)?;
            let node = self.resolve(&node, budget)?;
            let Some(node) = node.dictionary() else { continue };
            sheet.inherit(self, node, budget)?;
            let kids = self.get(node, "Kids", budget)?;
            if kids.array().is_empty() {
                if node.is("Type", "Pages") {
                    continue;
                }
                sheet.contents = node.get("Contents").clone();
                sheet.notes = node.get("Annots").clone();
                sheets.push(sheet);
                if sheets.len() > MOST_PAGES {
                    return Err(Error::new(format!("文件超过 {MOST_PAGES} 页，没有读取"))
                        .hint("请只留下年度报告的页面再导入"));
                }
                continue;
            }
            budget.pieces(kids.array().len() as u64)?;
            open.extend(kids.array().iter().rev().map(|kid| (kid.clone(), sheet.clone())));
        }
        Ok(())
    }
}

impl Sheet {
    /// Takes over what a page or a node above it says.
    fn inherit(&mut self, file: &Pdf, node: &Dictionary, budget: &mut Budget) -> Result<(), Error> {
        if *node.get("Resources") != Object::Null {
            self.resources = node.get("Resources").clone();
        }
        for name in ["MediaBox", "CropBox"] {
            let found = file.get(node, name, budget)?;
            let mut edges = Vec::new();
            for edge in found.array() {
                edges.push(file.resolve(edge, budget)?.into_owned());
            }
            if let Some([a, b, c, d]) = numbers(&edges)
                && (a - c).abs() > 1.0
                && (b - d).abs() > 1.0
            {
                self.edges = [a.min(c), b.min(d), a.max(c), b.max(d)];
            }
        }
        if let Some(degrees) = file.get(node, "Rotate", budget)?.number() {
            self.turns = (degrees / 90.0).round().rem_euclid(4.0) as u8;
        }
        Ok(())
    }
}

impl Scan {
    fn of(bytes: &[u8], budget: &mut Budget) -> Result<Self, Error> {
        let mut scan = Self::default();
        // From here on, nothing is known yet; up to here, it is.
        let (mut from, mut known) = (0, 0);
        while let Some(word) = find(bytes, b"obj", from) {
            budget.work((word - from) as u64)?;
            from = word + b"obj".len();
            let Some((id, header)) = numbered(bytes, word) else { continue };
            scan.trailer_in(bytes, known..header, budget)?;
            let mut lexer = Lexer::of_file(bytes, from);
            let object = lexer.next();
            let looked_at = (lexer.at - from) as u64;
            let Some(object) = object else {
                budget.work(looked_at * WASTED)?;
                continue;
            };
            budget.work(looked_at)?;
            budget.pieces(1)?;
            let place = from;
            let mut data = None;
            if let Object::Dictionary(dictionary) = object
                && lexer.takes("stream")
            {
                let range = scan.data(bytes, lexer.at, &dictionary, budget)?;
                lexer.at = range.end;
                data = Some(range.clone());
                if dictionary.is("Type", "ObjStm") {
                    scan.packs.push((place, dictionary, range));
                } else if dictionary.is("Type", "XRef") {
                    scan.trailers.push(dictionary);
                }
            }
            scan.places.insert(id, Place::Plain(place, data));
            from = lexer.at;
            known = from;
        }
        scan.trailer_in(bytes, known..bytes.len(), budget)?;
        Ok(scan)
    }

    /// Notes a trailer (7.5.5) between two objects.
    fn trailer_in(&mut self, bytes: &[u8], gap: Range<usize>, budget: &mut Budget) -> Result<(), Error> {
        let word = b"trailer";
        let Some(at) = bytes.get(..gap.end).and_then(|bytes| find(bytes, word, gap.start)) else {
            return Ok(());
        };
        let mut lexer = Lexer::of_file(bytes, at + word.len());
        let found = if let Some(Object::Dictionary(trailer)) = lexer.next() {
            self.trailers.push(trailer);
            1
        } else {
            WASTED
        };
        budget.work((lexer.at - at) as u64 * found)
    }

    /// Where the bytes of a stream are, whose word `stream` ends here.
    fn data(
        &self,
        bytes: &[u8],
        mut from: usize,
        dictionary: &Dictionary,
        budget: &mut Budget,
    ) -> Result<Range<usize>, Error> {
        from += usize::from(bytes.get(from) == Some(&b'\r'));
        from += usize::from(bytes.get(from) == Some(&b'\n'));
        let length = match dictionary.get("Length") {
            Object::Reference(id) => self.length(bytes, from, *id, budget)?,
            length => length.count(),
        };
        if let Some(end) = length.and_then(|length| from.checked_add(length)) {
            let rest = bytes.get(end..).unwrap_or_default();
            let blanks = rest.iter().take_while(|byte| is_blank(**byte)).count();
            if end <= bytes.len() && rest.get(blanks..).is_some_and(|rest| rest.starts_with(b"end")) {
                return Ok(from..end);
            }
        }
        let end = find(bytes, b"endstream", from).unwrap_or(bytes.len());
        budget.work((end - from) as u64)?;
        let data = bytes.get(from..end).unwrap_or_default();
        // The line end before `endstream` is none of the stream.
        let blanks = data.iter().rev().take(2).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        Ok(from..end - blanks)
    }

    /// The length of a stream where another object says it: one that was seen, or, as usual, the next one.
    fn length(
        &self,
        bytes: &[u8],
        from: usize,
        id: u32,
        budget: &mut Budget,
    ) -> Result<Option<usize>, Error> {
        let mut at = match self.places.get(&id) {
            Some(Place::Plain(at, _)) => Some(*at),
            _ => None,
        };
        let header = format!("{id} 0 obj");
        let mut next = from;
        while at.is_none() {
            let Some(found) = find(bytes, header.as_bytes(), next) else {
                budget.work((bytes.len() - next) as u64 * WASTED)?;
                return Ok(None);
            };
            budget.work((found - next) as u64)?;
            next = found + header.len();
            let whole = found
                .checked_sub(1)
                .and_then(|before| bytes.get(before))
                .is_none_or(|byte| !is_regular(*byte));
            at = whole.then_some(next);
        }
        let mut lexer = Lexer::of_file(bytes, at.unwrap_or(bytes.len()));
        let from = lexer.at;
        let length = lexer.next().and_then(|length| length.count());
        budget.work((lexer.at - from) as u64)?;
        Ok(length)
    }
}

/// Where a word stands next.
fn find(bytes: &[u8], word: &[u8], from: usize) -> Option<usize> {
    memmem::find(bytes.get(from..)?, word).map(|at| from + at)
}

/// The number before the word `obj` and where it begins: `12 0 obj`.
fn numbered(bytes: &[u8], word: usize) -> Option<(u32, usize)> {
    let back = |mut at: usize, wanted: fn(u8) -> bool| {
        while at > 0 && bytes.get(at - 1).is_some_and(|byte| wanted(*byte)) {
            at -= 1;
        }
        at
    };
    let digit = |byte: u8| byte.is_ascii_digit();
    let generation = back(back(word, is_blank), digit);
    let end = back(generation, is_blank);
    let start = back(end, digit);
    let apart = generation > end
        && generation < word
        && !(start > 0 && bytes.get(start - 1).is_some_and(|byte| is_regular(*byte)));
    let digits = std::str::from_utf8(bytes.get(start..end)?).ok()?;
    apart.then_some((digits.parse().ok()?, start))
}
