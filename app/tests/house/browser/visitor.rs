//! Somebody at the browser, in the words of somebody at a browser: opens, fills in, presses, reads.
#![cfg(test)]

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use super::driver::{Driver, ELEMENT};
use super::server::Server;

/// How often a page is looked at before it is said that something is missing: ten seconds in all.
const LOOKS: usize = 200;
const BETWEEN_LOOKS: Duration = Duration::from_millis(50);

/// What keys are called in the protocol.
pub const CONTROL: char = '\u{e009}';
pub const ENTER: char = '\u{e007}';
pub const DOWN: char = '\u{e015}';

/// One browser, at which several people sit one after another, each with a session of their own.
pub struct Visitor {
    pub driver: Driver,
    pub address: String,
    who: String,
    cookies: BTreeMap<String, Vec<Value>>,
}

/// How the server answered what was sent without a page.
#[derive(Debug)]
pub struct Answer {
    pub status: u64,
    pub path: String,
    pub text: String,
}

const FIND_BUTTON: &str = "
    const text = (e) => e.textContent.replace(/\\s+/g, ' ').trim();
    const all = [...document.querySelectorAll('button, a, summary')].filter((e) => e.checkVisibility());
    return all.find((e) => text(e) === arguments[0]) ?? all.find((e) => text(e).startsWith(arguments[0])) ?? null;";

const FIND_FIELD: &str = "
    const text = (e) => e.textContent.replace(/\\s+/g, ' ').trim();
    const all = [...document.querySelectorAll('label')].filter((e) => e.control?.checkVisibility());
    const label = all.find((e) => text(e) === arguments[0]) ?? all.find((e) => text(e).startsWith(arguments[0]));
    return label?.control ?? null;";

const SEND: &str = "
    const [page, action, fields] = given;
    const found = new DOMParser().parseFromString(await (await fetch(page)).text(), 'text/html');
    const body = new URLSearchParams(fields);
    for (const name of ['_csrf', '_command']) {
        const hidden = found.querySelector(`main input[name=${name}]`) ?? found.querySelector(`input[name=${name}]`);
        if (hidden && !body.has(name)) body.set(name, hidden.value);
    }
    const answer = await fetch(action, { method: 'POST', body });
    const text = new DOMParser().parseFromString(await answer.text(), 'text/html').body.textContent;
    return { status: answer.status, path: new URL(answer.url).pathname, text: text.replace(/\\s+/g, ' ') };";

impl Visitor {
    /// Somebody with a fresh browser.
    pub fn at(server: &Server) -> Self {
        let address = server.address.clone();
        Self { driver: Driver::start(), address, who: String::new(), cookies: BTreeMap::new() }
    }

    /// Another person sits down: with the session that they had, or none.
    pub fn becomes(&mut self, who: &str) {
        let left = self.driver.tell("GET", "cookie", &Value::Null).unwrap();
        let left = left.as_array().cloned().unwrap_or_default();
        self.cookies.insert(std::mem::replace(&mut self.who, who.to_owned()), left);
        self.driver.tell("DELETE", "cookie", &Value::Null).unwrap();
        for cookie in self.cookies.remove(who).unwrap_or_default() {
            self.driver.tell("POST", "cookie", &json!({ "cookie": cookie })).unwrap();
        }
    }

    pub fn open(&self, path: &str) {
        let url = format!("{}{path}", self.address);
        self.driver.tell("POST", "url", &json!({ "url": url })).unwrap();
    }

    /// The path and query of the page.
    pub fn path(&self) -> String {
        text_of(&self.driver.run("return location.pathname + location.search", &[]).unwrap())
    }

    /// Presses a button, a link or what opens a part of the page, by what it says.
    #[track_caller]
    pub fn press(&self, says: &str) {
        let button = self.find(FIND_BUTTON, says);
        self.driver.tell("POST", &format!("element/{button}/click"), &json!({})).unwrap();
    }

    /// Presses twice within a tenth of a second, as a hand in a hurry does.
    #[track_caller]
    pub fn press_twice(&self, says: &str) {
        let button = self.find(FIND_BUTTON, says);
        let origin = json!({ ELEMENT: button });
        let (down, up) =
            (json!({ "type": "pointerDown", "button": 0 }), json!({ "type": "pointerUp", "button": 0 }));
        let moved = json!({ "type": "pointerMove", "origin": origin, "x": 0, "y": 0, "duration": 0 });
        let hand = json!({ "type": "pointer", "id": "hand", "actions": [moved, down, up, down, up] });
        self.driver.tell("POST", "actions", &json!({ "actions": [hand] })).unwrap();
    }

    /// Types into a field, by its label; what stood there is gone.
    #[track_caller]
    pub fn fill(&self, label: &str, text: &str) {
        let field = self.find(FIND_FIELD, label);
        let element = json!({ ELEMENT: field });
        // What a calendar takes from fingers depends on the language; what it holds does not.
        let script = "const e = arguments[0];
            if (!['date', 'month'].includes(e.type)) return false;
            e.value = arguments[1];
            for (const type of ['input', 'change']) e.dispatchEvent(new Event(type, { bubbles: true }));
            return true;";
        if self.driver.run(script, &[element, json!(text)]).unwrap() == json!(false) {
            self.driver.tell("POST", &format!("element/{field}/clear"), &json!({})).unwrap();
            self.type_into(&field, text);
        }
    }

    /// Picks from a list, by what the choice says.
    #[track_caller]
    pub fn choose(&self, label: &str, says: &str) {
        let list = json!({ ELEMENT: self.find(FIND_FIELD, label) });
        let script = "const e = arguments[0], all = [...e.options];
            const option = all.find((o) => o.text.trim().startsWith(arguments[1]));
            if (!option) return all.map((o) => o.text);
            e.value = option.value;
            for (const type of ['input', 'change']) e.dispatchEvent(new Event(type, { bubbles: true }));
            return null;";
        let others = self.driver.run(script, &[list, json!(says)]).unwrap();
        assert!(others.is_null(), "{label} does not offer {says} but {others}");
    }

    #[track_caller]
    pub fn tick(&self, label: &str) {
        let field = self.find(FIND_FIELD, label);
        self.driver.tell("POST", &format!("element/{field}/click"), &json!({})).unwrap();
    }

    /// Chooses a file for a field.
    #[track_caller]
    pub fn attach(&self, label: &str, file: &Path) {
        self.type_into(&self.find(FIND_FIELD, label), &file.display().to_string());
    }

    /// Presses keys where the cursor is.
    pub fn keys(&self, keys: &str) {
        let active = self.driver.tell("GET", "element/active", &Value::Null).unwrap();
        self.type_into(active[ELEMENT].as_str().unwrap(), keys);
    }

    /// What a field holds, by its label.
    #[track_caller]
    pub fn holds(&self, label: &str) -> String {
        let field = json!({ ELEMENT: self.find(FIND_FIELD, label) });
        text_of(&self.driver.run("return arguments[0].value", &[field]).unwrap())
    }

    /// What is said beside a field that was refused, by its label.
    #[track_caller]
    pub fn error_beside(&self, label: &str) -> String {
        let field = json!({ ELEMENT: self.find(FIND_FIELD, label) });
        let script = "const e = arguments[0];
            if (e.ariaInvalid !== 'true') return '';
            const said = e.getAttribute('aria-describedby') ?? '';
            return said.split(' ').map((id) => document.getElementById(id))
                .filter((p) => p?.matches('.error')).map((p) => p.textContent.trim()).join(' ');";
        text_of(&self.driver.run(script, &[field]).unwrap())
    }

    /// Waits until the page shows all of these.
    #[track_caller]
    pub fn sees(&self, sentences: &[&str]) {
        for sentence in sentences {
            let found = self.look(|| self.text().contains(sentence).then_some(()));
            assert!(found.is_some(), "{sentence:?} is not on {}:\n{}", self.path(), self.text());
        }
    }

    /// Waits for these, then says that those are not there.
    #[track_caller]
    pub fn sees_without(&self, sentences: &[&str], others: &[&str]) {
        self.sees(sentences);
        let text = self.text();
        for other in others {
            assert!(!text.contains(other), "{other:?} is on {}:\n{text}", self.path());
        }
    }

    /// What the page shows, in one line.
    pub fn text(&self) -> String {
        let script = "return document.body.innerText.replace(/\\s+/g, ' ')";
        self.driver.run(script, &[]).map(|text| text_of(&text)).unwrap_or_default()
    }

    /// What each place of the page shows that a selector finds.
    pub fn all(&self, selector: &str) -> Vec<String> {
        let script = "return [...document.querySelectorAll(arguments[0])].filter((e) => e.checkVisibility())
            .map((e) => e.innerText.replace(/\\s+/g, ' ').trim())";
        let found = self.driver.run(script, &[json!(selector)]).unwrap();
        found.as_array().unwrap().iter().map(text_of).collect()
    }

    /// The first answer of a question to the page that is no nothing.
    pub fn look<T>(&self, question: impl Fn() -> Option<T>) -> Option<T> {
        (0..LOOKS).find_map(|look| {
            if look > 0 {
                std::thread::sleep(BETWEEN_LOOKS);
            }
            question()
        })
    }

    /// Sends a form without its page, with what `page` would have hidden in it.
    pub fn send(&self, page: &str, action: &str, fields: &[(&str, &str)]) -> Answer {
        let fields: Vec<[&str; 2]> = fields.iter().map(|(name, value)| [*name, *value]).collect();
        let said = self.driver.wait_for(SEND, &[json!(page), json!(action), json!(fields)]).unwrap();
        Answer {
            status: said["status"].as_u64().unwrap(),
            path: text_of(&said["path"]),
            text: text_of(&said["text"]),
        }
    }

    #[track_caller]
    fn find(&self, script: &str, says: &str) -> String {
        let element = self.look(|| {
            let found = self.driver.run(script, &[json!(says)]).ok()?;
            found[ELEMENT].as_str().map(str::to_owned)
        });
        element.unwrap_or_else(|| panic!("no {says:?} on {}:\n{}", self.path(), self.text()))
    }

    fn type_into(&self, element: &str, text: &str) {
        self.driver.tell("POST", &format!("element/{element}/value"), &json!({ "text": text })).unwrap();
    }
}

/// The text of an answer; nothing where it is none.
pub fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
