//! The first start, invitations, taking a role back, new passwords.

use access::{MIGRATIONS, Role, setup};
use kernel::Clock;
use store::testing::on_both_engines;

use crate::given::{Browser, NOW, PASSWORD, World, code, given_user, site_at, story};

const USERS: &str = "/k/19.71.04.1001/pengaturan/pengguna";

fn link_in(body: &str) -> String {
    let from = body.find("/undangan/").unwrap_or_else(|| panic!("no link in {body}"));
    body[from..from + "/undangan/".len() + 64].to_owned()
}

fn new_account(login: &str) -> Vec<(&'static str, String)> {
    vec![
        ("name", "Bu Contoh Cempaka".to_owned()),
        ("login", login.to_owned()),
        ("password", PASSWORD.to_owned()),
        ("password_again", PASSWORD.to_owned()),
    ]
}

async fn accept(
    browser: &mut Browser,
    link: &str,
    account: &[(&'static str, String)],
) -> crate::given::Answer {
    let fields: Vec<(&str, &str)> = account.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.fill(link, link, &fields).await
}

async fn invited(world: &World, role: &str) -> String {
    let mut chair = Browser::of(&world.site, world.town.actor(Role::Chair).unwrap());
    let page = chair.fill(USERS, &format!("{USERS}/undang"), &[("name", "Bu Cempaka"), ("role", role)]).await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.body.contains("Bu Cempaka, Anda diundang menjadi"), "{}", page.body);
    link_in(&page.body)
}

#[test]
fn the_first_user_comes_by_a_link_and_no_password_is_given() {
    on_both_engines(&[registry::MIGRATIONS, MIGRATIONS], |database| {
        let clock = Clock::fixed(NOW);
        let first = setup(&database.db, &clock).unwrap().unwrap();
        let second = setup(&database.db, &clock).unwrap().unwrap();
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let mut browser = Browser::new(&site_at(&database.db, NOW));
            assert_eq!(browser.get(&first).await.status, 410, "the link before is ended");
            let answer = accept(&mut browser, &second, &new_account("penjaga")).await;
            assert_eq!(answer.location(), "/", "{}", answer.body);
            assert_eq!(browser.get("/").await.location(), "/tempat");
            assert!(browser.get("/tempat").await.body.contains("Kode wilayah"));
            assert_eq!(browser.get("/tempat?kode=19.71").await.location(), "/wilayah/19.71");
            assert_eq!(browser.get("/wilayah/19.71").await.status, 200);
            assert_eq!(browser.get("/pengguna").await.status, 200);
            assert_eq!(Browser::new(&site_at(&database.db, NOW)).get(&second).await.status, 410);
        });
        assert_eq!(setup(&database.db, &clock).unwrap(), None);
    });
}

#[test]
fn an_invitation_opens_once() {
    story(async |world| {
        let link = invited(&world, "treasurer").await;
        let mut treasurer = Browser::new(&world.site);
        assert!(treasurer.get(&link).await.body.contains("menjadi Bendahara di KKMP Pintu Air"));
        assert_eq!(accept(&mut treasurer, &link, &new_account("cempaka")).await.location(), "/");
        assert_eq!(treasurer.get("/k/19.71.04.1001/buku").await.status, 200);
        let mut late = Browser::new(&world.site);
        let again = late.get(&link).await;
        assert_eq!(again.status, 410);
        assert!(again.body.contains("sudah dipakai"), "{}", again.body);
        // Also for who had the form open already.
        let csrf = late.get("/masuk").await.field("_csrf");
        let mut fields = new_account("cempaka2");
        fields.push(("_csrf", csrf));
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(late.post(&link, &fields).await.status, 410);
    });
}

#[test]
fn an_invitation_waits_seven_days() {
    story(async |world| {
        let link = invited(&world, "cashier").await;
        let later = |seconds| Browser::new(&site_at(&world.site.db, NOW.plus_seconds(seconds)));
        assert_eq!(later(7 * 86_400 - 1).get(&link).await.status, 200);
        assert_eq!(later(7 * 86_400).get(&link).await.status, 410);
    });
}

#[test]
fn a_form_that_needs_mending_keeps_the_link_open() {
    story(async |world| {
        given_user(&world, "melati", Role::Cashier).await;
        let link = invited(&world, "treasurer").await;
        let mut browser = Browser::new(&world.site);
        for (field, value, sentence) in [
            ("login", "melati", "sudah dipakai"),
            ("login", "a b", "tanpa spasi"),
            ("password", "pendek", "sama dua kali"),
            ("name", "  ", "Isi namanya"),
        ] {
            let mut account = new_account("cempaka");
            account
                .iter_mut()
                .filter(|(name, _)| *name == field)
                .for_each(|(_, typed)| *typed = value.to_owned());
            let answer = accept(&mut browser, &link, &account).await;
            assert_eq!(answer.status, 422, "{field} {value}");
            assert!(answer.body.contains(sentence), "{field} {value}: {}", answer.body);
        }
        assert_eq!(accept(&mut browser, &link, &new_account("cempaka")).await.location(), "/");
    });
}

#[test]
fn who_is_known_already_takes_the_role_on() {
    story(async |world| {
        let link = invited(&world, "supervisor").await;
        let mut mentor = Browser::of(&world.site, world.town.actor(Role::Mentor).unwrap());
        assert_eq!(mentor.get("/k/19.71.04.1001/buku").await.status, 403);
        let answer = mentor.fill(&link, &link, &[("sebagai", "saya")]).await;
        assert_eq!(answer.location(), "/", "{}", answer.body);
        assert_eq!(mentor.get("/k/19.71.04.1001/buku").await.status, 200);
    });
}

#[test]
fn the_same_form_sent_twice_is_one_invitation() {
    story(async |world| {
        let mut chair = Browser::of(&world.site, world.town.actor(Role::Chair).unwrap());
        let page = chair.get(USERS).await;
        let (csrf, command) = (page.field("_csrf"), page.field("_command"));
        let fields = [
            ("_csrf", csrf.as_str()),
            ("_command", command.as_str()),
            ("name", "Bu Cempaka"),
            ("role", "cashier"),
        ];
        let first = chair.post(&format!("{USERS}/undang"), &fields).await;
        let second = chair.post(&format!("{USERS}/undang"), &fields).await;
        assert_eq!(link_in(&first.body), link_in(&second.body));
        assert_eq!(chair.get(USERS).await.body.matches("> undangan ").count(), 1);
    });
}

#[test]
fn an_invitation_can_be_taken_back() {
    story(async |world| {
        let link = invited(&world, "cashier").await;
        let mut chair = Browser::of(&world.site, world.town.actor(Role::Chair).unwrap());
        let key = chair.get(USERS).await.field("link");
        let answer = chair.fill(USERS, &format!("{USERS}/batal"), &[("link", &key)]).await;
        assert_eq!(answer.location(), USERS);
        assert!(chair.get(USERS).await.body.contains("Undangan dibatalkan."), "the message follows");
        assert!(!chair.get(USERS).await.body.contains("Undangan dibatalkan."), "and is said once");
        assert_eq!(Browser::new(&world.site).get(&link).await.status, 410);
    });
}

#[test]
fn a_role_taken_back_ends_at_the_next_click() {
    story(async |world| {
        given_user(&world, "melati", Role::Treasurer).await;
        let mut chair = Browser::of(&world.site, world.town.actor(Role::Chair).unwrap());
        let mut treasurer = Browser::at(chair.router.clone());
        treasurer.sign_in("melati", PASSWORD).await;
        assert_eq!(treasurer.get("/k/1/buku").await.status, 200);
        let page = chair.get(USERS).await;
        let row = page.body.split("<tr>").find(|row| row.contains("Bu Contoh melati")).unwrap().to_owned();
        let grant =
            row.split("name=\"grant\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let answer = chair.fill(USERS, &format!("{USERS}/cabut"), &[("grant", &grant)]).await;
        assert_eq!(answer.location(), USERS);
        assert_eq!(treasurer.get("/k/1/buku").await.status, 403);
        let again = chair.fill(USERS, &format!("{USERS}/cabut"), &[("grant", &grant)]).await;
        assert_eq!(again.status, 404);
    });
}

#[test]
fn nobody_gives_a_role_above_and_nobody_ends_the_own() {
    story(async |world| {
        let mut chair = Browser::of(&world.site, world.town.actor(Role::Chair).unwrap());
        let path = format!("{USERS}/undang");
        for role in ["admin", "city_office"] {
            let answer = chair.fill(USERS, &path, &[("name", "Pak Contoh"), ("role", role)]).await;
            assert_eq!(answer.status, 422);
            assert!(answer.body.contains("hanya bisa diberikan oleh pengelola sistem"), "{}", answer.body);
        }
        let user = world.town.actor(Role::Chair).unwrap().user;
        let held = world.site.db.read(move |snapshot| access::grants(snapshot, user)).await.unwrap();
        let grant = held[0].id.to_string();
        let answer = chair.fill(USERS, &format!("{USERS}/cabut"), &[("grant", &grant)]).await;
        assert_eq!(answer.status, 422);
        // The grant of another cooperative is no grant of this one.
        let user = world.other.actor(Role::Treasurer).unwrap().user;
        let held = world.site.db.read(move |snapshot| access::grants(snapshot, user)).await.unwrap();
        let answer =
            chair.fill(USERS, &format!("{USERS}/cabut"), &[("grant", &held[0].id.to_string())]).await;
        assert_eq!(answer.status, 404);
    });
}

#[test]
fn a_city_office_invites_mentors_and_nobody_else() {
    story(async |world| {
        let base = format!("/wilayah/{}/pengguna", code("19.71"));
        let mut office = Browser::of(&world.site, world.town.actor(Role::CityOffice).unwrap());
        let path = format!("{base}/undang");
        let answer = office.fill(&base, &path, &[("name", "Pak Contoh"), ("role", "mentor")]).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let answer = office.fill(&base, &path, &[("name", "Pak Contoh"), ("role", "city_office")]).await;
        assert_eq!(answer.status, 422);
    });
}

#[test]
fn a_new_password_ends_the_old_one_and_all_sessions() {
    story(async |world| {
        given_user(&world, "melati", Role::Treasurer).await;
        let mut chair = Browser::of(&world.site, world.town.actor(Role::Chair).unwrap());
        let mut treasurer = Browser::at(chair.router.clone());
        treasurer.sign_in("melati", PASSWORD).await;
        let page = chair.get(USERS).await;
        let row = page.body.split("<tr>").find(|row| row.contains("Bu Contoh melati")).unwrap().to_owned();
        let grant =
            row.split("name=\"grant\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let made = chair.fill(USERS, &format!("{USERS}/sandi"), &[("grant", &grant)]).await;
        let link = link_in(&made.body);
        assert_eq!(treasurer.get("/k/1/buku").await.status, 200, "until the link is used all stays");
        let mut phone = Browser::at(chair.router.clone());
        let fields = [("password", "sayur asem siang"), ("password_again", "sayur asem siang")];
        assert_eq!(phone.fill(&link, &link, &fields).await.location(), "/");
        assert_eq!(treasurer.get("/k/1/buku").await.status, 303);
        assert_eq!(treasurer.sign_in("melati", PASSWORD).await.status, 422);
        assert_eq!(treasurer.sign_in("melati", "sayur asem siang").await.status, 303);
    });
}

#[test]
fn a_chair_does_not_open_what_a_person_does_elsewhere() {
    story(async |world| {
        let user = given_user(&world, "melati", Role::Treasurer).await;
        let scope = access::Scope::Cooperative(world.other.cooperative);
        let from = kernel::BookDate::parse("2026-01-01").unwrap();
        let new = access::NewGrant { user, role: Role::Treasurer, scope, from, by: None, at: NOW };
        world.site.db.write(move |tx| access::grant(tx, &new)).await.unwrap();
        let held = world.site.db.read(move |snapshot| access::grants(snapshot, user)).await.unwrap();
        let mut chair = Browser::of(&world.site, world.town.actor(Role::Chair).unwrap());
        let grant = held[0].id.to_string();
        let answer = chair.fill(USERS, &format!("{USERS}/sandi"), &[("grant", &grant)]).await;
        assert_eq!(answer.status, 422);
        assert!(answer.body.contains("juga bertugas di tempat lain"), "{}", answer.body);
    });
}

#[test]
fn another_secret_is_refused() {
    story(async |world| {
        let db = &world.site.db;
        access::check_secret(db, &world.site.keys).unwrap();
        access::check_secret(db, &world.site.keys).unwrap();
        let folder = std::env::temp_dir().join(format!("sokoguru-kunci-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let other = web::Keys::load_or_create(&folder.join("lain.db").to_string_lossy()).unwrap();
        assert!(access::check_secret(db, &other).is_err());
        std::fs::remove_dir_all(&folder).unwrap();
    });
}
