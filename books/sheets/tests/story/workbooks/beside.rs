//! What stands in a file beside the book: covers, counted columns, papers with the same headings.

use sheets::ListedKind;

use crate::given::{Book, Tab};

pub(crate) const BOOKS: &[Book] = &[PRINTED, PAPERS, FIRST_SALDO];

/// A printed form: a cover sheet, the period in cells of its own, counted columns.
const PRINTED: Book = Book {
    file: "19-formulir-cetak.xlsx",
    year: None,
    sheets: &[
        Tab { name: "Sampul", rows: &["KOPERASI CONTOH", "BUKU KAS UMUM"], merged: &[] },
        Tab {
            name: "Isi",
            rows: &[
                "Nama|:|Koperasi Contoh",
                "Bulan|:|Juli",
                "Tahun|:|=2026",
                "No|Tgl|Uraian|Bukti|Penerimaan (Rp)|Pengeluaran (Rp)|Saldo (Rp)",
                "=1|=2|=3|=4|=5|=6|7=5-6",
                "||Saldo bulan lalu||||=250000",
                "=1|=3|Fee pisang||=15000||=265000",
                "=2|=9|admin bank|||=6500|=258500",
                "No|Tgl|Uraian|Bukti|Penerimaan (Rp)|Pengeluaran (Rp)|Saldo (Rp)",
                "(1)|(2)|(3)|(4)|(5)|(6)|(7)",
                "=3|=20|Fee pisang||=15000||=273500",
            ],
            merged: &[],
        },
    ],
    rows: &[
        "Isi|7|2026-07-03?|15000|0|Fee pisang",
        "Isi|8|2026-07-09?|0|6500|admin bank",
        "Isi|11|2026-07-20?|15000|0|Fee pisang",
    ],
    problems: &[],
    questions: &[],
    ends: (Some(250_000), Some(273_500)),
    breaks: &[],
};

/// A trial balance and summaries have the headings of a cash book, and are none.
const PAPERS: Book = Book {
    file: "20-neraca-dan-rekap.xlsx",
    year: None,
    sheets: &[
        Tab {
            name: "Neraca Saldo",
            rows: &[
                "NERACA SALDO",
                "Per 31 Juli 2026",
                "No|Uraian|Debet|Kredit",
                "=1|Kas|=23500|",
                "=2|Biaya Rapat|=6500|",
                "=3|Simpanan Pokok||=30000",
            ],
            merged: &[],
        },
        Tab {
            name: "Juli 2026",
            rows: &[
                "BUKU KAS",
                "Tanggal|Uraian|Debet|Kredit|Saldo",
                "@2026-07-01|Simpanan Pokok Anggota|=30000||=30000",
                "@2026-07-02|Biaya Rapat Pengurus||=6500|=23500",
            ],
            merged: &[],
        },
        Tab {
            name: "Ringkas",
            rows: &[
                "REKAPITULASI KAS TAHUN 2026",
                "Tanggal|Keterangan|Debet|Kredit|Saldo",
                "Juli|Setoran|=30000||=30000",
                "Juli|Biaya||=6500|=23500",
            ],
            merged: &[],
        },
        Tab {
            name: "Sheet4",
            rows: &["No|Uraian|Debet|Kredit", "=1|Kas|=23500|", "=2|Modal||=23500"],
            merged: &[],
        },
    ],
    rows: &[
        "Juli 2026|3|2026-07-01|30000|0|Simpanan Pokok Anggota",
        "Juli 2026|4|2026-07-02|0|6500|Biaya Rapat Pengurus",
    ],
    problems: &[("Sheet4", 2, ListedKind::NotATable), ("Sheet4", 3, ListedKind::NotATable)],
    questions: &[("Sheet4", sheets::QuestionKind::WhichColumn)],
    ends: (None, Some(23_500)),
    breaks: &[],
};

/// "Saldo" above all receipts is what was there before; below them it is a sum.
const FIRST_SALDO: Book = Book {
    file: "21-saldo-saja.xlsx",
    year: None,
    sheets: &[Tab {
        name: "Juli 2026",
        rows: &[
            "Tanggal|Uraian|Masuk|Keluar|Saldo",
            "@2026-07-01|Saldo|=500000||=500000",
            "@2026-07-02|Fee pisang|=10000||=510000",
            "@2026-07-05|admin bank||=6500|=502500",
            "@2026-07-31|Saldo|||=502500",
        ],
        merged: &[],
    }],
    rows: &["Juli 2026|3|2026-07-02|10000|0|Fee pisang", "Juli 2026|4|2026-07-05|0|6500|admin bank"],
    problems: &[],
    questions: &[],
    ends: (Some(500_000), Some(503_500)),
    breaks: &[("Juli 2026", 4)],
};
