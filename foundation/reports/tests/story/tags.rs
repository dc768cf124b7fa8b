//! What a screen reader and an archive are told: each word belongs to a tag, each tag to one above it, and
//! the file claims what it keeps.

use std::collections::BTreeMap;

use reports::{Document, Paper, Part};

use crate::given::{self, day};
use crate::objects::{between, latin, number_at, reference};
use crate::reader::Pdf;

fn read(document: &Document) -> Pdf {
    Pdf::read(&reports::pdf(document, day("2026-11-30")).expect("a PDF"))
}

/// A tag: what it is, what it says of itself, the words of its own, the tags that it holds.
struct Element {
    kind: String,
    dictionary: String,
    words: String,
    children: Vec<Element>,
}

/// Reads the tags of a file from the root, and checks that every part of every page is reached once and
/// that the page finds the way back.
fn elements(pdf: &Pdf) -> Element {
    let root = reference(pdf.dictionary(pdf.named("/Root")), "/StructTreeRoot").expect("tags");
    let mut reached = BTreeMap::new();
    let document = reference(pdf.dictionary(root), "/K").expect("a document");
    let element = element(pdf, document, root, &mut reached);
    let pages = parents(pdf, root);
    assert_eq!(pages.len(), pdf.pages.len());
    let mut parts = 0;
    for (page, owners) in pdf.pages.iter().zip(&pages) {
        assert_eq!(page.parts.len(), owners.len(), "the page finds all its tags");
        for (part, (name, owner)) in page.parts.iter().zip(owners).enumerate() {
            assert_eq!(reached.get(&(page.number, part)), Some(owner), "part {part} is reached once");
            assert!(pdf.dictionary(*owner).starts_with(&format!("<</S/{name}/")), "{name}");
        }
        parts += owners.len();
    }
    assert_eq!(reached.len(), parts, "nothing is reached that is not drawn");
    element
}

fn element(
    pdf: &Pdf,
    number: usize,
    parent: usize,
    reached: &mut BTreeMap<(usize, usize), usize>,
) -> Element {
    let dictionary = pdf.dictionary(number).to_owned();
    let (_, above) = dictionary.split_once("/P ").expect("a tag above");
    assert_eq!(number_at(above.trim_start()), parent, "a tag knows the one that holds it");
    let kind = between(&dictionary, "/S/", "/").to_owned();
    let mut found =
        Element { kind, dictionary: dictionary.clone(), words: String::new(), children: Vec::new() };
    let Some((before, kids)) = dictionary.split_once("/K") else { return found };
    let page = before.split_once("/Pg").map(|(_, page)| number_at(page.trim_start()));
    let kids = kids.trim_start();
    let kids = if kids.starts_with('[') { between(kids, "[", "]") } else { between(kids, "", "/") };
    let kids = kids.replace("<</Type/MCR/Pg ", "@").replace(" 0 R/MCID ", "@").replace(" 0 R", "R ");
    for kid in kids.split([' ', '>']).filter(|kid| !kid.is_empty()) {
        let (page, part) = match kid.strip_prefix('@').and_then(|kid| kid.split_once('@')) {
            Some((page, part)) => (page.parse().expect("a page"), part),
            None if kid.ends_with('R') => {
                found.children.push(element(pdf, number_at(kid), number, reached));
                continue;
            }
            None => (page.expect("the page of a part"), kid),
        };
        let part: usize = part.parse().expect("a part");
        assert_eq!(reached.insert((page, part), number), None, "reached twice: {part} of {page}");
        let page = pdf.pages.iter().find(|other| other.number == page).expect("the page");
        found.words.push_str(&page.part(part));
    }
    found
}

/// For every page the tags of its parts, by the tree that pages are found with.
fn parents(pdf: &Pdf, root: usize) -> Vec<Vec<usize>> {
    let references = |text: &str| -> Vec<usize> {
        text.split(" 0 R").map(str::trim).filter(|part| !part.is_empty()).map(number_at).collect()
    };
    let tree = reference(pdf.dictionary(root), "/ParentTree").expect("the way back");
    let mut pages = Vec::new();
    for leaf in references(between(pdf.dictionary(tree), "/Kids[", "]")) {
        let leaf = pdf.dictionary(leaf);
        for entry in between(leaf, "/Nums[", "]").split(" 0 R").filter(|entry| !entry.trim().is_empty()) {
            let (key, list) = entry.trim().split_once(' ').expect("a page and its list");
            assert_eq!(number_at(key), pages.len(), "pages are counted");
            let list = pdf.dictionary(number_at(list));
            pages.push(references(list.trim_start_matches('[').trim_end_matches(']')));
        }
    }
    pages
}

impl Element {
    /// All tags of a kind, in the order in which they are read.
    fn all<'e>(&'e self, kind: &str, found: &mut Vec<&'e Element>) {
        if self.kind == kind {
            found.push(self);
        }
        self.children.iter().for_each(|child| child.all(kind, found));
    }

    fn of(&self, kind: &str) -> Vec<&Element> {
        let mut found = Vec::new();
        self.all(kind, &mut found);
        found
    }

    fn words(&self, kind: &str) -> Vec<&str> {
        self.of(kind).into_iter().map(|element| element.words.trim_end()).collect()
    }

    /// All words in the order in which they are read, a tag a line.
    fn text(&self) -> String {
        let own = if self.words.is_empty() { String::new() } else { format!("{}\n", self.words.trim_end()) };
        own + &self.children.iter().map(Element::text).collect::<String>()
    }
}

#[test]
fn every_paper_is_tagged_whole() {
    let papers = [
        given::balance_sheet(),
        given::income(),
        given::cash_book(70),
        given::notes(),
        given::receipt(Paper::A5),
        given::receipt(Paper::Roll58),
        given::shop_receipt(),
        given::certificate(12),
    ];
    for paper in papers {
        let tags = elements(&read(&paper));
        assert_eq!(tags.kind, "Document");
        let [part] = tags.children.as_slice() else { panic!("one paper") };
        assert_eq!((part.kind.as_str(), tags.words("H1")), ("Part", vec![paper.title.as_str()]));
        // The head of a page's foot and of a repeated table are not read again.
        assert!(!tags.text().contains("halaman 1") && !tags.text().contains("...."), "{}", tags.text());
        let figure = tags.of("Figure");
        let code = &paper.seal.as_ref().expect("a seal").code;
        let alternative: String = code.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
        assert!(figure.len() == 1 && figure[0].dictionary.contains(&alternative), "{}", figure[0].dictionary);
        assert!(figure[0].dictionary.contains("/BBox["));
    }
}

#[test]
fn a_table_is_read_row_by_row_with_its_names() {
    let tags = elements(&read(&given::balance_sheet()));
    let tables = tags.of("Table");
    assert_eq!(tables.len(), 2);
    let rows = tables[0].of("TR");
    let shown: Vec<String> = rows.iter().take(4).map(|row| row.text()).collect();
    assert_eq!(shown[0], "Harta (aset)\n31 Okt 2026\n31 Okt 2025\n");
    assert_eq!((shown[1].as_str(), shown[2].as_str()), ("Aset lancar\n", "Kas\n6.186.500\n2.750.000\n"));
    let scope = |element: &Element| between(&element.dictionary, "/Scope/", ">").to_owned();
    assert!(rows[0].children.iter().all(|cell| cell.kind == "TH" && scope(cell) == "Column"));
    assert_eq!((scope(&rows[1].children[0]).as_str(), rows[1].children.len()), ("Row/ColSpan 3", 1));
    let kinds: Vec<&str> = rows[2].children.iter().map(|cell| cell.kind.as_str()).collect();
    assert_eq!((kinds, scope(&rows[2].children[0]).as_str()), (vec!["TH", "TD", "TD"], "Row"));
}

#[test]
fn a_book_over_pages_is_one_table_whose_head_is_read_once() {
    let tags = elements(&read(&given::cash_book(70)));
    let tables = tags.of("Table");
    assert_eq!((tables.len(), tables[0].of("TR").len()), (1, 73));
    assert_eq!(tables[0].words("TH").len(), 8);
    assert!(tables[0].of("TR").iter().all(|row| row.children.len() == 8), "empty cells keep their place");
    let words =
        "Beli gula, minyak goreng, dan beras untuk gerai sembako dari pemasok Toko Contoh Makmur Jaya Abadi";
    assert!(tables[0].words("TD").contains(&words), "words on two lines stay apart");
}

#[test]
fn lists_have_marks_and_headings_leave_no_level_out() {
    let tags = elements(&read(&given::notes()));
    assert_eq!(tags.words("Lbl"), ["a.", "b.", "c.", "d."]);
    assert!(tags.of("L")[0].dictionary.contains("/ListNumbering/LowerAlpha"));
    assert_eq!(tags.words("LBody")[2], "Persediaan dinilai dengan harga rata-rata.");
    assert_eq!((tags.words("H2").len(), tags.words("H3").len()), (8, 1));
    let heading = |text: &str| Part::Heading(text.to_owned());
    let page = |text: &str| Part::NewPage(text.to_owned());
    let parts =
        vec![heading("a"), page("b"), heading("c"), page("d"), Part::Paragraph("e".into()), heading("f")];
    let tags = elements(&read(&Document { parts, ..Document::new("Koperasi Contoh", "Laporan") }));
    assert_eq!((tags.words("H2"), tags.words("H3")), (vec!["a", "c", "d"], vec!["f"]));
}

#[test]
fn a_paragraph_over_two_pages_is_read_as_one() {
    let words: Vec<String> = (0..3000).map(|n| format!("kata{n}.")).collect();
    let parts =
        vec![Part::Paragraph(words.join(" ")), Part::Paragraph("alamat ".to_owned() + &"x".repeat(300))];
    let tags = elements(&read(&Document { parts, ..Document::new("Koperasi Contoh", "Panjang") }));
    let read = tags.words("P");
    assert!(read.contains(&words.join(" ").as_str()));
    assert!(read.iter().any(|text| text.ends_with(&"x".repeat(300))), "a word that is cut stays one");
}

#[test]
fn the_file_claims_what_it_keeps() {
    let sealed = given::balance_sheet();
    let open = Document { seal: None, owner: "Koperasi <Contoh> & Co".to_owned(), ..sealed.clone() };
    for (paper, is_archival) in [(sealed, false), (open, true)] {
        let pdf = read(&paper);
        let catalog = pdf.dictionary(pdf.named("/Root"));
        for expected in ["/MarkInfo<</Marked true>>", "/DisplayDocTitle true", "/Lang(id-ID)", "/GTS_PDFA1"] {
            assert!(catalog.contains(expected), "{expected}: {catalog}");
        }
        let metadata = reference(catalog, "/Metadata").expect("a description");
        let description = String::from_utf8(pdf.stream(metadata).to_vec()).expect("letters");
        assert!(description.contains("<pdfuaid:part>1</pdfuaid:part>"));
        assert!(description.contains("<rdf:li xml:lang=\"x-default\">Neraca</rdf:li>"));
        assert!(description.contains("<xmp:CreateDate>2026-11-30</xmp:CreateDate>"));
        assert_eq!(description.contains("<pdfaid:conformance>A</pdfaid:conformance>"), is_archival);
        assert_eq!(description.contains("Koperasi &lt;Contoh&gt; &amp; Co"), is_archival);
        assert!(pdf.trailer.contains("/ID[<"), "{}", pdf.trailer);
        let profile = reference(catalog, "/DestOutputProfile").expect("a profile");
        assert_eq!(latin(&pdf.stream(profile)[36..40]), "acsp");
    }
}

#[test]
fn many_papers_are_tagged_each_by_itself() {
    let mut bytes = Vec::new();
    let mut papers = (1..=130).map(given::certificate);
    reports::pdf_to(&mut bytes, &mut papers, day("2026-11-30")).expect("a file");
    let tags = elements(&Pdf::read(&bytes));
    assert_eq!((tags.children.len(), tags.of("Figure").len()), (130, 130));
    let names = tags.words("H2");
    assert_eq!(names[129], "Koperasi Kelurahan Merah Putih Contoh 130");
}
