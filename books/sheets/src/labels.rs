//! Rows of a cash book that are no receipts or payments, by their words.

use crate::months::{is_weekday, month_called};
use crate::words::{nearly, words};

/// What the words of a row say about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    /// The balance brought forward, and nothing else.
    Opening,
    /// A sum, and nothing else.
    Total,
    /// A balance, and nothing else: "Saldo". Above all receipts it is what was there before.
    Balance,
    /// It begins as a sum does, but says more: "Total belanja snack".
    MaybeTotal,
    /// It begins as a balance brought forward does, but says more.
    MaybeOpening,
    /// It begins as a balance does: "Saldo Bulan Lau". Only without an amount it is one.
    MaybeBalance,
    /// A month on its own: the rows below belong to it.
    Month { month: i64, year: Option<i64> },
    /// Names and places of signatures.
    Signature,
    /// What happened.
    Plain,
}

/// Words of which sums and balances consist.
const PLAIN: [&str; 52] = [
    "jumlah",
    "total",
    "sub",
    "subtotal",
    "grand",
    "transaksi",
    "mutasi",
    "bulan",
    "ini",
    "lalu",
    "saldo",
    "akhir",
    "awal",
    "kas",
    "bank",
    "dan",
    "tunai",
    "s",
    "d",
    "sd",
    "sampai",
    "dengan",
    "per",
    "dipindahkan",
    "pindahan",
    "pindah",
    "ke",
    "dari",
    "halaman",
    "hal",
    "berikutnya",
    "sebelumnya",
    "rp",
    "masuk",
    "keluar",
    "debet",
    "debit",
    "kredit",
    "penerimaan",
    "pengeluaran",
    "hari",
    "minggu",
    "tahun",
    "tgl",
    "tanggal",
    "sisa",
    "di",
    "bln",
    "th",
    "uang",
    "keseluruhan",
    "buku",
];

/// Words by which one knows whose signature it is.
const SIGNERS: [&str; 24] = [
    "mengetahui",
    "menyetujui",
    "ketua",
    "bendahara",
    "sekretaris",
    "pengawas",
    "pengurus",
    "kasir",
    "manajer",
    "manager",
    "dibuat",
    "diperiksa",
    "disetujui",
    "mengesahkan",
    "lurah",
    "kepala",
    "desa",
    "ttd",
    "nip",
    "pembukuan",
    "tertanda",
    "hormat",
    "koperasi",
    "menyerahkan",
];

/// Judges a description.
pub(crate) fn label(text: &str) -> Label {
    let all = words(text);
    let known: Vec<String> = all.iter().map(|word| corrected(word)).collect();
    let Some(first) = known.first() else { return Label::Plain };
    if let Some(month) = month_alone(&known) {
        return month;
    }
    let is_number = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit());
    let is_plain =
        |word: &String| PLAIN.contains(&word.as_str()) || month_called(word).is_some() || is_number(word);
    let only_plain = known.iter().all(is_plain);
    let has = |wanted: &[&str]| known.iter().any(|word| wanted.contains(&word.as_str()));
    let begins_as_balance = first.starts_with("saldo") || matches!(first.as_str(), "sisa" | "pindahan");
    let looks_back = has(&["lalu", "awal", "sebelumnya", "pindahan"])
        || (known.iter().skip(1).any(|word| month_called(word).is_some()) && !has(&["akhir"]));
    // The space is lost as easily as a letter, and "sub" is too short to be mended.
    let is_sum = |word: &String| {
        ["jumlah", "total", "subtotal", "grand", "dipindah", "mutasi"]
            .iter()
            .any(|start| word.starts_with(start))
    };
    let begins_as_sum = known.iter().take(2).any(is_sum)
        || (known.iter().take(2).any(|word| word.starts_with("transaksi")) && has(&["ini", "lalu", "bulan"]));
    match (begins_as_balance, begins_as_sum) {
        (true, _) if looks_back && only_plain => Label::Opening,
        (true, _) if only_plain => Label::Balance,
        (true, _) if looks_back => Label::MaybeOpening,
        (true, _) => Label::MaybeBalance,
        (_, true) if only_plain => Label::Total,
        (_, true) => Label::MaybeTotal,
        _ if is_signature(&known) => Label::Signature,
        _ => Label::Plain,
    }
}

/// Whether a text under the table belongs to its signatures.
pub(crate) fn is_signature_text(text: &str) -> bool {
    let known: Vec<String> = words(text).iter().map(|word| corrected(word)).collect();
    is_signature(&known)
}

fn is_signature(known: &[String]) -> bool {
    // "Honor ketua" is a payment; a signature is little more than the office.
    let signers = known.iter().filter(|word| SIGNERS.contains(&word.as_str())).count();
    signers > 0 && signers * 2 >= known.len()
}

/// A long word with one wrong letter as it was meant.
fn corrected(word: &str) -> String {
    let near = |known: &&&str| known.len() >= 5 && nearly(word, known);
    if PLAIN.contains(&word) || month_called(word).is_some() || SIGNERS.contains(&word) {
        return word.to_owned();
    }
    PLAIN.iter().chain(&SIGNERS).find(near).map_or_else(|| word.to_owned(), |known| (*known).to_owned())
}

/// "Bulan Januari", "JULI 2026", "Periode Juli".
fn month_alone(known: &[String]) -> Option<Label> {
    let rest: Vec<&String> = known
        .iter()
        .filter(|word| !matches!(word.as_str(), "bulan" | "bln" | "periode") && !is_weekday(word))
        .collect();
    let (name, year) = match rest.as_slice() {
        [name] => (name, None),
        [name, year] if year.len() == 4 => (name, Some(year.parse().ok()?)),
        _ => return None,
    };
    month_called(name).map(|month| Label::Month { month, year })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn balances_brought_forward_are_known() {
        for text in [
            "Saldo Kas/Bank Bulan Lalu",
            "SALDO AWAL",
            "Saldo bulan Juni 2026",
            "Sisa bulan lalu",
            "Saldo per 30 Juni 2026",
            "Pindahan dari halaman sebelumnya",
        ] {
            assert_eq!(label(text), Label::Opening, "{text}");
        }
        assert_eq!(label("Saldo awal dari Bu Contoh"), Label::MaybeOpening);
        assert_eq!(label("Saldo Bulan Lau"), Label::MaybeBalance);
        assert_eq!(label("Saldo akhir"), Label::Balance);
    }

    #[test]
    fn sums_are_known_and_purchases_are_not_sums() {
        for text in [
            "Jumlah",
            "TOTAL",
            "Sub Total",
            "Transaksi Bulan ini",
            "Jumlah dipindahkan",
            "Jumlah s/d bulan ini",
            "Total Juli 2026",
            "Jumlh",
        ] {
            assert_eq!(label(text), Label::Total, "{text}");
        }
        assert_eq!(label("Total belanja snack"), Label::MaybeTotal);
        for text in ["Setoran anggota", "Honor ketua bulan Juli", "Setor ke Bidang Usaha", "Fee Pisang"] {
            assert_eq!(label(text), Label::Plain, "{text}");
        }
    }

    #[test]
    fn months_and_signatures_are_known() {
        assert_eq!(label("Bulan Januari"), Label::Month { month: 1, year: None });
        assert_eq!(label("JULI 2026"), Label::Month { month: 7, year: Some(2026) });
        assert_eq!(label("Mengetahui, Ketua"), Label::Signature);
        assert!(is_signature_text("Bendahara"));
    }
}
