//! Partners share the members' row of numbers.

use members::{MembersError, NewPartner, PartnerKind, add_partner, partners, party_name, party_names};

use crate::given::*;

#[test]
fn members_and_partners_share_one_row_of_numbers() {
    story(|test| {
        let here = given_a_cooperative_in(test, "19.71.04.1001");
        let member = given_a_member(test, here, "Contoh Melati", "0001");
        let add = |name: &str| {
            let (name, phone) = (name.to_owned(), "0812-3456-789".to_owned());
            let new =
                NewPartner { cooperative: here, name, kind: PartnerKind::Supplier, phone, by: BY, at: AT };
            test.db.write_blocking(move |tx| add_partner(tx, &new))
        };
        let shop = add("Toko Contoh Jaya").unwrap();
        assert_eq!(shop.party.0, member.party.0 + 1);
        let twice = add("toko contoh  jaya").unwrap_err();
        assert!(matches!(twice, MembersError::PartnerThere));
        assert_eq!(twice.field(), Some("name"));
        let second = add("Agen Contoh").unwrap();
        test.db
            .read_blocking(|reader| {
                assert_eq!(partners(reader, here)?, [second.clone(), shop.clone()]);
                assert_eq!(party_name(reader, here, shop.party)?.as_deref(), Some("Toko Contoh Jaya"));
                assert_eq!(party_name(reader, here, member.party)?.as_deref(), Some("Contoh Melati"));
                assert_eq!(party_name(reader, here, kernel::PartyId(99))?, None);
                assert_eq!(party_names(reader, here)?.len(), 3);
                Ok::<_, MembersError>(())
            })
            .unwrap();
    });
}
