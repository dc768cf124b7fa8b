//! Journey 5: the city looks at its 42 cooperatives, and at no person.
#![cfg(test)]

use std::io::Read;

use serde_json::json;

use super::given::{self, at};
use super::server::Server;
use super::visitor::{Visitor, text_of};

const CITY: &str = "/wilayah/19.71";

/// The bytes of a file that the server gives, as its own page would load them.
fn download(visitor: &Visitor, path: &str) -> Vec<u8> {
    let script = "const bytes = new Uint8Array(await (await fetch(given[0])).arrayBuffer());
        return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');";
    let hex = text_of(&visitor.driver.wait_for(script, &[json!(path)]).unwrap());
    let pairs = (0..hex.len()).step_by(2);
    pairs.map(|start| u8::from_str_radix(&hex[start..start + 2], 16).unwrap()).collect()
}

/// The text of the sheets: every file of the archive, unpacked.
fn unpacked(archive: &[u8]) -> String {
    let starts = archive.windows(4).enumerate().filter(|(_, four)| *four == b"PK\x03\x04").map(|(at, _)| at);
    let mut texts = String::new();
    for start in starts {
        let length =
            |at: usize| usize::from(u16::from_le_bytes([archive[start + at], archive[start + at + 1]]));
        let packed = &archive[start + 30 + length(26) + length(28)..];
        let mut text = String::new();
        if flate2::read::DeflateDecoder::new(packed).read_to_string(&mut text).is_ok() {
            texts.push_str(&text);
        }
    }
    texts
}

/// Everything that these pages say, also what they do not show; but for who is signed in.
fn sources(visitor: &Visitor, paths: &[String]) -> String {
    let script = "const pages = await Promise.all(given[0].map(async (path) => {
            const answer = await fetch(path);
            if (answer.status !== 200) throw Error(`${path} ${answer.status}`);
            const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
            page.querySelector('.who')?.remove();
            return page.documentElement.outerHTML;
        }));
        return pages.join('\\n');";
    text_of(&visitor.driver.wait_for(script, &[json!(paths)]).unwrap())
}

/// The names of a cooperative's register, page by page.
fn names(visitor: &Visitor) -> Vec<String> {
    let mut names = Vec::new();
    visitor.open(&at("anggota"));
    loop {
        names.extend(visitor.all("#daftar tbody th"));
        let next =
            visitor.driver.run("return document.querySelector('a[rel=next]')?.getAttribute('href')", &[]);
        match next.unwrap().as_str() {
            Some(path) => visitor.open(path),
            None => return names,
        }
    }
}

/// What a column says, from top to bottom, of the rows that are shown.
fn column(visitor: &Visitor, number: usize) -> Vec<String> {
    visitor.all(&format!("#kop tbody tr > :nth-child({number})"))
}

fn sorts_and_filters(visitor: &Visitor) {
    let figures = |texts: &[String]| -> Vec<i64> {
        texts.iter().map_while(|text| text.replace('.', "").parse().ok()).collect()
    };
    visitor.press("Anggota");
    let up = figures(&column(visitor, 4));
    assert!(up.len() > 10 && up.is_sorted(), "{up:?}");
    visitor.press("Anggota");
    let down = figures(&column(visitor, 4));
    assert!(down.len() == up.len() && down.iter().rev().is_sorted(), "{down:?}");

    visitor.fill("Saring", "pintu air");
    visitor.sees(&["1 dari 42"]);
    assert_eq!(column(visitor, 1), ["Pintu Air"]);
    visitor.fill("Saring", "rangkui");
    let districts = column(visitor, 2);
    assert!(districts.len() > 3 && districts.iter().all(|name| name == "Rangkui"), "{districts:?}");
    // Without a script, by the server.
    let counts = visitor.all(".bar-key b");
    for (count, label) in counts.iter().zip(visitor.all(".bar-key a")) {
        visitor.open(CITY);
        visitor.choose("Keadaan", &label);
        visitor.press("Tampilkan");
        let rows = visitor.look(|| Some(column(visitor, 3)).filter(|rows| rows.len() != 42)).unwrap();
        assert_eq!(&rows.len().to_string(), count, "{label}");
        assert!(rows.iter().all(|row| row.starts_with(&label)), "{label} {rows:?}");
    }
}

#[test]
fn the_city_sees_its_42_cooperatives_and_no_person() {
    let Some(server) = Server::demo() else { return };
    let mut visitor = given::city(&server, &["Bendahara", "Dinas"]);
    visitor.becomes("Bendahara");
    let names = names(&visitor);
    assert!(names.len() > 50, "{names:?}");

    visitor.becomes("Dinas");
    visitor.open("/");
    visitor.sees(&["42 koperasi", "Per kecamatan"]);
    assert_eq!(visitor.path(), CITY);
    assert_eq!(visitor.all("#kop tbody tr").len(), 42);
    assert_eq!(visitor.all(".tile").len(), 42);
    let codes = "return [...document.querySelectorAll('#kop tbody a')].map((a) => a.getAttribute('href'))";
    let villages = visitor.driver.run(codes, &[]).unwrap();
    sorts_and_filters(&visitor);

    visitor.open(CITY);
    visitor.driver.run("document.querySelector('#tabel').scrollIntoView()", &[]).unwrap();
    visitor.press("Pintu Air");
    visitor.sees(&["Keadaan pada", "Bulan demi bulan", "Unit usaha dan izinnya", "Bulan yang ditutup"]);
    visitor.press("Buka laporan");
    visitor.sees(&["Neraca seimbang"]);

    let archive = download(&visitor, &format!("{CITY}/unduh.xlsx"));
    assert!(archive.starts_with(b"PK\x03\x04"), "no workbook: {} bytes", archive.len());
    let sheets = unpacked(&archive);
    assert!(sheets.contains("Pintu Air"), "the workbook could not be read");
    let mut paths: Vec<String> = villages.as_array().unwrap().iter().map(text_of).collect();
    assert_eq!(paths.len(), 42);
    paths.extend([CITY.to_owned(), given::BASE.to_owned()]);
    paths.extend(["laporan", "laporan/neraca", "laporan/phu", "laporan/neraca-saldo", "pengaturan"].map(at));
    let told = sources(&visitor, &paths) + &sheets;
    let seen: Vec<&String> = names.iter().filter(|name| told.contains(name.as_str())).collect();
    assert!(seen.is_empty(), "the city reads of {seen:?}");
    for closed in ["anggota", "anggota/1", "buku/kas", "transaksi/1", "kwitansi/1", "simpanan"] {
        visitor.open(&at(closed));
        visitor.sees(&["Belum boleh dibuka"]);
    }
    visitor.expects_refusals();
    visitor.was_quiet();
}
