//! Official fonts are nobody's to give away, so tests forge them: a font of ours under another name.

/// A font file with another family name, and other embedding rights (`fsType`, 0: all).
pub fn font(bytes: &[u8], chinese: &str, english: &str, rights: u16) -> Vec<u8> {
    let mut tables = tables(bytes);
    for (tag, data) in &mut tables {
        match tag.as_slice() {
            b"name" => *data = names(chinese, english),
            b"OS/2" => data[8..10].copy_from_slice(&rights.to_be_bytes()),
            _ => {}
        }
    }
    let mut file = Vec::new();
    write(&mut file, 0, &tables);
    file
}

/// Fonts in one file, `.ttc`.
pub fn collection(fonts: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"ttcf\x00\x01\x00\x00".to_vec();
    file.extend((fonts.len() as u32).to_be_bytes());
    let offsets = file.len();
    file.resize(offsets + 4 * fonts.len(), 0);
    for (i, font) in fonts.iter().enumerate() {
        let start = file.len();
        file[offsets + 4 * i..offsets + 4 * i + 4].copy_from_slice(&(start as u32).to_be_bytes());
        write(&mut file, start, &tables(font));
    }
    file
}

type Tables = Vec<(Vec<u8>, Vec<u8>)>;

fn number(bytes: &[u8], at: usize) -> usize {
    u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes")) as usize
}

fn tables(bytes: &[u8]) -> Tables {
    let count = usize::from(u16::from_be_bytes([bytes[4], bytes[5]]));
    let table = |i: usize| {
        let record = 12 + 16 * i;
        let start = number(bytes, record + 8);
        (bytes[record..record + 4].to_vec(), bytes[start..start + number(bytes, record + 12)].to_vec())
    };
    (0..count).map(table).collect()
}

/// Appends a font that begins at `start`; nobody here asks for checksums.
fn write(file: &mut Vec<u8>, start: usize, tables: &Tables) {
    file.extend([0, 1, 0, 0]);
    file.extend((tables.len() as u16).to_be_bytes());
    file.extend([0; 6]);
    let mut place = start + 12 + 16 * tables.len();
    for (tag, data) in tables {
        file.extend(tag);
        file.extend([0; 4]);
        file.extend((place as u32).to_be_bytes());
        file.extend((data.len() as u32).to_be_bytes());
        place += data.len().next_multiple_of(4);
    }
    for (_, data) in tables {
        file.extend(data);
        file.resize(file.len().next_multiple_of(4), 0);
    }
}

/// A table of names: the family in Chinese and English, and the PostScript name.
fn names(chinese: &str, english: &str) -> Vec<u8> {
    // Windows, Unicode; the languages of China and of the United States.
    let records = [(0x804u16, 1u16, chinese), (0x409, 1, english), (0x409, 6, english)];
    let (mut head, mut text) = (Vec::new(), Vec::new());
    for number in [0, records.len() as u16, (6 + 12 * records.len()) as u16] {
        head.extend(number.to_be_bytes());
    }
    for (language, id, name) in records {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for number in [3, 1, language, id, name.len() as u16, text.len() as u16] {
            head.extend(number.to_be_bytes());
        }
        text.extend(name);
    }
    head.extend(text);
    head
}
