//! Places as readers state them, read back.

/// A place within one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// Line of a text, from 1, and the byte in it.
    Line {
        line: u64,
        column: Option<u64>,
    },
    /// Row of a table, by the line or row it begins on, and its cell from 0.
    Row {
        row: u64,
        column: Option<usize>,
    },
    /// Row or cell of a sheet.
    Sheet {
        sheet: String,
        row: u64,
        column: Option<usize>,
    },
    /// JSON pointer.
    Pointer(String),
    Page(u64),
    Byte(u64),
    /// Elements from the outside in: name and number, from 1.
    Elements(Vec<(String, usize)>),
}

impl Spot {
    /// None when the text is no place of this kind, for instance one of a whole file.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.starts_with('/') {
            return Some(Self::Pointer(if text == "/" { String::new() } else { text.to_owned() }));
        }
        if let Some((sheet, cell)) = text.rsplit_once('!') {
            if let Some(row) = cell.strip_prefix("row ") {
                return Some(Self::Sheet { sheet: sheet.to_owned(), row: row.parse().ok()?, column: None });
            }
            // A range of joined cells begins at its first.
            let cell = cell.split(':').next().unwrap_or(cell);
            let letters = cell.bytes().take_while(u8::is_ascii_uppercase).count();
            let column = crate::formats::register::sheets::column_of(cell)?;
            let row = cell.get(letters..)?.parse().ok()?;
            return Some(Self::Sheet { sheet: sheet.to_owned(), row, column: Some(column) });
        }
        let mut words = text.split([' ', ',']).filter(|w| !w.is_empty());
        match words.next()? {
            "line" => {
                let line = words.next()?.parse().ok()?;
                let column = words.next().filter(|w| *w == "column").and_then(|_| words.next()?.parse().ok());
                Some(Self::Line { line, column })
            }
            "row" => {
                let row = words.next()?.parse().ok()?;
                let column: Option<usize> =
                    words.next().filter(|w| *w == "column").and_then(|_| words.next()?.parse().ok());
                Some(Self::Row { row, column: column.and_then(|c| c.checked_sub(1)) })
            }
            "page" => Some(Self::Page(words.next()?.parse().ok()?)),
            "byte" => Some(Self::Byte(words.next()?.parse().ok()?)),
            _ => elements(text),
        }
    }
}

/// `ReportHost[1]/ReportItem[3]`.
fn elements(text: &str) -> Option<Spot> {
    let one = |part: &str| {
        let (name, number) = part.strip_suffix(']')?.rsplit_once('[')?;
        Some((name.to_owned(), number.parse().ok().filter(|n| *n > 0)?))
    };
    text.split('/').map(one).collect::<Option<Vec<_>>>().map(Spot::Elements)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_all_readers() {
        let sheet = |row, column| Some(Spot::Sheet { sheet: "资产 清单".to_owned(), row, column });
        for (text, spot) in [
            ("line 17", Some(Spot::Line { line: 17, column: None })),
            ("line 3 column 9", Some(Spot::Line { line: 3, column: Some(9) })),
            ("row 4", Some(Spot::Row { row: 4, column: None })),
            ("row 4, column 2", Some(Spot::Row { row: 4, column: Some(1) })),
            ("资产 清单!row 5", sheet(5, None)),
            ("资产 清单!AB12", sheet(12, Some(27))),
            ("资产 清单!B7:C9", sheet(7, Some(1))),
            ("/runs/0/results/3", Some(Spot::Pointer("/runs/0/results/3".to_owned()))),
            ("/", Some(Spot::Pointer(String::new()))),
            ("page 3", Some(Spot::Page(3))),
            ("byte 120", Some(Spot::Byte(120))),
            ("h[2]/v[1]", Some(Spot::Elements(vec![("h".to_owned(), 2), ("v".to_owned(), 1)]))),
            ("document", None),
            ("the archive", None),
            ("row x", None),
            ("h[0]", None),
            ("", None),
        ] {
            assert_eq!(Spot::parse(text), spot, "{text}");
        }
    }
}
