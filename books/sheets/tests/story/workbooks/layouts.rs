//! Tables that stand otherwise than they should, and are read all the same.

use crate::given::{Book, Tab};

pub(crate) const BOOKS: &[Book] = &[GROUPED, MONTHS, MIXED, OLD, OPEN, SEPARATED];

/// A heading in two rows, "Rp" in columns of their own, days alone.
const GROUPED: Book = Book {
    file: "04-judul-dua-baris.xlsx",
    year: None,
    sheets: &[Tab {
        name: "JAN 2026",
        rows: &[
            "BUKU KAS UMUM",
            "No|Hari/Tanggal|Uraian|Mutasi||||Saldo",
            "|||Debet||Kredit||",
            "=1|=2|Setoran   anggota|Rp|=100000|||=100000",
            "=2||Simpanan Pokok Anggota|Rp|=50000|||=150000",
            "=3|5|Belanja Media Tanam|||Rp|=30000|=120000",
            "=4|Jum'at, 30|Pengembalian Mitra Contoh (bagi hasil 100rb)|||Rp.|=100000|=20000",
        ],
        merged: &[
            (2, 0, 3, 0),
            (2, 1, 3, 1),
            (2, 2, 3, 2),
            (2, 3, 2, 6),
            (3, 3, 3, 4),
            (3, 5, 3, 6),
            (2, 7, 3, 7),
        ],
    }],
    rows: &[
        "JAN 2026|4|2026-01-02?|100000|0|Setoran anggota",
        "JAN 2026|5|2026-01-02?|50000|0|Simpanan Pokok Anggota",
        "JAN 2026|6|2026-01-05?|0|30000|Belanja Media Tanam",
        "JAN 2026|7|2026-01-30?|0|100000|Pengembalian Mitra Contoh (bagi hasil 100rb)",
    ],
    problems: &[],
    questions: &[],
    ends: (None, Some(20_000)),
    breaks: &[],
};

/// One sheet for many months, with "Bulan Januari" for a date or on a line of its own.
const MONTHS: Book = Book {
    file: "05-bulan-berurutan.xlsx",
    year: None,
    sheets: &[Tab {
        name: "Sheet1",
        rows: &[
            "BUKU KAS OPERASIONAL",
            "TAHUN 2026",
            "Tanggal|Uraian|Penerimaan|Pengeluaran|Sisa",
            "Bulan Januari|Iuran wajib|=20000||=20000",
            "12/01/2026|Fotokopi||=5000|=15000",
            "Bulan Januari|Iuran wajib|=20000||=35000",
            "BULAN FEBRUARI",
            "|Iuran wajib|=40000||=75000",
            "14|Snack rapat||=15000|=60000",
            "Maret|Iuran wajib|=20000||=80000",
        ],
        merged: &[],
    }],
    rows: &[
        "Sheet1|4|2026-01-01?|20000|0|Iuran wajib",
        "Sheet1|5|2026-01-12|0|5000|Fotokopi",
        "Sheet1|6|2026-01-12?|20000|0|Iuran wajib",
        "Sheet1|8|2026-02-01?|40000|0|Iuran wajib",
        "Sheet1|9|2026-02-14?|0|15000|Snack rapat",
        "Sheet1|10|2026-03-01?|20000|0|Iuran wajib",
    ],
    problems: &[],
    questions: &[],
    ends: (None, Some(80_000)),
    breaks: &[],
};

/// Columns in another order, headings with typing errors and line breaks, subtotals,
/// a page break with the heading again, hidden rows, signatures.
const MIXED: Book = Book {
    file: "06-halaman-kas.xlsx",
    year: None,
    sheets: &[Tab {
        name: "Agustus 2026",
        rows: &[
            "Koperasi Contoh Sejahtera",
            "Buku Kas Harian",
            "Saldo¶(Rp)|Uang  Keluar|Uang¶Masuk|Urain|No. Kwitansi|Tangal|Ket",
            "=500000|||Saldo bulan Juli 2026|||",
            "=600000||=100000|Setoran anggota|001|1.8.2026|tunai",
            "~=580000|=20000||Pembelian Snack Temu Mitra|002|2026-08-04|",
            "",
            "|=20000|=100000|Jumlah dipindahkan|||",
            "Saldo¶(Rp)|Uang  Keluar|Uang¶Masuk|Urain|No. Kwitansi|Tangal|Ket",
            "|=20000|=100000|Pindahan|||",
            "=585000||=5000|Terima diskon snack||=46244|",
            "|||||||catatan: diskon dari toko",
            "=335000|=250000||Modal Unit Usaha Sembako|003|31 Agustus 2026|",
            "=335000|=270000|=105000|||Total|",
            "",
            "|||Bantul, 31 Agustus 2026|||",
            "|Bendahara||Mengetahui, Ketua|||",
            "|Bu Contoh Marni||Pak Contoh Darmo|||",
        ],
        merged: &[],
    }],
    rows: &[
        "Agustus 2026|5|2026-08-01|100000|0|Setoran anggota",
        "Agustus 2026|6|2026-08-04|0|20000|Pembelian Snack Temu Mitra",
        "Agustus 2026|11|2026-08-10|5000|0|Terima diskon snack",
        "Agustus 2026|13|2026-08-31|0|250000|Modal Unit Usaha Sembako",
    ],
    problems: &[],
    questions: &[],
    ends: (Some(500_000), Some(335_000)),
    breaks: &[],
};

/// Written by an old program.
const OLD: Book = Book {
    file: "07-lama.xls",
    year: None,
    sheets: &[Tab {
        name: "Mei 2026",
        rows: &[
            "BUKU KAS UNIT PISANG",
            "No|Tanggal|Uraian|Debit|Credit|Saldo",
            "=1|@2026-05-02|Fee Pisang|=45000||=45000",
            "~=2|@2026-05-03|Belanja Botol||=12500|=32500",
            "=3|05-05-2026|Mengembalikan kepada pihak ke-3||=32500|=0",
            "||Jumlah|=45000|=45000|#DIV/0!",
        ],
        merged: &[],
    }],
    rows: &[
        "Mei 2026|3|2026-05-02|45000|0|Fee Pisang",
        "Mei 2026|4|2026-05-03|0|12500|Belanja Botol",
        "Mei 2026|5|2026-05-05|0|32500|Mengembalikan kepada pihak ke-3",
    ],
    problems: &[],
    questions: &[],
    ends: (None, Some(0)),
    breaks: &[],
};

/// Written by LibreOffice.
const OPEN: Book = Book {
    file: "08-terbuka.ods",
    year: None,
    sheets: &[Tab {
        name: "September",
        rows: &[
            "KOPERASI CONTOH",
            "BUKU KAS",
            "Periode 01/09/2026 s/d 30/09/2026",
            "",
            "No|Tanggal|Keterangan Transaksi|Bukti|Debet|Kredit|Saldo",
            "=1|@2026-09-01|Setoran anggota||=100000||=100000",
            "=2|@2026-09-01|Setoran anggota||=100000||=200000",
            "~=3|@2026-09-07|Belanja & jajan <rapat>||||=200000",
            "=4|@2026-09-09|Belanja & jajan <rapat>|||=15000|=185000",
            "=5|9 September 2026|Setoran anggota||=100000||#REF!",
        ],
        merged: &[],
    }],
    rows: &[
        "September|6|2026-09-01|100000|0|Setoran anggota",
        "September|7|2026-09-01|100000|0|Setoran anggota",
        "September|9|2026-09-09|0|15000|Belanja & jajan <rapat>",
        "September|10|2026-09-09|100000|0|Setoran anggota",
    ],
    problems: &[("September", 8, sheets::ListedKind::NoAmount)],
    questions: &[],
    ends: (None, Some(285_000)),
    breaks: &[],
};

/// Text with semicolons, as a till saves it.
const SEPARATED: Book = Book {
    file: "09-kas-oktober.csv",
    year: None,
    sheets: &[Tab {
        name: "09-kas-oktober",
        rows: &[
            "Tanggal|Uraian|Masuk|Keluar|Saldo",
            "01/10/2026|Penjualan; tunai|120.000||120.000",
            "02/10/2026|Belanja \"Botol\"||20.000,00|100.000",
            "13/10/2026|Admin||(5.000)|95.000",
            "03/11/2026|Setoran|5.000||100.000",
        ],
        merged: &[],
    }],
    rows: &[
        "09-kas-oktober|2|2026-10-01|120000|0|Penjualan; tunai",
        "09-kas-oktober|3|2026-10-02|0|20000|Belanja \"Botol\"",
        "09-kas-oktober|5|2026-11-03|5000|0|Setoran",
    ],
    problems: &[("09-kas-oktober", 4, sheets::ListedKind::BadAmount)],
    questions: &[],
    ends: (None, Some(105_000)),
    breaks: &[],
};
