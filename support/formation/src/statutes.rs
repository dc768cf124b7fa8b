//! The statutes: `parameters/anggaran-dasar.txt` and `parameters/anggaran-rumah-tangga.txt` with what the
//! meeting decided put in. Chapters, numbered articles, numbered paragraphs, lettered items.
//!
//! Every article says in brackets which clause it is: those of the official questionnaire (rules §7.2,
//! II.3) must all be there; a test counts them.

use reports::Part;

const STATUTES: &str = include_str!("../parameters/anggaran-dasar.txt");
const BYLAWS: &str = include_str!("../parameters/anggaran-rumah-tangga.txt");

/// What a word in braces stands for: one text, or a list where it stands alone after an asterisk.
pub(crate) struct Words {
    pub one: Vec<(&'static str, String)>,
    pub many: Vec<(&'static str, Vec<String>)>,
}

impl Words {
    fn filled(&self, text: &str) -> String {
        let put = |text: String, (word, value): &(&str, String)| text.replace(&format!("{{{word}}}"), value);
        self.one.iter().fold(text.to_owned(), put)
    }

    fn list(&self, text: &str) -> &[String] {
        let word = text.trim_matches(['{', '}']);
        let found = self.many.iter().find(|(known, _)| *known == word);
        found.map(|(_, lines)| lines.as_slice()).unwrap_or_default()
    }
}

/// *Anggaran dasar*.
pub(crate) fn statutes(words: &Words) -> Vec<Part> {
    written(STATUTES, words)
}

/// *Anggaran rumah tangga*.
pub(crate) fn bylaws(words: &Words) -> Vec<Part> {
    written(BYLAWS, words)
}

fn written(text: &str, words: &Words) -> Vec<Part> {
    let mut parts = Vec::new();
    let (mut article, mut paragraph) = (0, 0);
    for line in text.lines().filter(|line| !line.is_empty()) {
        if let Some(title) = line.strip_prefix("## ") {
            article += 1;
            paragraph = 0;
            let title = title.split_once("] ").map_or(title, |(_, title)| title);
            parts.push(Part::Heading(format!("Pasal {article}. {title}")));
        } else if let Some(title) = line.strip_prefix("# ") {
            parts.push(Part::Heading(title.replace(": ", " ")));
        } else if let Some(list) = line.strip_prefix("* ") {
            let letters = 'a'..='z';
            for (letter, item) in letters.zip(words.list(list)) {
                parts.push(Part::Item(format!("{letter}."), item.clone()));
            }
        } else {
            paragraph += 1;
            parts.push(Part::Item(format!("({paragraph})"), words.filled(line)));
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The clauses that the questionnaire asks for; name and seat is one.
    const CLAUSES: [&str; 16] = [
        "pendiri", "nama", "jenis", "tujuan", "waktu", "anggota", "simpanan", "modal", "rapat", "pengurus",
        "pengawas", "kendali", "usaha", "shu", "bubar", "sanksi",
    ];

    #[test]
    fn the_statutes_have_all_seventeen_clauses() {
        let has = |clause: &str| STATUTES.contains(&format!("## [{clause}] "));
        assert!(CLAUSES.iter().chain(&["khusus"]).all(|clause| has(clause)));
        assert_eq!(CLAUSES.len() + 1, 17);
    }

    #[test]
    fn articles_and_paragraphs_are_numbered() {
        let words = Words { one: vec![("nama", "Koperasi Contoh".to_owned())], many: Vec::new() };
        let parts = statutes(&words);
        let says = |part: Part| assert!(parts.contains(&part), "{part:?} is not in {parts:#?}");
        says(Part::Heading("BAB I NAMA, KEDUDUKAN, DAN JANGKA WAKTU".to_owned()));
        says(Part::Heading("Pasal 1. Nama dan tempat kedudukan".to_owned()));
        let first = "Badan hukum ini bernama Koperasi Contoh, selanjutnya disebut koperasi.";
        says(Part::Item("(1)".to_owned(), first.to_owned()));
    }
}
