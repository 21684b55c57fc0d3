//! Which format a file is in, told by its content: portals hand out web pages named `.xls`, and clerks rename files.

use super::budget::{Budget, LARGEST_FILE};
use super::packed::{self, Packed};
use super::{Source, docx, encoding, html, mend, pdf, sheets, text, web_archive};
use crate::error::Error;

/// What a compound file, the container of Office 97, begins with.
const COMPOUND: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
/// What a document needs that is read only after a conversion.
const CONVERT: &str = "请用 Word 或 WPS 打开它，另存为 .docx 后再导入";

/// A format that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Docx,
    Xlsx,
    Xls,
    Ods,
    Pdf,
    /// `.mht`, a page with its pictures in one file.
    WebArchive,
    /// A page, or plain text of whatever kind.
    Text,
    /// What another program has to turn into a Word file first.
    Convertible(Convertible),
}

/// A format that LibreOffice can turn into a Word file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Convertible {
    /// Word 97 to 2003, and WPS.
    OldWord,
    RichText,
    OpenText,
    /// Word 2003's XML.
    WordXml,
}

/// Reads a document; `name` helps where its content leaves open what it is.
///
/// # Errors
/// It is in no format that is read, is damaged, or holds more than is read. A document for which
/// [`needs_converter`] says yes is not read but advised on.
pub fn read(name: &str, bytes: &[u8]) -> Result<Source, Error> {
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(Error::new(format!("文件超过 {} MB，没有读取", LARGEST_FILE / 1024 / 1024))
            .hint("请确认这是年度报告"));
    }
    let mut budget = Budget::default();
    let budget = &mut budget;
    let mut source = match recognise(bytes)? {
        Format::Docx => docx::read(bytes, budget),
        Format::Xlsx => sheets::read_xlsx(bytes, budget),
        Format::Xls => sheets::read_xls(bytes, budget),
        Format::Ods => sheets::read_ods(bytes, budget),
        Format::Pdf => pdf::read(bytes, budget),
        Format::WebArchive => web_archive::read(bytes, budget),
        Format::Text => read_text(name, bytes, budget),
        Format::Convertible(kind) => Err(Error::new(kind.what()).hint(CONVERT)),
    }?;
    mend::mend(&mut source);
    if source.blocks.is_empty() {
        return Err(Error::new("文件里没有文字").hint("如果是扫描件，请先用识别软件转成文字"));
    }
    Ok(source)
}

/// Reads what stood on the clipboard: a block of cells, or a text. What cannot be read gives an empty source with
/// the reason in its notes.
pub fn read_pasted(text: &str) -> Source {
    let read = match html::is_html(text) {
        true => html::read(text, &mut Budget::default()),
        false => text::pasted(text, &mut Budget::default()),
    };
    let mut source =
        read.unwrap_or_else(|error| Source { blocks: Vec::new(), notes: vec![error.to_string()] });
    mend::mend(&mut source);
    source
}

/// Whether a document can be read only after another program made a Word file of it: Word 97 `.doc`, `.wps`, RTF,
/// ODT.
pub fn needs_converter(bytes: &[u8]) -> bool {
    matches!(recognise(bytes), Ok(Format::Convertible(_)))
}

impl Convertible {
    fn what(self) -> &'static str {
        match self {
            Self::OldWord => "这是 Word 97—2003 或 WPS 的文件，不能直接读取",
            Self::RichText => "这是 RTF 文件，不能直接读取",
            Self::OpenText => "这是 ODT 文件，不能直接读取",
            Self::WordXml => "这是 Word 2003 的 XML 文件，不能直接读取",
        }
    }
}

fn recognise(bytes: &[u8]) -> Result<Format, Error> {
    if bytes.is_empty() {
        return Err(Error::new("文件是空的").hint("请核对是否下载完整"));
    }
    if bytes.starts_with(&COMPOUND) {
        return compound(bytes);
    }
    if packed::is_packed(bytes) {
        return archive(bytes);
    }
    // Mail servers and scanners put a few bytes before it.
    let head = bytes.get(..1024).unwrap_or(bytes);
    if head.windows(5).any(|window| window == b"%PDF-") {
        return Ok(Format::Pdf);
    }
    if head.starts_with(b"{\\rtf") {
        return Ok(Format::Convertible(Convertible::RichText));
    }
    if head.windows(18).any(|window| window == b"progid=\"Word.Docum") {
        return Ok(Format::Convertible(Convertible::WordXml));
    }
    if let Some(error) = refused(head) {
        return Err(error);
    }
    if web_archive::is_web_archive(bytes) {
        return Ok(Format::WebArchive);
    }
    Ok(Format::Text)
}

/// A compound file says what it holds by the names of its streams.
fn compound(bytes: &[u8]) -> Result<Format, Error> {
    let file = cfb::CompoundFile::open(std::io::Cursor::new(bytes)).map_err(|_| packed::damaged())?;
    let has = |name: &str| file.is_stream(name);
    if has("/EncryptedPackage") {
        return Err(Error::new("文件加了密码，读不出来").hint("请用 Office 或 WPS 打开，取消密码后另存"));
    }
    if has("/Workbook") || has("/Book") {
        return Ok(Format::Xls);
    }
    if has("/WordDocument") {
        return Ok(Format::Convertible(Convertible::OldWord));
    }
    let what = if has("/PowerPoint Document") {
        "这是演示文稿，不是年度报告"
    } else {
        "认不出这是什么文件"
    };
    Err(Error::new(what).hint("请换成 Word、Excel、PDF、网页或文本文件"))
}

/// A packed file says what it holds by its parts.
fn archive(bytes: &[u8]) -> Result<Format, Error> {
    let mut packed = Packed::open(bytes)?;
    let has = |name: &str| packed.has(name);
    if has("word/document.xml") {
        return Ok(Format::Docx);
    }
    if has("xl/workbook.xml") {
        return Ok(Format::Xlsx);
    }
    if has("xl/workbook.bin") {
        return Err(Error::new("这是 XLSB 工作簿，不能读取").hint("请用 Excel 或 WPS 另存为 .xlsx"));
    }
    if has("OFD.xml") {
        return Err(
            Error::new("这是 OFD 版式文件，不能读取").hint("请用 OFD 阅读器另存为 PDF，或复制文字后粘贴")
        );
    }
    if has("ppt/presentation.xml") {
        return Err(Error::new("这是演示文稿，不是年度报告").hint("请换成 Word、Excel、PDF、网页或文本文件"));
    }
    // A workbook or a document of its own, by a first part that says so.
    let mut budget = Budget::default();
    let kind = packed.part("mimetype", &mut budget)?.unwrap_or_default();
    let kind = String::from_utf8_lossy(&kind);
    match kind.trim() {
        kind if kind.starts_with("application/vnd.oasis.opendocument.spreadsheet") => return Ok(Format::Ods),
        kind if kind.starts_with("application/vnd.oasis.opendocument.text") => {
            return Ok(Format::Convertible(Convertible::OpenText));
        }
        _ => {}
    }
    // Programs of other makers name the parts otherwise and say so in a list.
    let list = packed.part("[Content_Types].xml", &mut budget)?.unwrap_or_default();
    let list = String::from_utf8_lossy(&list);
    if list.contains("wordprocessingml.document.main+xml") {
        return Ok(Format::Docx);
    }
    if list.contains("spreadsheetml.sheet.main+xml") {
        return Ok(Format::Xlsx);
    }
    Err(Error::new("这是压缩包，里面不是文档").hint("请先解压，再导入里面的文件"))
}

/// What is known and not read.
fn refused(head: &[u8]) -> Option<Error> {
    let begins = |beginnings: &[&[u8]]| beginnings.iter().any(|beginning| head.starts_with(beginning));
    if begins(&[b"Rar!", b"7z\xBC\xAF", b"\x1F\x8B", b"PK\x05\x06"]) {
        return Some(Error::new("这是压缩包").hint("请先解压，再导入里面的文件"));
    }
    if begins(&[b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8", b"BM", b"II*\0", b"MM\0*"]) && head.contains(&0) {
        return Some(Error::new("这是图片，里面的字读不出来").hint("请先用识别软件转成文字，或手工填写"));
    }
    None
}

/// A page, cells with a separator between them, or a plain text.
fn read_text(name: &str, bytes: &[u8], budget: &mut Budget) -> Result<Source, Error> {
    let decoded = encoding::decode(bytes, None);
    if is_binary(&decoded.text) {
        return Err(Error::new("认不出这是什么文件").hint("请换成 Word、Excel、PDF、网页或文本文件"));
    }
    let text = decoded.text.trim_start_matches('\u{FEFF}');
    let name = name.to_lowercase();
    let is_named = [".csv", ".tsv", ".tab"].iter().any(|ending| name.ends_with(ending));
    let mut source = if html::is_html(text) {
        html::read(text, budget)
    } else if let Some(separator) = text::separator(text, is_named) {
        text::separated(text, separator, budget)
    } else {
        text::read(text, budget)
    }?;
    source.notes.splice(0..0, decoded.notes);
    Ok(source)
}

/// Characters that no text has: one in a hundred is too many.
fn is_binary(text: &str) -> bool {
    let (mut all, mut odd) = (0usize, 0usize);
    for c in text.chars().take(100_000) {
        all += 1;
        let is_odd = c == char::REPLACEMENT_CHARACTER
            || (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{B}' | '\u{C}'));
        odd += usize::from(is_odd);
    }
    odd * 20 > all
}
