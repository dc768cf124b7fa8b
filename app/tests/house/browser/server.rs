//! The program under test: the built binary on a port of its own, over a database of its own.
#![cfg(test)]

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use tempfile::TempDir;

use super::driver::programs;

const PROGRAM: &str = env!("CARGO_BIN_EXE_sokoguru");

/// Files of a database, beside the one that names it.
const BESIDE: [&str; 4] = ["", ".key", "-wal", "-shm"];

/// A running server. It ends with the test, also when the test panics.
pub struct Server {
    process: Child,
    database: PathBuf,
    /// `http://127.0.0.1:PORT`.
    pub address: String,
    /// The path that the program printed to set it up.
    pub setup: Option<String>,
    /// The demonstration's links, each by its role: "Bendahara".
    pub links: BTreeMap<String, String>,
    _folder: Option<TempDir>,
}

impl Server {
    /// An installation on its first day: the regions are there, nobody has been here. Nothing where no
    /// browser could look at it.
    pub fn new() -> Option<Self> {
        programs()?;
        static NEW: OnceLock<PathBuf> = OnceLock::new();
        Some(Self::of(NEW.get_or_init(|| {
            kept("new", |database| {
                let mut server = Self::launch(database, None);
                answers(&server.address);
                // Asked to end, it ends after it has loaded the regions.
                let asked = Command::new("kill").arg(server.process.id().to_string()).status();
                assert!(asked.unwrap().success() && server.process.wait().unwrap().success());
            })
        })))
    }

    /// The city of the demonstration, half a year old; nothing where no browser could look at it.
    pub fn demo() -> Option<Self> {
        programs()?;
        static DEMO: OnceLock<PathBuf> = OnceLock::new();
        let database = DEMO.get_or_init(|| {
            kept("demo", |database| {
                let made = Command::new(PROGRAM)
                    .args(["demo", "--no-serve", "--months", "6", "--database"])
                    .arg(database)
                    .output()
                    .unwrap();
                assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
                fs::write(with_end(database, ".links"), made.stdout).unwrap();
            })
        });
        let said = fs::read_to_string(with_end(database, ".links")).unwrap();
        let link = |line: &str| {
            let role = line.split_whitespace().next()?.to_owned();
            Some((role, line.get(line.find("/masuk/tautan/")?..)?.trim().to_owned()))
        };
        let mut server = Self::of(database);
        server.links = said.lines().filter_map(link).collect();
        Some(server)
    }

    fn of(database: &Path) -> Self {
        let folder = TempDir::new().unwrap();
        let copy = folder.path().join("uji.db");
        for beside in BESIDE {
            let from = with_end(database, beside);
            if from.exists() {
                fs::copy(from, with_end(&copy, beside)).unwrap();
            }
        }
        Self::launch(&copy, Some(folder))
    }

    /// The network is gone: nothing answers at the address any more.
    pub fn goes_away(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// The network returns: the same books answer at the same address.
    pub fn returns(&mut self) {
        let listen = self.address.trim_start_matches("http://").to_owned();
        let mut again = Self::listen(&self.database, None, &listen);
        std::mem::swap(&mut self.process, &mut again.process);
    }

    fn launch(database: &Path, folder: Option<TempDir>) -> Self {
        Self::listen(database, folder, "127.0.0.1:0")
    }

    fn listen(database: &Path, folder: Option<TempDir>, address: &str) -> Self {
        let mut process = Command::new(PROGRAM)
            .args(["serve", "--listen", address, "--database"])
            .arg(database)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stderr.take().unwrap()).lines().map_while(Result::ok);
        let mut server = Self {
            process,
            database: database.to_owned(),
            address: String::new(),
            setup: None,
            links: BTreeMap::new(),
            _folder: folder,
        };
        let mut said = Vec::new();
        for line in lines.by_ref() {
            if let Some(at) = line.find("/undangan/") {
                server.setup = line.get(at..).map(str::to_owned);
            }
            let address = line.split("berjalan di ").nth(1).and_then(|rest| rest.split_whitespace().next());
            if let Some(address) = address {
                server.address = address.to_owned();
                // What it says later is read, or the pipe would fill and hold it.
                std::thread::spawn(move || lines.for_each(|line| println!("server: {line}")));
                return server;
            }
            said.push(line);
        }
        panic!("the server did not start: {}", said.join("\n"));
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Waits until the server has answered once: from then on it hears what asks it to end.
fn answers(address: &str) {
    let host = address.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).unwrap();
    write!(stream, "GET /masuk HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
    stream.read_to_end(&mut Vec::new()).unwrap();
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut path = path.as_os_str().to_owned();
    path.push(end);
    PathBuf::from(path)
}

/// A database that takes seconds to make: kept in the folder of the build until the program is built
/// again or half a day has passed, for what is called today is then another day.
fn kept(name: &str, make: impl FnOnce(&Path)) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("browser-{name}"));
    let database = folder.join("asal.db");
    let changed = |path: &Path| fs::metadata(path).and_then(|found| found.modified()).ok();
    let is_fresh = changed(&database).is_some_and(|made| {
        let age = made.elapsed().unwrap_or_default();
        changed(Path::new(PROGRAM)) < Some(made) && age < Duration::from_secs(12 * 60 * 60)
    });
    if !is_fresh {
        let making = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        make(&making.path().join("asal.db"));
        let _ = fs::remove_dir_all(&folder);
        fs::rename(making.keep(), &folder).unwrap();
    }
    database
}
