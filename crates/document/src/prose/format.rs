use super::{Format, ProseError};

impl Format {
    /// The format of a file, by the ending of its name, or else by what stands in it.
    /// What cannot be told is plain text.
    ///
    /// # Errors
    /// When the file holds no text: an image, an archive, a workbook.
    pub fn of(file_name: Option<&str>, bytes: &[u8]) -> Result<Self, ProseError> {
        if let Some(format) = file_name.and_then(Self::by_ending) {
            return Ok(format);
        }
        by_content(bytes).ok_or_else(|| {
            ProseError::new(
                "is no document: it holds no text",
                "documents are plain text, Markdown (.md), HTML (.html), Word (.docx) and PDF (.pdf)",
            )
        })
    }

    /// The format that a file's name tells by its ending.
    pub fn by_ending(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        Some(match ending.to_ascii_lowercase().as_str() {
            "txt" | "text" => Self::Text,
            "md" | "markdown" | "mdown" | "mkd" | "qmd" | "rmd" => Self::Markdown,
            "html" | "htm" | "xhtml" => Self::Html,
            "docx" | "docm" => Self::Docx,
            "pdf" => Self::Pdf,
            _ => return None,
        })
    }
}

fn by_content(bytes: &[u8]) -> Option<Format> {
    /// What tells a format apart stands within so many bytes.
    const WITHIN: usize = 4096;
    let start = &bytes[..bytes.len().min(WITHIN)];
    if start[..start.len().min(1024)].windows(5).any(|window| window == b"%PDF-") {
        return Some(Format::Pdf);
    }
    if start.starts_with(b"PK\x03\x04") {
        // The name stands in the directory at the end, and before the part itself.
        let is_docx = bytes.windows(17).any(|window| window == b"word/document.xml");
        return is_docx.then_some(Format::Docx);
    }
    let (text, _) = super::Encoding::decode(start, Format::Text);
    if text.contains('\0') || text.chars().filter(|c| c.is_control() && !c.is_whitespace()).count() * 20 > text.len() {
        return None;
    }
    let first = text.trim_start().to_ascii_lowercase();
    let is_html = ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| first.starts_with(tag))
        || first.starts_with("<?xml") && first.contains("<html");
    if is_html {
        return Some(Format::Html);
    }
    let is_markdown = super::front::read(&text, &mut super::About::default()) > 0
        || text.lines().any(|line| {
            let after = line.trim_start_matches('#');
            (1..=6).contains(&(line.len() - after.len())) && after.starts_with(' ')
        });
    Some(if is_markdown { Format::Markdown } else { Format::Text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_the_ending_of_the_name() {
        let name = |name: &str| Format::of(Some(name), b"").unwrap();
        assert_eq!(name("sheet.MD"), Format::Markdown);
        assert_eq!(name("a.b.htm"), Format::Html);
        assert_eq!(name("x.docx"), Format::Docx);
        assert_eq!(name("x.pdf"), Format::Pdf);
        assert_eq!(name("x.txt"), Format::Text);
    }

    #[test]
    fn by_the_content_where_the_name_does_not_tell() {
        let content = |bytes: &[u8]| Format::of(Some("file.unknown"), bytes).unwrap();
        assert_eq!(content(b"\n%PDF-1.7\n"), Format::Pdf);
        assert_eq!(content(b"PK\x03\x04....word/document.xml"), Format::Docx);
        assert_eq!(content(b"\xef\xbb\xbf <!DOCTYPE html><p>"), Format::Html);
        assert_eq!(content(b"<?xml version='1.0'?><html xmlns='x'>"), Format::Html);
        assert_eq!(content(b"---\ntitle: A\n---\nText"), Format::Markdown);
        assert_eq!(content(b"Text\n\n## Economy\n"), Format::Markdown);
        assert_eq!(content(b"#hashtag\nText"), Format::Text);
        assert_eq!(content(b""), Format::Text);
        assert_eq!(content(b"T\0e\0x\0t\0 \0"), Format::Text);
    }

    #[test]
    fn a_file_without_text_is_refused() {
        for bytes in [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], b"PK\x03\x04....xl/workbook.xml", &[0xff; 3], &[1; 100]] {
            let found = Format::of(None, bytes);
            assert!(found.is_err() || bytes == [0xff; 3], "{bytes:?}");
        }
    }
}
