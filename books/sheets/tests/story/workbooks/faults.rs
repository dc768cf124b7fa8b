//! Books with rows that nobody may use before a person has mended them.

use sheets::ListedKind::{BadAmount, BadDate, BothSides, FormulaError, Future, NoAmount, Total};
use sheets::QuestionKind::{DayOrMonth, Year};

use crate::given::{Book, Tab};

pub(crate) const BOOKS: &[Book] = &[AMOUNTS, YEARS, ANSWERED, TURNED_DATES];

const AMOUNTS: Book = Book {
    file: "10-jumlah-meragukan.xlsx",
    year: None,
    sheets: &[Tab {
        name: "Juli 2026",
        rows: &[
            "BUKU KAS",
            "No|Tanggal|Uraian|Masuk|Keluar|Saldo",
            "=1|@2026-07-01|Setoran anggota|=100000||=100000",
            "=2|@2026-07-02|Masuk dan keluar|=50000|=20000|=130000",
            "=3|@2026-07-03|Koreksi|=-10000||=120000",
            "=4|@2026-07-04|Rumus rusak|#REF!||",
            "=5|@2026-07-05|Dua arti||1.5|",
            "=6|@2026-07-06|Kata|dua ratus 50||",
            "=7|@2026-07-07|Pecahan|=333333.33||",
            "=8|@2026-07-08|Belum dibayar|||=120000",
            "=9|@2026-12-09|Belum terjadi|=1000||",
            "=10|31/06/2026|Tidak ada hari itu|=1000||",
            "=11||Di bawah tanggal rusak|=1000||",
            "|=12|Setelah itu|=2000||=122000",
            "||Total belanja snack||=7000|",
            "=14|@2026-07-14|Total belanja snack||=7000|=115000",
            "=15|@2026-07-15|Jumlah setoran 5 orang|=50000||=165000",
        ],
        merged: &[],
    }],
    rows: &[
        "Juli 2026|3|2026-07-01|100000|0|Setoran anggota",
        "Juli 2026|14|2026-07-12?|2000|0|Setelah itu",
        "Juli 2026|16|2026-07-14|0|7000|Total belanja snack",
        "Juli 2026|17|2026-07-15|50000|0|Jumlah setoran 5 orang",
    ],
    problems: &[
        ("Juli 2026", 4, BothSides),
        ("Juli 2026", 5, BadAmount),
        ("Juli 2026", 6, FormulaError),
        ("Juli 2026", 7, BadAmount),
        ("Juli 2026", 8, BadAmount),
        ("Juli 2026", 9, BadAmount),
        ("Juli 2026", 10, NoAmount),
        ("Juli 2026", 11, Future),
        ("Juli 2026", 12, BadDate),
        ("Juli 2026", 13, BadDate),
        ("Juli 2026", 15, Total),
    ],
    questions: &[],
    ends: (None, Some(145_000)),
    breaks: &[],
};

const YEAR_ROWS: &[&str] = &[
    "Tanggal|Uraian|Debet|Kredit|Saldo",
    "30/6/2026|Setoran anggota|=100000||=100000",
    "1/7/2026|Setoran anggota|=100000||=200000",
    "2/7/2028|Salah ketik tahun|=10000||=210000",
    "|Di bawahnya|=10000||=220000",
    "3/7/2016|Salah ketik tahun juga||=20000|=200000",
    "4 Jul|Tanpa tahun|=5000||=205000",
    "5/7/26|Setoran anggota|=5000||=210000",
];

/// Years that cannot be are asked for.
const YEARS: Book = Book {
    file: "11-tahun-salah.xlsx",
    year: None,
    sheets: &[Tab { name: "Kas", rows: YEAR_ROWS, merged: &[] }],
    rows: &[
        "Kas|2|2026-06-30|100000|0|Setoran anggota",
        "Kas|3|2026-07-01|100000|0|Setoran anggota",
        "Kas|7|2026-07-04|5000|0|Tanpa tahun",
        "Kas|8|2026-07-05|5000|0|Setoran anggota",
    ],
    problems: &[("Kas", 4, BadDate), ("Kas", 5, BadDate), ("Kas", 6, BadDate)],
    questions: &[("Kas", Year)],
    ends: (None, Some(210_000)),
    breaks: &[],
};

/// The same book after the treasurer said that it is of 2026.
const ANSWERED: Book = Book {
    file: "12-tahun-dijawab.xlsx",
    year: Some(2026),
    sheets: &[Tab { name: "Kas", rows: YEAR_ROWS, merged: &[] }],
    rows: &[
        "Kas|2|2026-06-30|100000|0|Setoran anggota",
        "Kas|3|2026-07-01|100000|0|Setoran anggota",
        "Kas|4|2026-07-02?|10000|0|Salah ketik tahun",
        "Kas|5|2026-07-02?|10000|0|Di bawahnya",
        "Kas|6|2026-07-03?|0|20000|Salah ketik tahun juga",
        "Kas|7|2026-07-04|5000|0|Tanpa tahun",
        "Kas|8|2026-07-05|5000|0|Setoran anggota",
    ],
    problems: &[],
    questions: &[],
    ends: (None, Some(210_000)),
    breaks: &[],
};

/// Excel set to English took 1/7 for the seventh of January and left 13/7 as text.
const TURNED_DATES: Book = Book {
    file: "13-hari-bulan.xlsx",
    year: None,
    sheets: &[Tab {
        name: "Juli 2026",
        rows: &[
            "BUKU KAS",
            "No|Tanggal|Uraian|Masuk|Keluar",
            "=1|@2026-01-07|Setoran anggota|=100000|",
            "=2|13/7/2026|Setoran anggota|=100000|",
            "=3|7/14/2026|Setoran anggota|=100000|",
            "=4|15 Juli 2026|Belanja||=5000",
        ],
        merged: &[],
    }],
    rows: &["Juli 2026|4|2026-07-13|100000|0|Setoran anggota", "Juli 2026|6|2026-07-15|0|5000|Belanja"],
    problems: &[("Juli 2026", 3, BadDate), ("Juli 2026", 5, BadDate)],
    questions: &[("Juli 2026", DayOrMonth)],
    ends: (None, Some(95_000)),
    breaks: &[],
};
