//! What somebody above the ledger knows: the cooperative's papers and its members.

use kernel::PartyId;
use reports::{SealMark, Signer, Signing};
use statements::{Above, BorrowedLine, Identity, Letterhead, MemberCounts, Officer, Party, Surroundings};

use crate::given::{MARNI, day};

/// Somebody who knows one cooperative and one member.
pub const ABOVE: Above = Above {
    surroundings: |_, _, _| Ok(surroundings()),
    party: |_, _, id| Ok((id == MARNI).then(|| marni(id))),
    unproven: |reader, cooperative, from, through| {
        let entries = ledger::entries_between(reader, cooperative, from, through)?;
        Ok(entries.iter().filter(|entry| entry.voucher.is_none()).map(|entry| entry.id).collect())
    },
};

pub fn marni(id: PartyId) -> Party {
    Party { id, number: "017".to_owned(), name: "Bu Contoh Marni".to_owned() }
}

pub fn surroundings() -> Surroundings {
    let signer = |office: &str, name: &str| Signer { office: office.to_owned(), name: name.to_owned() };
    Surroundings {
        letterhead: Letterhead {
            lines: vec!["Badan hukum AHU-0000001.AH.01.29".to_owned()],
            signing: Some(Signing {
                place_and_date: "Contoh Ampera, 31 Desember 2026".to_owned(),
                signers: vec![signer("Ketua", "Pak Contoh Bakau"), signer("Bendahara", "Bu Contoh Melati")],
            }),
            seal: Some(SealMark { text: "Segel Desember 2026".to_owned(), code: "segel:contoh".to_owned() }),
        },
        identity: Identity {
            name: "KKMP Contoh Bahari".to_owned(),
            legal_number: "AHU-0000001.AH.01.29 Tahun 2025".to_owned(),
            address: "Jalan Contoh 1, Kelurahan Contoh Ampera".to_owned(),
            founded: Some(day("2025-05-26")),
            members: Some(MemberCounts { active: 48, candidates: 2 }),
            officers: vec![Officer { office: "Ketua".to_owned(), name: "Pak Contoh Bakau".to_owned() }],
        },
        borrowed: vec![BorrowedLine {
            name: "Gerai dan gudang".to_owned(),
            owner: "Pemerintah kota".to_owned(),
            handover_number: "BAST-07/2026".to_owned(),
            since: day("2026-02-01"),
        }],
    }
}
