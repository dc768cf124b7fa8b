//! Books in the form that the training taught, and a unit's sheet.

use sheets::ListedKind::OpeningDiffers;

use crate::given::{Book, Tab};

pub(crate) const BOOKS: &[Book] = &[BANK, AGENCY, BROUGHT_FORWARD];

/// Two months, in the file in the wrong order; #REF! in the saldo, a loan beside the table.
const BANK: Book = Book {
    file: "01-buku-bank.xlsx",
    year: None,
    sheets: &[
        Tab {
            name: "Juli 26",
            rows: &[
                "KOPERASI DESA MERAH PUTIH CONTOH",
                "BUKU BANK",
                "Bulan : Juli 2026",
                "",
                "No|Tanggal|Uraian Transaksi|Bukti|Debet (Rp)|Kredit (Rp)|Saldo (Rp)|Keterangan",
                "=1||Saldo Kas/Bank Bulan Lalu||||=8450000",
                "=2|@2026-07-01|Setoran anggota||=100000||=8550000||=2500000",
                "=3|@2026-07-03|Terima Simpanan wajib an. Bu Contoh Marni||=120000||=8670000|Juli - Des 25",
                "=4|@2026-07-03|admin bank|||=6500|#REF!||pinjaman Pak Contoh",
                "=5|Tgl 15 Juli 2026|Biaya cetak rekening koran|BK-01||=2500|=8661000",
                "=6|@2026-07-31|Bagi hasil pisang||=75455||=8736455",
                "||Transaksi Bulan ini||=295455|=9000|=8736455",
            ],
            merged: &[],
        },
        Tab {
            name: "Juni 26",
            rows: &[
                "KOPERASI DESA MERAH PUTIH CONTOH",
                "BUKU BANK",
                "Bulan : Juni 2026",
                "",
                "No|Tanggal|Uraian Transaksi|Bukti|Debet (Rp)|Kredit (Rp)|Saldo (Rp)|Keterangan",
                "=1||Saldo Kas/Bank Bulan Lalu||||=8000000",
                "=2|@2026-06-02|Modal Mitra Pisang||=500000||=8500000",
                "=3|@2026-06-30|Biaya Rapat Pengurus|||=50000|=8450000",
            ],
            merged: &[],
        },
    ],
    rows: &[
        "Juni 26|7|2026-06-02|500000|0|Modal Mitra Pisang",
        "Juni 26|8|2026-06-30|0|50000|Biaya Rapat Pengurus",
        "Juli 26|7|2026-07-01|100000|0|Setoran anggota",
        "Juli 26|8|2026-07-03|120000|0|Terima Simpanan wajib an. Bu Contoh Marni",
        "Juli 26|9|2026-07-03|0|6500|admin bank",
        "Juli 26|10|2026-07-15|0|2500|Biaya cetak rekening koran",
        "Juli 26|11|2026-07-31|75455|0|Bagi hasil pisang",
    ],
    problems: &[],
    questions: &[],
    ends: (Some(8_000_000), Some(8_736_455)),
    breaks: &[],
};

/// The agency sheet with its fee; amounts and dates as text, a day left out means the day above.
const AGENCY: Book = Book {
    file: "02-unit-brilink.xlsx",
    year: None,
    sheets: &[Tab {
        name: "Brilink",
        rows: &[
            "KOPERASI CONTOH MAKMUR",
            "UNIT USAHA BRILINK",
            "PERIODE JULI 2026",
            "No|Tanggal|Jenis Transaksi|Masuk|Keluar|Saldo|Keterangan|Fee",
            "1||Saldo Awal|||Rp 1.000.000,-",
            "2|Tgl 01 Juli 2026|Tranfer brilink|Rp 250.000,-||1.250.000||2500",
            "3||Tarik tunai||100rb|1.150.000||=455",
            "4|02/07/2026|Pembelian pulsa||Rp. 50 ribu|1.100.000|nomor 08xx|",
            "5|3-7-26|Laba Brilink|1,5 jt||2.600.000,00|(Laba: 12000)|Rp -",
            "6|Senin, 6 Juli 2026|Setor ke Bidang Usaha|-|600,000|2.000.000",
        ],
        merged: &[],
    }],
    rows: &[
        "Brilink|6|2026-07-01|250000|0|Tranfer brilink",
        "Brilink|7|2026-07-01?|0|100000|Tarik tunai",
        "Brilink|8|2026-07-02|0|50000|Pembelian pulsa",
        "Brilink|9|2026-07-03|1500000|0|Laba Brilink",
        "Brilink|10|2026-07-06|0|600000|Setor ke Bidang Usaha",
    ],
    problems: &[],
    questions: &[],
    ends: (Some(1_000_000), Some(2_000_000)),
    breaks: &[],
};

/// A balance brought forward that is not what the month before ended with, and a sum
/// that somebody typed wrong.
const BROUGHT_FORWARD: Book = Book {
    file: "03-saldo-pindahan.xlsx",
    year: Some(2026),
    sheets: &[
        Tab {
            name: "MARET",
            rows: &[
                "Tgl|Keterangan|Masuk|Keluar|Saldo",
                "|Saldo awal|=200000||=200000",
                "1 Mar|Penjualan Materai|=24000||=224000",
                "2 Mar|Belanja Materai||=20000|=204000",
                "9 Mar|Belanja Botol||=4000|=210000",
                "|Jumlah|=224000|=24000|",
            ],
            merged: &[],
        },
        Tab {
            name: "APRIL",
            rows: &[
                "Tgl|Keterangan|Masuk|Keluar|Saldo",
                "|Saldo bulan lalu|||=190000",
                "1 Apr|Fee Pisang|=10000||=200000",
            ],
            merged: &[],
        },
    ],
    rows: &[
        "MARET|3|2026-03-01|24000|0|Penjualan Materai",
        "MARET|4|2026-03-02|0|20000|Belanja Materai",
        "MARET|5|2026-03-09|0|4000|Belanja Botol",
        "APRIL|3|2026-04-01|10000|0|Fee Pisang",
    ],
    problems: &[("APRIL", 2, OpeningDiffers)],
    questions: &[],
    ends: (Some(200_000), Some(210_000)),
    breaks: &[("MARET", 5)],
};
