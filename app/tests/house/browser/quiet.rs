//! What a browser says behind the page, and where it asks.
#![cfg(test)]

use serde_json::{Value, json};

use super::visitor::{Visitor, text_of};

impl Visitor {
    /// The messages of one of the browser's logs since it was last read.
    fn log(&self, kind: &str) -> Vec<Value> {
        let log = self.driver.tell("POST", "se/log", &json!({ "type": kind })).unwrap();
        log.as_array().cloned().unwrap_or_default()
    }

    /// What the console complained about since it was last asked, each in one line.
    pub fn complaints(&self) -> Vec<String> {
        let worse = |entry: &Value| matches!(entry["level"].as_str(), Some("WARNING" | "SEVERE"));
        self.log("browser")
            .iter()
            .filter(|entry| worse(entry))
            .map(|entry| text_of(&entry["message"]))
            .collect()
    }

    /// Nothing was complained about, and the server alone was asked.
    #[track_caller]
    pub fn was_quiet(&self) {
        let complaints = self.complaints();
        assert!(complaints.is_empty(), "the console says {complaints:#?}");
        let elsewhere = self.asked_elsewhere();
        assert!(elsewhere.is_empty(), "asked elsewhere: {elsewhere:#?}");
    }

    /// The refusals that a journey has already looked at stand in the console too.
    #[track_caller]
    pub fn expects_refusals(&self) {
        let others: Vec<String> = self
            .complaints()
            .into_iter()
            .filter(|line| !line.contains("responded with a status of 4"))
            .collect();
        assert!(others.is_empty(), "the console says {others:#?}");
    }

    /// Every address that was asked since the last time and is not the server's.
    fn asked_elsewhere(&self) -> Vec<String> {
        let asked = self.log("performance").into_iter().filter_map(|entry| {
            let event: Value = serde_json::from_str(entry["message"].as_str()?).ok()?;
            let message = &event["message"];
            (message["method"] == "Network.requestWillBeSent")
                .then(|| text_of(&message["params"]["request"]["url"]))
        });
        asked.filter(|url| url.starts_with("http") && !url.starts_with(&self.address)).collect()
    }
}
