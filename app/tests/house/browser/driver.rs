//! A real Chromium, told what to do through its driver: the few sentences of the WebDriver protocol that
//! the journeys need, over plain HTTP.
#![cfg(test)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

/// How the protocol calls the number of an element inside its answers.
pub const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Longer than any page may take, shorter than anybody's patience.
const PATIENCE: Duration = Duration::from_secs(60);

/// A session of Chromium. Chromium and its driver end with it, also when a test panics.
pub struct Driver {
    process: Child,
    port: u16,
    session: String,
    chromium: Option<u64>,
    profile: TempDir,
}

/// The browser and its driver; nothing, and a line that says so, where the tests may do without.
pub fn programs() -> Option<(PathBuf, PathBuf)> {
    let path = |name: &str, usual: &str| {
        let path = PathBuf::from(std::env::var_os(name).unwrap_or_else(|| usual.into()));
        path.exists().then_some(path)
    };
    let chromium = path("SOKOGURU_TEST_CHROMIUM", "/usr/bin/chromium");
    let found = chromium.zip(path("SOKOGURU_TEST_CHROMEDRIVER", "/usr/bin/chromedriver"));
    if found.is_none() {
        let required = std::env::var("SOKOGURU_TEST_REQUIRE_ALL").is_ok_and(|value| value == "1");
        assert!(!required, "SOKOGURU_TEST_REQUIRE_ALL=1, but chromium or chromedriver is missing");
        println!("skipped: no chromium and chromedriver here; ./test installs both");
    }
    found
}

impl Driver {
    /// A fresh Chromium without a past.
    pub fn start() -> Self {
        let (chromium, chromedriver) = programs().unwrap();
        let profile = TempDir::new().unwrap();
        let (process, port) = launch(&chromedriver);
        let mut driver = Self { process, port, session: String::new(), chromium: None, profile };
        let made = driver.call("POST", "/session", &wishes(&chromium, driver.profile.path())).unwrap();
        driver.session = made["sessionId"].as_str().unwrap().to_owned();
        driver.chromium = made["capabilities"]["goog:processID"].as_u64();
        driver
    }

    /// Tells the session something; `rest` is what stands after its number.
    pub fn tell(&self, method: &str, rest: &str, body: &Value) -> Result<Value, String> {
        self.call(method, &format!("/session/{}/{rest}", self.session), body)
    }

    /// Runs a script in the page and gives what it returns.
    pub fn run(&self, script: &str, arguments: &[Value]) -> Result<Value, String> {
        self.tell("POST", "execute/sync", &json!({ "script": script, "args": arguments }))
    }

    /// Runs a script and waits for its promise.
    pub fn wait_for(&self, script: &str, arguments: &[Value]) -> Result<Value, String> {
        let script = format!(
            "const done = arguments[arguments.length - 1]; (async (...given) => {{ {script} }})(...arguments)\
             .then(done, (error) => done({{ failed: String(error) }}));"
        );
        let said = self.tell("POST", "execute/async", &json!({ "script": script, "args": arguments }))?;
        match said["failed"].as_str() {
            Some(failed) => Err(failed.to_owned()),
            None => Ok(said),
        }
    }

    /// A call of Chromium's own tools for developers.
    pub fn develop(&self, command: &str, parameters: &Value) -> Value {
        self.tell("POST", "goog/cdp/execute", &json!({ "cmd": command, "params": parameters })).unwrap()
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> Result<Value, String> {
        let answer = exchange(self.port, method, path, body).map_err(|error| format!("{path}: {error}"))?;
        let value = answer["value"].clone();
        match value["error"].as_str() {
            Some(error) => Err(format!("{error}: {}", value["message"].as_str().unwrap_or_default())),
            None => Ok(value),
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let ended = self.session.is_empty() || self.tell("DELETE", "", &Value::Null).is_ok();
        let _ = self.process.kill();
        let _ = self.process.wait();
        if let (false, Some(chromium)) = (ended, self.chromium) {
            let _ = Command::new("kill").args(["-KILL", &chromium.to_string()]).status();
        }
    }
}

/// Starts the driver on a port that it finds itself. It finds one for IPv4 and then wants the same number
/// for IPv6, and gives up when a neighbouring test got that one in between: then it is asked again.
fn launch(chromedriver: &Path) -> (Child, u16) {
    let mut said = String::new();
    for _ in 0..10 {
        match ask_for_port(chromedriver) {
            Ok(started) => return started,
            Err(last) => said = last,
        }
    }
    panic!("{} did not start: {said}", chromedriver.display());
}

/// The driver and its port, or all that it said before it ended.
fn ask_for_port(chromedriver: &Path) -> Result<(Child, u16), String> {
    let started =
        Command::new(chromedriver).arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut process = started.unwrap();
    let mut said = String::new();
    for line in BufReader::new(process.stdout.take().unwrap()).lines().map_while(Result::ok) {
        let port =
            line.split_once("started successfully on port ").map(|(_, port)| port.trim_end_matches('.'));
        if let Some(port) = port.and_then(|port| port.parse().ok()) {
            return Ok((process, port));
        }
        said += &line;
    }
    let _ = process.kill();
    let _ = process.stderr.take().unwrap().read_to_string(&mut said);
    Err(format!("{said} ({:?})", process.wait()))
}

/// Chromium as it is wanted: without a window, without calls to its maker, with nobody's profile.
fn wishes(chromium: &Path, profile: &Path) -> Value {
    let profile = format!("--user-data-dir={}", profile.display());
    let arguments = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1280,900",
        &profile,
    ];
    json!({ "capabilities": { "alwaysMatch": {
        "browserName": "chrome",
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        "goog:chromeOptions": {
            "binary": chromium,
            "args": arguments,
            // Not the page that Chromium itself likes to begin with.
            "prefs": { "session": { "restore_on_startup": 4, "startup_urls": ["about:blank"] } },
        },
        "timeouts": { "script": 20_000, "pageLoad": 30_000 },
    } } })
}

/// One question and its answer.
fn exchange(port: u16, method: &str, path: &str, body: &Value) -> std::io::Result<Value> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let path = path.trim_end_matches('/');
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )?;
    let mut answer = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        let ended = answer.read_line(&mut line)? == 0;
        let (name, value) = line.split_once(':').unwrap_or_default();
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().unwrap_or_default();
        }
        if ended || line.trim().is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    answer.read_exact(&mut body)?;
    Ok(serde_json::from_slice(&body)?)
}
