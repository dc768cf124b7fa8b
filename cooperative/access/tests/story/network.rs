//! Over a real connection: floods, and uploads that are too large.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use access::{Role, router, serve};
use tokio::net::TcpListener;

use crate::given::{Browser, World, all_routes, story};

async fn listening(world: &World, trust_loopback: bool) -> SocketAddr {
    let mut site = world.site.clone();
    site.trust_loopback = trust_loopback;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(serve(listener, router(site, all_routes()), std::future::pending()));
    address
}

/// Sends a head and so many bytes, whatever comes back meanwhile; gives the answer.
async fn send(address: SocketAddr, head: String, bytes: usize) -> String {
    let sending = move || {
        let mut line = TcpStream::connect(address).unwrap();
        line.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        line.write_all(head.as_bytes()).unwrap();
        let piece = vec![b'x'; 64 * 1024];
        let mut left = bytes;
        while left > 0 {
            let now = left.min(piece.len());
            line.write_all(&piece[..now]).unwrap();
            left -= now;
        }
        let mut answer = Vec::new();
        line.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    };
    tokio::task::spawn_blocking(sending).await.unwrap()
}

#[test]
fn a_photo_of_fifty_megabytes_is_refused_with_a_sentence() {
    story(async |world| {
        let address = listening(&world, true).await;
        let mut browser = Browser::of(&world.site, world.town.actor(Role::Treasurer).unwrap());
        browser.get("/k/1/buku").await;
        let size = 50 * 1024 * 1024;
        let head = |expect: &str| {
            format!(
                "POST /k/1/buku HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: {}\r\n\
                 Content-Type: multipart/form-data; boundary=batas\r\nContent-Length: {size}\r\n{expect}\r\n",
                browser.cookie_line()
            )
        };
        let answer = send(address, head(""), size).await;
        assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
        assert!(answer.contains("paling banyak 12 MB"), "{answer}");
        // Who asks first is told before anything is sent.
        let answer = send(address, head("Expect: 100-continue\r\n"), 0).await;
        assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    });
}

#[test]
fn a_flood_from_one_address_is_held_back() {
    story(async |world| {
        let counted = listening(&world, false).await;
        let trusted = listening(&world, true).await;
        let head = || "GET /masuk HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".to_owned();
        let mut refused = 0;
        for _ in 0..410 {
            let answer = send(counted, head(), 0).await;
            refused += usize::from(answer.starts_with("HTTP/1.1 429"));
        }
        // The clock of the story stands still: four hundred are let through, no more.
        assert_eq!(refused, 10);
        for _ in 0..410 {
            assert!(send(trusted, head(), 0).await.starts_with("HTTP/1.1 200"));
        }
    });
}
