//! The papers of a ceremony: list, minutes, certificates.

use kernel::{BookDate, RegionCode};
use reports::{Cell, Column, Document, Paper, Part, Row, SealMark, Signer, Signing, Table};

use crate::event::{Event, Item};

/// What stands beside the QR code.
const SCAN: &str = "Pindai untuk membuka halaman koperasi";

/// "007/PS-3/19.71/2026": the seventh of the third event of the installation, for region 19.71.
pub fn certificate_number(event: &Event, sequence: i64) -> String {
    format!("{sequence:03}/PS-{}/{}/{}", event.id.0, event.reach.code(), event.held_on.year())
}

fn place_and_date(event: &Event, on: BookDate) -> String {
    format!("{}, {}", event.place, on.long())
}

fn giver(event: &Event) -> Signer {
    Signer { office: event.giver_office.clone(), name: event.giver_name.clone() }
}

fn village_words(village: RegionCode) -> &'static str {
    if village.is_kelurahan() { "Kelurahan" } else { "Desa" }
}

/// The certificate of one cooperative. `area` is where its village lies ("Kecamatan Rangkui, Kota
/// Pangkal Pinang"), empty where regions are not loaded.
pub fn certificate(event: &Event, item: &Item, area: &str) -> Document {
    let on = item.handed_on.unwrap_or(event.held_on);
    let mut document = Document::new(&event.title, "Sertifikat Penyerahan");
    document.paper = Paper::Certificate;
    let number = certificate_number(event, item.sequence);
    document.subtitle = vec![format!("Nomor {number}"), "diserahkan secara simbolis kepada".to_owned()];
    document.parts.push(Part::Heading(item.name.clone()));
    let ahu = item.legal.ahu.as_ref();
    let ahu = ahu.map(|ahu| format!("Badan hukum nomor {}, {}", ahu.number, ahu.date.long()));
    let about: Vec<String> =
        [Some(area.to_owned()).filter(|area| !area.is_empty()), ahu].into_iter().flatten().collect();
    // A sentence each, so that all stays on the one page that is hung on a wall.
    document.parts.extend(about.into_iter().map(Part::Paragraph));
    document.signing =
        Some(Signing { place_and_date: place_and_date(event, on), signers: vec![giver(event)] });
    document.seal = Some(SealMark { text: SCAN.to_owned(), code: event.page_of(item.village) });
    document
}

/// The list of a ceremony.
pub fn listing(event: &Event, items: &[Item]) -> Document {
    let mut document = Document::new(&event.title, "Daftar koperasi");
    document.paper = Paper::A4Wide;
    document.subtitle = vec![
        format!("{}, {}", event.place, event.held_on.long()),
        format!("{}, {}", event.giver_name, event.giver_office),
    ];
    let columns = vec![
        Column::number("No"),
        Column::text("Koperasi"),
        Column::text("Kode wilayah"),
        Column::text("Pengesahan AHU"),
        Column::text("Nomor sertifikat"),
        Column::date("Diserahkan"),
        Column::text("Penerima"),
    ];
    let row = |item: &Item| {
        Row::plain(vec![
            item.sequence.into(),
            item.name.clone().into(),
            item.village.to_string().into(),
            item.legal.ahu.as_ref().map_or(Cell::from("belum ada"), |ahu| ahu.number.clone().into()),
            certificate_number(event, item.sequence).into(),
            item.handed_on.map_or(Cell::Empty, Cell::from),
            item.receiver.clone().into(),
        ])
    };
    let rows = items.iter().map(row).collect();
    document.parts.push(Part::Table(Table { heading: String::new(), columns, rows, totals: Vec::new() }));
    let handed = items.iter().filter(|item| item.handed_on.is_some()).count();
    document.footer = vec![format!("{handed} dari {} koperasi sudah diserahkan.", items.len())];
    document
}

/// What goes with a cooperative that is handed over: only papers that it has.
fn enclosures(event: &Event, item: &Item) -> Vec<String> {
    let mut list = vec![format!("Sertifikat penyerahan nomor {}", certificate_number(event, item.sequence))];
    if let Some(deed) = &item.legal.deed {
        list.push(format!("Salinan akta pendirian nomor {} tanggal {}", deed.number, deed.date.long()));
    }
    if let Some(ahu) = &item.legal.ahu {
        list.push(format!("Salinan pengesahan badan hukum nomor {} tanggal {}", ahu.number, ahu.date.long()));
    }
    if let Some(nib) = &item.legal.nib {
        list.push(format!("Salinan Nomor Induk Berusaha {nib}"));
    }
    list
}

fn opening(event: &Event, on: BookDate) -> Part {
    Part::Paragraph(format!(
        "Pada hari ini, {}, {}, bertempat di {}, dalam acara {}, kami yang bertanda tangan di bawah ini:",
        on.weekday_name(),
        on.long(),
        event.place,
        event.title
    ))
}

fn first_party(event: &Event) -> Part {
    Part::Item(
        "1.".to_owned(),
        format!("{}, {}, selanjutnya disebut Pihak Kesatu;", event.giver_name, event.giver_office),
    )
}

/// The minutes of hand-over (*berita acara serah terima*): of one cooperative, or of the whole list.
/// `chair` is printed as who receives where the list of one cooperative names nobody yet.
pub fn bast(event: &Event, items: &[Item], chair: Option<&str>) -> Document {
    match items {
        [item] => bast_of(event, item, chair),
        items => bast_of_all(event, items),
    }
}

fn bast_of(event: &Event, item: &Item, chair: Option<&str>) -> Document {
    let on = item.handed_on.unwrap_or(event.held_on);
    let mut document = Document::new(&event.title, "Berita Acara Serah Terima");
    document.subtitle = vec![format!("Nomor BAST-{}", certificate_number(event, item.sequence))];
    let receiver = match (item.receiver.as_str(), chair) {
        ("", Some(chair)) => chair,
        (receiver, _) => receiver,
    };
    let who = if receiver.is_empty() { "…………………………" } else { receiver };
    document.parts = vec![
        opening(event, on),
        first_party(event),
        Part::Item(
            "2.".to_owned(),
            format!(
                "{who}, mewakili {}, {} dengan kode wilayah {}, selanjutnya disebut Pihak Kedua,",
                item.name,
                village_words(item.village).to_lowercase(),
                item.village
            ),
        ),
        Part::Paragraph(
            "dengan ini menyatakan bahwa Pihak Kesatu menyerahkan secara simbolis kepada Pihak Kedua, dan Pihak \
             Kedua menerima dari Pihak Kesatu:"
                .to_owned(),
        ),
    ];
    for (n, what) in enclosures(event, item).into_iter().enumerate() {
        document.parts.push(Part::Item(format!("{}.", n + 1), format!("{what}.")));
    }
    document.parts.push(Part::Paragraph(
        "Penyerahan ini tidak memindahkan hak atas tanah, bangunan, atau barang; untuk itu dibuat berita acara \
         tersendiri."
            .to_owned(),
    ));
    if !item.note.is_empty() {
        document.parts.push(Part::Paragraph(format!("Keterangan: {}.", item.note.trim_end_matches('.'))));
    }
    document.parts.push(Part::Paragraph(
        "Demikian berita acara ini dibuat dalam dua rangkap untuk dipergunakan sebagaimana mestinya."
            .to_owned(),
    ));
    let second = Signer { office: "Pihak Kedua".to_owned(), name: receiver.to_owned() };
    document.signing = Some(Signing {
        place_and_date: place_and_date(event, on),
        signers: vec![
            Signer { office: format!("Pihak Kesatu, {}", event.giver_office), ..giver(event) },
            second,
        ],
    });
    document.seal = Some(SealMark { text: SCAN.to_owned(), code: event.page_of(item.village) });
    document
}

fn bast_of_all(event: &Event, items: &[Item]) -> Document {
    let mut document = Document::new(&event.title, "Berita Acara Serah Terima");
    document.subtitle =
        vec![format!("Nomor BAST/PS-{}/{}/{}", event.id.0, event.reach.code(), event.held_on.year())];
    document.parts = vec![
        opening(event, event.held_on),
        first_party(event),
        Part::Item(
            "2.".to_owned(),
            format!("wakil {} koperasi dalam daftar di bawah, selanjutnya disebut Pihak Kedua,", items.len()),
        ),
        Part::Paragraph(
            "dengan ini menyatakan bahwa Pihak Kesatu menyerahkan secara simbolis sertifikat penyerahan dan salinan \
             surat badan hukum koperasi, dan Pihak Kedua menerimanya. Penyerahan ini tidak memindahkan hak atas \
             tanah, bangunan, atau barang."
                .to_owned(),
        ),
    ];
    let columns = vec![
        Column::number("No"),
        Column::text("Koperasi"),
        Column::text("Nomor sertifikat"),
        Column::text("Penerima"),
        Column::text("Tanda tangan"),
    ];
    let row = |item: &Item| {
        Row::plain(vec![
            item.sequence.into(),
            item.name.clone().into(),
            certificate_number(event, item.sequence).into(),
            item.receiver.clone().into(),
            Cell::Empty,
        ])
    };
    let rows = items.iter().map(row).collect();
    document.parts.push(Part::Table(Table { heading: String::new(), columns, rows, totals: Vec::new() }));
    document.signing = Some(Signing {
        place_and_date: place_and_date(event, event.held_on),
        signers: vec![Signer { office: format!("Pihak Kesatu, {}", event.giver_office), ..giver(event) }],
    });
    document
}
