//! Papers of an evidently fictional cooperative.

use kernel::{BookDate, Rupiah};
use reports::{Cell, Column, Document, Paper, Part, Row, SealMark, Signer, Signing, Table};

pub(crate) fn day(text: &str) -> BookDate {
    BookDate::parse(text).expect("a date")
}

pub(crate) fn letterhead(title: &str) -> Document {
    Document {
        letterhead: vec![
            "Badan Hukum AHU-0001234.AH.01.29.Tahun 2026".to_owned(),
            "Jl. Contoh Melati No. 7, Kel. Contoh Ampera, Kec. Contoh Rangkui, Kota Pangkalpinang 33135"
                .to_owned(),
        ],
        ..Document::new("Koperasi Kelurahan Merah Putih Contoh Bahari", title)
    }
}

pub(crate) fn signed(document: Document, offices: &[(&str, &str)]) -> Document {
    let signer =
        |(office, name): &(&str, &str)| Signer { office: (*office).to_owned(), name: (*name).to_owned() };
    let signing = Signing {
        place_and_date: "Pangkalpinang, 30 November 2026".to_owned(),
        signers: offices.iter().map(signer).collect(),
    };
    let seal = SealMark {
        text: "Segel Oktober 2026: 3f2a 91c0 77de 04b8. Pindai kode ini, atau buka halaman Periksa segel, untuk \
               memastikan bahwa angka di kertas ini sama dengan angka di buku."
            .to_owned(),
        code: "https://contoh.example/periksa/3f2a91c077de04b8".to_owned(),
    };
    Document { signing: Some(signing), seal: Some(seal), ..document }
}

pub(crate) const OFFICERS: [(&str, &str); 3] =
    [("Ketua", "Pak Contoh Darma"), ("Sekretaris", "Bu Contoh Melati"), ("Bendahara", "Bu Contoh Marni")];

fn amounts(name: &str, now: i64, before: i64) -> Vec<Cell> {
    vec![name.into(), Rupiah(now).into(), Rupiah(before).into()]
}

pub(crate) fn balance_sheet() -> Document {
    let columns =
        |name: &str| vec![Column::text(name), Column::money("31 Okt 2026"), Column::money("31 Okt 2025")];
    let assets = vec![
        Row::heading(0, "Aset lancar"),
        Row::detail(amounts("Kas", 6_186_500, 2_750_000)),
        Row::detail(amounts("Bank (rekening giro Bank Contoh Sejahtera)", 48_250_750, 31_000_000)),
        Row::detail(amounts("Piutang anggota", 17_400_000, 9_825_000)),
        Row::detail(amounts("Cadangan kerugian piutang", -870_000, -491_250)),
        Row::detail(amounts("Persediaan barang gerai sembako", 23_119_200, 0)),
        Row::subtotal(amounts("Jumlah aset lancar", 94_086_450, 43_083_750)),
        Row::heading(0, "Aset tetap"),
        Row::detail(amounts("Peralatan", 6_500_000, 6_500_000)),
        Row::detail(amounts("Akumulasi penyusutan peralatan", -1_625_000, -325_000)),
        Row::subtotal(amounts("Jumlah aset tetap", 4_875_000, 6_175_000)),
    ];
    let liabilities = vec![
        Row::heading(0, "Utang jangka pendek"),
        Row::detail(amounts("Simpanan sukarela anggota", 21_500_000, 8_000_000)),
        Row::detail(amounts("Utang pemasok", 12_300_000, 0)),
        Row::subtotal(amounts("Jumlah utang jangka pendek", 33_800_000, 8_000_000)),
        Row::heading(0, "Modal"),
        Row::detail(amounts("Simpanan pokok", 24_000_000, 20_000_000)),
        Row::detail(amounts("Simpanan wajib", 28_800_000, 14_400_000)),
        Row::detail(amounts("Sisa hasil usaha tahun berjalan", 12_361_450, 6_858_750)),
        Row::subtotal(amounts("Jumlah modal", 65_161_450, 41_258_750)),
    ];
    let table = |columns, rows, total| {
        Part::Table(Table { heading: String::new(), columns, rows, totals: vec![total] })
    };
    let document = Document {
        subtitle: vec!["per 31 Oktober 2026, dalam rupiah".to_owned()],
        parts: vec![
            table(
                columns("Harta (aset)"),
                assets,
                Row::plain(amounts("Jumlah harta", 98_961_450, 49_258_750)),
            ),
            table(
                columns("Utang dan modal"),
                liabilities,
                Row::plain(amounts("Jumlah utang dan modal", 98_961_450, 49_258_750)),
            ),
        ],
        footer: vec!["Neraca seimbang.".to_owned(), "Buku ditutup sampai Oktober 2026.".to_owned()],
        ..letterhead("Neraca")
    };
    signed(document, &OFFICERS)
}

pub(crate) fn income() -> Document {
    let rows = vec![
        Row::heading(0, "Pendapatan usaha"),
        Row::detail(amounts("Penjualan gerai sembako", 184_250_000, 0)),
        Row::detail(amounts("Harga pokok penjualan", -161_230_000, 0)),
        Row::detail(amounts("Jasa simpan pinjam", 4_820_000, 3_120_000)),
        Row::subtotal(amounts("Laba kotor usaha", 27_840_000, 3_120_000)),
        Row::heading(0, "Beban"),
        Row::detail(amounts("Beban gaji dan honor pengelola", -9_000_000, -1_500_000)),
        Row::detail(amounts("Beban listrik, air, dan internet", -2_178_550, -411_250)),
        Row::detail(amounts("Beban penyusutan", -1_300_000, -325_000)),
        Row::subtotal(amounts("Jumlah beban", -12_478_550, -2_236_250)),
        Row::plain(amounts("Pendapatan bunga bank", 212_000, 88_000)),
    ];
    let columns = vec![
        Column::text("Uraian"),
        Column::money("Januari – Oktober 2026"),
        Column::money("Januari – Oktober 2025"),
    ];
    let total = Row::plain(amounts("Sisa hasil usaha", 15_573_450, 971_750));
    let document = Document {
        subtitle: vec!["Januari – Oktober 2026, dalam rupiah".to_owned()],
        parts: vec![Part::Table(Table { heading: String::new(), columns, rows, totals: vec![total] })],
        footer: vec!["Buku ditutup sampai Oktober 2026.".to_owned()],
        ..letterhead("Perhitungan Hasil Usaha")
    };
    signed(document, &OFFICERS[..2])
}

/// A book of so many rows.
pub(crate) fn cash_book(count: i64) -> Document {
    let mut balance = 2_750_000;
    let mut rows = vec![Row::plain(vec![
        Cell::Empty,
        day("2026-10-31").into(),
        "Saldo bulan lalu".into(),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Rupiah(balance).into(),
    ])];
    let (mut received, mut paid) = (0, 0);
    for n in 1..=count {
        let (debit, credit) = if n % 3 == 0 { (0, 87_500 + n * 1_500) } else { (120_000 + n * 500, 0) };
        (received, paid, balance) = (received + debit, paid + credit, balance + debit - credit);
        let words = if n % 3 == 0 {
            "Beli gula, minyak goreng, dan beras untuk gerai sembako dari pemasok Toko Contoh Makmur Jaya Abadi"
        } else {
            "Terima simpanan wajib dari Bu Contoh Marni"
        };
        rows.push(Row::plain(vec![
            Cell::Number(n),
            day("2026-11-01").plus_days(n * 29 / count.max(1)).into(),
            words.into(),
            format!("BK-2611-{n:03}").into(),
            Cell::money_or_empty(Rupiah(debit)),
            Cell::money_or_empty(Rupiah(credit)),
            Rupiah(balance).into(),
            if n % 7 == 0 { "kuitansi menyusul".into() } else { Cell::Empty },
        ]));
    }
    let columns = vec![
        Column::number("No"),
        Column::date("Tanggal"),
        Column::text("Uraian"),
        Column::text("Bukti"),
        Column::money("Debet"),
        Column::money("Kredit"),
        Column::balance("Saldo"),
        Column::text("Keterangan"),
    ];
    let totals = vec![
        Cell::Empty,
        Cell::Empty,
        "Jumlah".into(),
        Cell::Empty,
        Rupiah(received).into(),
        Rupiah(paid).into(),
        Rupiah(balance).into(),
        Cell::Empty,
    ];
    let table = Table { heading: String::new(), columns, rows, totals: vec![Row::plain(totals)] };
    let document = Document {
        subtitle: vec!["November 2026".to_owned()],
        parts: vec![Part::Table(table)],
        footer: vec!["Buku ditutup sampai Oktober 2026.".to_owned()],
        paper: Paper::A4Wide,
        ..letterhead("Buku kas")
    };
    signed(document, &[("Mengetahui, Ketua", "Pak Contoh Darma"), ("Bendahara", "Bu Contoh Marni")])
}

pub(crate) fn notes() -> Document {
    let words = "Koperasi didirikan dengan akta notaris Contoh Setiawan, S.H., M.Kn. dan disahkan oleh Menteri \
                 Hukum. Laporan keuangan disusun menurut Standar Akuntansi Keuangan Entitas Privat (SAK EP) dan \
                 Peraturan Menteri Koperasi tentang kebijakan akuntansi koperasi; angka disajikan dalam rupiah \
                 penuh, kecuali disebut lain.";
    let item = |mark: &str, text: &str| Part::Item(mark.to_owned(), text.to_owned());
    let row = |name: &str, year: i64, price: i64| {
        Row::plain(vec![name.into(), Cell::Number(year), Rupiah(price).into()])
    };
    let table = Table {
        heading: "Aset yang dipakai, bukan milik koperasi".to_owned(),
        columns: vec![Column::text("Barang"), Column::number("Tahun"), Column::money("Nilai taksiran")],
        rows: vec![
            row("Etalase kaca, pinjam dari kelurahan", 2025, 1_500_000),
            row("Timbangan duduk", 2026, 850_000),
        ],
        totals: Vec::new(),
    };
    let mut parts = vec![Part::Heading("1. Umum".to_owned()), Part::Paragraph(words.to_owned())];
    parts.push(Part::Heading("2. Kebijakan akuntansi".to_owned()));
    parts.extend([
        item("a.", "Kas dan bank dicatat sebesar nilai nominal. Selisih antara buku dan uang yang dihitung dicatat pada hari ditemukan."),
        item("b.", "Piutang anggota disajikan setelah dikurangi cadangan kerugian. Besarnya cadangan ditentukan dari umur tunggakan: lewat 30 hari lima persen, lewat 90 hari dua puluh lima persen, lewat 180 hari seluruhnya."),
        item("c.", "Persediaan dinilai dengan harga rata-rata."),
        item("d.", "Aset tetap disusutkan dengan garis lurus selama umur manfaatnya."),
    ]);
    parts.push(Part::Table(table));
    for n in 3..9 {
        parts.push(Part::Heading(format!("{n}. Penjelasan pos {n}")));
        parts.push(Part::Paragraph(words.repeat(2)));
    }
    let document = Document {
        subtitle: vec!["Tahun buku 2026".to_owned()],
        parts,
        ..letterhead("Catatan atas Laporan Keuangan")
    };
    signed(
        document,
        &[
            OFFICERS[0],
            OFFICERS[1],
            OFFICERS[2],
            ("Ketua Pengawas", ""),
            (
                "Mengetahui, Kepala Dinas Koperasi, UKM, dan Perdagangan Kota Contoh",
                "Contoh Suryadi, S.E., M.M.",
            ),
        ],
    )
}

pub(crate) fn receipt(paper: Paper) -> Document {
    let row = |name: &str, amount: i64| Row::plain(vec![name.into(), Rupiah(amount).into()]);
    let table = Table {
        heading: String::new(),
        columns: vec![Column::text("Uraian"), Column::money("Jumlah (Rp)")],
        rows: vec![
            row("Simpanan wajib November 2026", 20_000),
            row("Angsuran pinjaman ke-4 dari 10 (pokok)", 250_000),
            row("Jasa pinjaman", 12_500),
        ],
        totals: vec![row("Jumlah", 282_500)],
    };
    let words = format!("Terbilang: {}.", kernel::terbilang(Rupiah(282_500)));
    let document = Document {
        subtitle: vec!["No. KT-2611-0042, 24 November 2026".to_owned()],
        parts: vec![
            Part::Paragraph("Sudah terima dari Bu Contoh Marni, anggota nomor 017.".to_owned()),
            Part::Table(table),
            Part::Paragraph(words),
        ],
        footer: vec!["Simpan kuitansi ini.".to_owned()],
        paper,
        ..letterhead("Kuitansi")
    };
    signed(document, &OFFICERS[2..])
}

pub(crate) fn shop_receipt() -> Document {
    let row = |name: &str, count: i64, price: i64| {
        Row::plain(vec![name.into(), Cell::Number(count), Rupiah(price).into(), Rupiah(count * price).into()])
    };
    let table = Table {
        heading: String::new(),
        columns: vec![
            Column::text("Barang"),
            Column::number("Banyak"),
            Column::money("Harga"),
            Column::money("Jumlah"),
        ],
        rows: vec![
            row("Beras Contoh Ramos 5 kg", 2, 72_000),
            row("Minyak goreng 1 liter", 3, 17_500),
            row("Gula pasir curah kemasan satu kilogram", 1, 16_500),
        ],
        totals: vec![
            Row::plain(vec!["Jumlah".into(), Cell::Empty, Cell::Empty, Rupiah(213_000).into()]),
            Row::plain(vec!["Tunai".into(), Cell::Empty, Cell::Empty, Rupiah(250_000).into()]),
            Row::plain(vec!["Kembali".into(), Cell::Empty, Cell::Empty, Rupiah(37_000).into()]),
        ],
    };
    let document = Document {
        subtitle: vec!["24 Nov 2026, kasir Contoh Wati".to_owned()],
        parts: vec![Part::Table(table)],
        footer: vec!["Terima kasih. Belanja di koperasi menambah sisa hasil usaha Anda.".to_owned()],
        paper: Paper::Roll58,
        ..letterhead("Nota penjualan")
    };
    Document { signing: None, ..signed(document, &[]) }
}

pub(crate) fn certificate(number: i64) -> Document {
    let document = Document {
        subtitle: vec![format!("Nomor 2026/{number:06}")],
        parts: vec![
            Part::Paragraph("Diberikan kepada".to_owned()),
            Part::Heading(format!("Koperasi Kelurahan Merah Putih Contoh {number}")),
            Part::Paragraph(
                "atas tertibnya pembukuan tahun buku 2026: dua belas bulan ditutup tepat waktu, setiap transaksi \
                 berbukti, dan neraca yang seimbang setiap bulan."
                    .to_owned(),
            ),
        ],
        paper: Paper::Certificate,
        letterhead: vec!["Dinas Koperasi, UKM, dan Perdagangan".to_owned()],
        ..Document::new("Pemerintah Kota Contoh", "Sertifikat")
    };
    signed(
        document,
        &[("Wali Kota Contoh", "Contoh Hidayat"), ("Kepala Dinas", "Contoh Suryadi, S.E., M.M.")],
    )
}
