//! Every kind of page that a role can reach from its first one by following links: none is missing, and
//! each is well made.
#![cfg(test)]

use serde_json::json;

use super::given;
use super::server::Server;
use super::visitor::text_of;

const ROLES: [&str; 6] = ["Bendahara", "Kasir", "Pengawas", "Ketua", "Pendamping", "Dinas"];

/// Follows links until no new kind of page turns up; pages that differ in numbers alone are one kind.
const CRAWL: &str = "
    const kind = (url) => url.pathname.replace(/\\d+/g, '0') + ' ' + [...url.searchParams.keys()].sort();
    const seen = new Map(), faults = [], waiting = [[new URL('/', location), 'the first page']];
    const look = (page, path) => {
        const all = (selector) => [...page.querySelectorAll(selector)];
        const ids = all('[id]').map((e) => e.id);
        const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
        if (twice.length) faults.push(`${path} has the ids ${twice} twice`);
        if (all('h1').length !== 1) faults.push(`${path} has ${all('h1').length} headings h1`);
        const unnamed = all('input:not([type=hidden]), select, textarea').filter((e) => !e.labels.length && !e.ariaLabel);
        if (unnamed.length) faults.push(`${path} does not name ${unnamed[0].outerHTML}`);
        const pointed = all('[aria-describedby], [aria-labelledby]').flatMap((e) =>
            `${e.getAttribute('aria-describedby') ?? ''} ${e.getAttribute('aria-labelledby') ?? ''}`.split(' '));
        const lost = pointed.filter((id) => id && !ids.includes(id));
        if (lost.length) faults.push(`${path} points at ${lost}, which is not there`);
        const odd = page.body.textContent.match(/\\b(None|Some\\(|undefined|NaN|null)|\\{\\{|\\{%/);
        if (odd) faults.push(`${path} says ${odd[0]}`);
        for (const a of all('a[href]')) {
            const href = a.getAttribute('href');
            const to = href.startsWith('#') ? null : new URL(href, new URL(path, location));
            if (!to && !ids.includes(href.slice(1))) faults.push(`${path} leads to ${href}, which is not there`);
            if (to && to.origin !== location.origin) faults.push(`${path} leads away to ${to}`);
            else if (to) waiting.push([to, path]);
        }
    };
    while (waiting.length) {
        const some = [];
        while (waiting.length && some.length < 6) {
            const [url, from] = waiting.shift();
            if (!seen.has(kind(url))) some.push([url, from]);
            seen.set(kind(url), url.pathname + url.search);
        }
        await Promise.all(some.map(async ([url, from]) => {
            const answer = await fetch(url), path = url.pathname + url.search;
            if (answer.status !== 200) faults.push(`${path}, linked on ${from}, answers ${answer.status}`);
            if (!answer.headers.get('content-type').startsWith('text/html')) return;
            look(new DOMParser().parseFromString(await answer.text(), 'text/html'), path);
        }));
    }
    return { faults, kinds: seen.size };";

#[test]
fn every_link_of_every_role_leads_to_a_page_that_is_well_made() {
    let Some(server) = Server::demo() else { return };
    let mut visitor = given::city(&server, &ROLES);
    let mut faults = Vec::new();
    for role in ROLES {
        visitor.becomes(role);
        visitor.open("/");
        let found = visitor.driver.wait_for(CRAWL, &[json!(null)]).unwrap();
        assert!(found["kinds"].as_u64().unwrap() > 8, "{role} reaches {} kinds of page", found["kinds"]);
        println!("{role}: {} kinds of page", found["kinds"]);
        faults.extend(
            found["faults"].as_array().unwrap().iter().map(|fault| format!("{role}: {}", text_of(fault))),
        );
    }
    assert!(faults.is_empty(), "{faults:#?}");
}
