#![cfg(test)]
use super::given;
use super::server::Server;
use serde_json::json;
#[test]
fn zz() {
    let server = Server::demo();
    let Some(mut v) = given::city(&server, &["Dinas"]) else { return };
    v.becomes("Dinas");
    v.driver.develop("Emulation.setDeviceMetricsOverride", &json!({ "width": 360, "height": 800, "deviceScaleFactor": 1, "mobile": true }));
    v.open("/wilayah/19.71/koperasi/19.71.04.1001");
    println!("{:#}", v.driver.run("return [...document.querySelectorAll('body *')].map(e => [e.getBoundingClientRect().right, getComputedStyle(e).position, e.outerHTML.slice(0,150), e.scrollWidth, e.clientWidth]).filter(x => x[0] > 361 || x[3] > 361)", &[]).unwrap());
    let png = v.driver.tell("GET", "screenshot", &serde_json::Value::Null).unwrap();
    std::fs::write("/tmp/one360.b64", png.as_str().unwrap()).unwrap();
}
