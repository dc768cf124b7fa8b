//! Books that cannot be used before a question is answered.

use sheets::ListedKind::{BadDate, NotATable};
use sheets::QuestionKind::{Month, NoHeading, WhichColumn, WhichTable};

use crate::given::{Book, Tab};

pub(crate) const BOOKS: &[Book] = &[WITHOUT_HEADING, AS_THE_BANK, TWO_BOOKS, COPIED, ONE_SIDE];

const WITHOUT_HEADING: Book = Book {
    file: "14-tanpa-judul.xlsx",
    year: Some(2026),
    sheets: &[
        Tab {
            name: "Sheet1",
            rows: &["1/7/2026|Setoran anggota|=100000||=100000", "2/7/2026|Belanja||=5000|=95000"],
            merged: &[],
        },
        Tab { name: "Anggota", rows: &["No|Nama", "=1|Bu Contoh Marni", "=2|Pak Contoh Darmo"], merged: &[] },
    ],
    rows: &[],
    problems: &[("Sheet1", 1, NotATable), ("Sheet1", 2, NotATable)],
    questions: &[("Sheet1", NoHeading)],
    ends: (None, Some(0)),
    breaks: &[],
};

/// Copied from the bank's statement: there, debet is money out.
const AS_THE_BANK: Book = Book {
    file: "15-seperti-bank.xlsx",
    year: None,
    sheets: &[Tab {
        name: "Juli 2026",
        rows: &[
            "Tanggal|Uraian|Debet|Kredit|Saldo",
            "|Saldo awal|||=1000000",
            "@2026-07-01|Setoran||=100000|=1100000",
            "@2026-07-02|Admin|=5000||=1095000",
            "@2026-07-03|Setoran||=5000|=1100000",
        ],
        merged: &[],
    }],
    rows: &[],
    problems: &[("Juli 2026", 3, NotATable), ("Juli 2026", 4, NotATable), ("Juli 2026", 5, NotATable)],
    questions: &[("Juli 2026", WhichColumn)],
    ends: (Some(1_000_000), Some(1_000_000)),
    breaks: &[],
};

/// Cash and bank side by side.
const TWO_BOOKS: Book = Book {
    file: "16-kas-dan-bank.xlsx",
    year: None,
    sheets: &[Tab {
        name: "Juli 2026",
        rows: &[
            "|||Kas||Bank|",
            "No|Tanggal|Uraian|Masuk|Keluar|Masuk|Keluar",
            "=1|@2026-07-01|Setoran|=100000|||",
            "=2|@2026-07-01|Setor ke bank||=50000|=50000|",
        ],
        merged: &[(1, 3, 1, 4), (1, 5, 1, 6)],
    }],
    rows: &[],
    problems: &[("Juli 2026", 3, NotATable), ("Juli 2026", 4, NotATable)],
    questions: &[("Juli 2026", WhichTable)],
    ends: (None, Some(0)),
    breaks: &[],
};

const JULY: &[&str] = &[
    "Bulan : Juli 2026",
    "Tgl|Uraian|Masuk|Keluar",
    "=1|Setoran|=100000|",
    "=2|Setoran|=200000|",
    "=3|Belanja||=5000",
];

/// A sheet copied for the next month and not yet changed, and a copy of a copy.
const COPIED: Book = Book {
    file: "17-salinan.xlsx",
    year: None,
    sheets: &[
        Tab { name: "Juli 2026", rows: JULY, merged: &[] },
        Tab { name: "Juli 2026 (2)", rows: JULY, merged: &[] },
        Tab { name: "Agustus 2026", rows: JULY, merged: &[] },
    ],
    rows: &[
        "Juli 2026|3|2026-07-01?|100000|0|Setoran",
        "Juli 2026|4|2026-07-02?|200000|0|Setoran",
        "Juli 2026|5|2026-07-03?|0|5000|Belanja",
    ],
    problems: &[
        ("Juli 2026 (2)", 3, NotATable),
        ("Juli 2026 (2)", 4, NotATable),
        ("Juli 2026 (2)", 5, NotATable),
        ("Agustus 2026", 3, BadDate),
        ("Agustus 2026", 4, BadDate),
        ("Agustus 2026", 5, BadDate),
    ],
    questions: &[("Juli 2026 (2)", WhichTable), ("Agustus 2026", Month)],
    ends: (None, Some(295_000)),
    breaks: &[],
};

/// The heading of the payments is not recognisable.
const ONE_SIDE: Book = Book {
    file: "18-satu-sisi.xlsx",
    year: None,
    sheets: &[Tab {
        name: "Juli 2026",
        rows: &[
            "Tgl|Uraian|Masuk|Kelwrr|Saldo",
            "1/7/2026|Setoran|=100000||=100000",
            "2/7/2026|Belanja||=5000|=95000",
        ],
        merged: &[],
    }],
    rows: &[],
    problems: &[("Juli 2026", 2, NotATable), ("Juli 2026", 3, NotATable)],
    questions: &[("Juli 2026", WhichColumn)],
    ends: (None, Some(0)),
    breaks: &[],
};
