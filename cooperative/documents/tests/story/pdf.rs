//! PDFs: whole ones of old and new make are taken; cut, locked, acting and carrying ones are not.

use documents::{DocumentError, Pdf};

use crate::given::*;

fn pages(bytes: Vec<u8>) -> i64 {
    Pdf::check("surat.pdf", bytes).unwrap().pages
}

/// The catalogue and pages in packed objects, as most programs write them today.
fn modern(catalogue: &str, filter: &str) -> Paper {
    let mut paper = Paper::new();
    let objects = [
        (1, format!("<</Type/Catalog/Pages 2 0 R{catalogue}>>")),
        (2, "<</Type/Pages/Kids 9 0 R/Count 2>>".to_owned()),
        (3, "<</Type/Page/Parent 2 0 R>>".to_owned()),
        (4, "<</Type/Page/Parent 2 0 R>>".to_owned()),
        (9, "[3 0 R 4 0 R]".to_owned()),
    ];
    paper.packed(5, &objects, filter);
    paper
}

#[test]
fn whole_files_of_every_make_are_taken() {
    assert_eq!(pages(Paper::letter(1, "").with_table()), 1);
    assert_eq!(pages(Paper::letter(40, "/OpenAction[3 0 R/Fit]/Lang(id)").with_table()), 40);
    assert_eq!(pages(modern("", "/Filter/FlateDecode").with_stream()), 2);
    assert_eq!(pages(modern("", "/Filter[/FlateDecode]").with_stream()), 2);
    assert_eq!(pages(modern("", "").with_stream()), 2);
    // A scan whose bytes look like words of a PDF.
    let mut scan = Paper::letter(1, "");
    scan.stream(9, "/Subtype/Image", b"7 0 obj (( <</Type /obj endobj 8 0 obj [ stream \xFF\xD8");
    assert_eq!(pages(scan.with_table()), 1);
    // A link to a web page is no command.
    let mut link = Paper::letter(1, "");
    link.object(7, "<</S/URI/URI(https://contoh.id/?a=%2FJavaScript)>> % (lepas");
    assert_eq!(pages(link.with_table()), 1);
    // What a mail program puts behind the end, or a byte order mark before the head.
    let behind = [Paper::letter(1, "").with_table(), vec![b'\n'; 700]].concat();
    assert_eq!(pages(behind), 1);
    let before = [b"\xEF\xBB\xBF".to_vec(), Paper::letter(1, "").with_table()].concat();
    assert_eq!(pages(before), 1);
}

#[test]
fn what_was_written_last_counts() {
    let old = Paper::letter(1, "").with_table();
    let mut bytes = old.clone();
    let place = bytes.len();
    bytes.extend_from_slice(b"2 0 obj\n<</Type/Pages/Kids[3 0 R 10 0 R]>>\nendobj\n");
    bytes.extend_from_slice(b"10 0 obj <</Type/Page>> endobj\n");
    let index = bytes.len();
    let end = format!(
        "xref\n2 1\n{place:010} 00000 n \ntrailer\n<</Root 1 0 R/Prev 0>>\nstartxref\n{index}\n%%EOF"
    );
    bytes.extend_from_slice(end.as_bytes());
    assert_eq!(pages(bytes), 2);
}

#[test]
fn a_cut_or_broken_file_is_refused() {
    let whole = Paper::letter(5, "").with_table();
    for length in [9, 40, whole.len() / 2, whole.len() - 9] {
        let cut = &whole[..length];
        assert!(matches!(refused("a.pdf", cut), DocumentError::PdfBroken), "cut after {length}");
    }
    let packed = modern("", "/Filter/FlateDecode").with_stream();
    assert!(matches!(refused("a.pdf", &packed[..packed.len() - 30]), DocumentError::PdfBroken));
    let broken = [
        Paper::letter(0, "").with_table(),
        Paper::letter(1, "").with_table().into_iter().map(|b| if b == b'K' { b'k' } else { b }).collect(),
        // The index is named where there is none.
        String::from_utf8_lossy(&whole).replace("startxref\n", "startxref\n1").into_bytes(),
        // Packed in a way that nobody packs objects.
        modern("", "/Filter/LZWDecode").with_stream(),
        modern("", "/Filter/FlateDecode/DecodeParms<</Predictor 12>>").with_stream(),
    ];
    for (n, bytes) in broken.into_iter().enumerate() {
        assert!(matches!(refused("a.pdf", bytes), DocumentError::PdfBroken), "case {n}");
    }
}

#[test]
fn a_tree_that_bites_its_tail_ends() {
    let mut paper = Paper::new();
    paper.object(1, "<</Type/Catalog/Pages 2 0 R>>");
    paper.object(2, "<</Type/Pages/Kids[2 0 R]>>");
    assert!(matches!(refused("a.pdf", paper.with_table()), DocumentError::PdfBroken));
    let mut paper = Paper::new();
    paper.object(1, "2 0 R");
    paper.object(2, "1 0 R");
    assert!(matches!(refused("a.pdf", paper.with_table()), DocumentError::PdfBroken));
}

#[test]
fn a_locked_file_is_refused_also_where_it_opens_without_a_password() {
    let mut old = Paper::letter(1, "");
    old.trailer = "/Encrypt 9 0 R/ID[<00><00>]".to_owned();
    old.object(9, "<</Filter/Standard/V 2/R 3/P -44>>");
    let mut new = modern("", "/Filter/FlateDecode");
    new.trailer = "/Encrypt<</Filter/Standard>>".to_owned();
    for bytes in [old.with_table(), new.with_stream()] {
        let refusal = refused("rekening koran.pdf", bytes);
        assert!(matches!(refusal, DocumentError::PdfLocked), "{refusal}");
        assert!(refusal.to_string().contains("kata sandi"));
    }
}

#[test]
fn a_file_that_can_act_is_refused_however_it_is_written() {
    let act = "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>";
    let spelled = "/OpenAction<</S/J#61va#53cript/JS(1)>>";
    let mut launch = Paper::letter(1, "");
    launch.object(9, "<</Type/Action/S /Launch/F(cmd.exe)>>");
    let mut form = Paper::letter(1, "");
    form.object(9, "<</S/SubmitForm/F<</FS/URL/F(https://contoh.id)>>>>");
    let cases = [
        Paper::letter(1, act).with_table(),
        Paper::letter(1, spelled).with_table(),
        Paper::letter(1, "/Names<</JavaScript 9 0 R>>").with_table(),
        modern(act, "/Filter/FlateDecode").with_stream(),
        modern(act, "").with_stream(),
        launch.with_table(),
        form.with_table(),
    ];
    for (n, bytes) in cases.into_iter().enumerate() {
        let refusal = refused("undangan.pdf", bytes);
        assert!(matches!(refusal, DocumentError::PdfActs), "case {n}: {refusal}");
    }
    let mut carrier = Paper::letter(1, "/Names<</EmbeddedFiles 8 0 R>>");
    carrier.stream(9, "/Type/EmbeddedFile", b"MZ");
    assert!(matches!(refused("a.pdf", carrier.with_table()), DocumentError::PdfEmbeds));
}

#[test]
fn a_file_made_to_use_up_memory_or_time_is_refused() {
    // 100 MB of zeros in 100 KB.
    let mut bomb = Paper::letter(1, "");
    bomb.stream(9, "/Type/ObjStm/N 1/First 4/Filter/FlateDecode", &zipped(&vec![0; 100 << 20]));
    assert!(matches!(refused("a.pdf", bomb.with_table()), DocumentError::PdfBroken));
    // A million objects that begin and do not end, each in the other.
    let nested = |piece: &str, last: &str| {
        let mut bytes = b"%PDF-1.5\n".to_vec();
        bytes.extend_from_slice(piece.repeat(400_000).as_bytes());
        bytes.extend_from_slice(last.as_bytes());
        bytes.extend_from_slice(&Paper::letter(1, "").with_table());
        bytes
    };
    for piece in ["1 0 obj (", "1 0 obj [(", "1 0 obj <", "1 0 obj [[[", "1 0 obj %"] {
        let refusal = refused("a.pdf", nested(piece, &format!("{} x", ")".repeat(400_000))));
        assert!(matches!(refusal, DocumentError::PdfBroken), "{piece}: {refusal}");
    }
}

#[test]
fn no_byte_that_goes_wrong_makes_the_check_fail_to_answer() {
    let whole = modern("/Lang(id)", "/Filter/FlateDecode").with_stream();
    for at in 0..whole.len() {
        for wrong in [0, b'(', b'<', b'9', 0xFF] {
            let mut bytes = whole.clone();
            bytes[at] = wrong;
            // Either answer is right; there must be one.
            let _ = documents::File::check("a.pdf", bytes);
        }
    }
}
