// Visits written without signal: kept in IndexedDB first, sent later, and called sent only once the server has
// said so. Each thing has a key made here, so that sending again is safe.
const id = (name) => document.getElementById(name);
const root = id("kunjungan"), form = id("isian"), field = form.elements;
const within = (selector) => [...form.querySelectorAll(selector)];
const { user, sheet: sheetAddress, api } = root.dataset;
const SIDE = 1280, BYTES = 180_000, FIRST_WAIT = 5, LAST_WAIT = 300, SENT_KEPT = 20;

const make = (tag, text, props = {}) => Object.assign(document.createElement(tag), { textContent: text ?? "" }, props);
const button = (text, onclick) => make("button", text, { type: "button", className: "button", onclick });
const wrap = (className, ...parts) => { const box = make("div", "", { className }); box.append(...parts); return box; };
const state = (kind, text) => make("span", text, { className: `state ${kind}` });
const key = () => [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");
const short = new Intl.DateTimeFormat("id", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const shown = (date) => date ? short.format(new Date(date)) : "";
const day = (date = new Date()) => new Date(date - date.getTimezoneOffset() * 60000).toISOString().slice(0, 10);

// What is kept on the phone
const db = await new Promise((done, fail) => {
	const asked = indexedDB.open("sokoguru-kunjungan", 1);
	asked.onupgradeneeded = () => {
		for (const name of ["visits", "photos"]) asked.result.createObjectStore(name, { keyPath: "key" });
		asked.result.createObjectStore("kept");
	};
	asked.onsuccess = () => done(asked.result);
	asked.onerror = () => fail(asked.error);
});
function store(name, mode, work) {
	return new Promise((done, fail) => {
		const tx = db.transaction(name, mode, { durability: "strict" }), asked = work(tx.objectStore(name));
		tx.oncomplete = () => done(asked.result);
		tx.onerror = tx.onabort = () => fail(tx.error);
	});
}
const all = (name) => store(name, "readonly", (s) => s.getAll());
const put = (name, value, at) => store(name, "readwrite", (s) => s.put(value, at));
const drop = (name, at) => store(name, "readwrite", (s) => s.delete(at));
const mine = async () => (await all("visits")).filter((v) => v.user === user);

let ended = false; // the session, as the server has said
let held = ""; // why the server takes nothing from here now

// The sheet: cooperatives, questions, what was agreed
let sheet = await store("kept", "readonly", (s) => s.get(`sheet-${user}`));
async function refresh() {
	try {
		const answer = await fetch(sheetAddress, { signal: AbortSignal.timeout(20_000) });
		if (answer.status === 401) ended = true;
		if (!answer.ok) return;
		sheet = await answer.json();
		await put("kept", sheet, `sheet-${user}`);
		offer();
	} catch { /* the one that is kept is used */ }
}
function offer() {
	const chosen = field.cooperative.value || draft?.cooperative || "";
	field.cooperative.replaceChildren(make("option", "Pilih koperasi", { value: "" }));
	for (const one of sheet?.cooperatives ?? []) field.cooperative.append(make("option", one.name, { value: one.code }));
	field.cooperative.value = chosen;
	if (sheet) id("lembar").textContent = `Daftar koperasi per ${shown(sheet.as_of)}.`;
	about();
}
const cooperative = (code) => sheet?.cooperatives.find((one) => one.code === code);
function about() {
	const one = cooperative(field.cooperative.value), box = id("tentang"), asked = id("pertanyaan");
	box.hidden = !one;
	const typed = { ...draft?.answers, ...answers() };
	asked.replaceChildren();
	box.replaceChildren();
	if (!one) return;
	box.append(make("p", `Tahap ${one.stage_label}. ${one.holds_back.join(" ")}`));
	for (const a of one.actions) box.append(make("p", `${a.late ? "Lewat tenggat" : "Berjalan"}: ${a.what} (${a.owner}, ${shown(a.due)})`, { className: "small" }));
	if (one.last && !(draft && one.last.key === visitOf(draft))) {
		box.append(button(`Ubah kunjungan ${shown(one.last.date)}`, () => edit({ ...one.last, base: one.last.revision, cooperative: one.code })));
	}
	const stage = draft?.stage && draft.base ? draft.stage : one.stage;
	field.stage.value = stage;
	(sheet.questions[stage] ?? []).forEach(({ question }, n) => {
		const label = make("label", question, { htmlFor: `jawab-${n}` }), input = make("textarea", "", { id: `jawab-${n}`, rows: 2 });
		input.dataset.question = question;
		input.value = typed[question] ?? "";
		asked.append(wrap("field", label, input));
	});
}
function answers() {
	return Object.fromEntries(within("[data-question]").map((e) => [e.dataset.question, e.value]));
}

// The visit that is being written
let draft = (await mine()).find((v) => v.state === "draft");
// What is kept here has a key of its own: another version of the same visit, perhaps of another mentor on this
// phone, is never written over.
const visitOf = (v) => v.visit ?? v.key;
function blank() {
	return { key: key(), user, base: 0, state: "draft", date: day(), topics: [], answers: {}, actions: [], started: Date.now() };
}
function read() {
	const action = (row) => {
		const value = (name) => row.querySelector(`[name=${name}]`).value;
		return { key: row.dataset.key, what: value("what"), owner: value("owner"), due: value("due") };
	};
	return Object.assign(draft, {
		cooperative: field.cooperative.value, name: cooperative(field.cooperative.value)?.name ?? draft.name,
		date: field.date.value, stage: field.stage.value, findings: field.findings.value, answers: answers(),
		topics: within("[name=topic]:checked").map((e) => e.value),
		actions: [...id("tindak").children].map(action),
	});
}
function addAction(action) {
	const row = id("satu-tindak").content.firstElementChild.cloneNode(true);
	row.dataset.key = action?.key ?? key();
	for (const name of ["what", "owner", "due"]) {
		const input = row.querySelector(`[name=${name}]`);
		input.id = `${name}-${row.dataset.key}`;
		row.querySelector(`[data-for=${name}]`).htmlFor = input.id;
		if (action) input.value = action[name];
	}
	row.querySelector("button").onclick = () => { row.remove(); keepDraft(); };
	id("tindak").append(row);
}
async function fill() {
	form.reset();
	id("tindak").replaceChildren();
	field.cooperative.value = draft.cooperative ?? "";
	field.date.value = draft.date;
	field.findings.value = draft.findings ?? "";
	for (const box of within("[name=topic]")) box.checked = draft.topics.includes(box.value);
	draft.actions.forEach(addAction);
	id("pertanyaan").replaceChildren();
	about();
	place();
	await thumbs();
}
async function edit(visit) {
	if (draft && (read().findings || draft.actions.length) && !confirm("Kunjungan yang sedang ditulis belum disimpan. Buang dan ubah yang ini?")) return;
	await drop("visits", draft.key);
	draft = { ...blank(), ...visit, key: visit.user ? visit.key : key(), visit: visitOf(visit), user, state: "draft" };
	await fill();
	await keepDraft();
	field.findings.focus();
}
let later;
const keepSoon = () => { clearTimeout(later); later = setTimeout(keepDraft, 200); };
const keepDraft = () => { clearTimeout(later); return put("visits", read()).catch(full); };
const where = (text) => { id("lokasi").textContent = text; };
const place = () => where(draft.latitude == null ? "Lokasi belum dicatat." : `Lokasi tercatat: ${draft.latitude / 1e6}, ${draft.longitude / 1e6}`);
id("catat-lokasi").onclick = () => {
	where("Mencari lokasi …");
	navigator.geolocation.getCurrentPosition(({ coords }) => {
		draft.latitude = Math.round(coords.latitude * 1e6);
		draft.longitude = Math.round(coords.longitude * 1e6);
		place();
		keepDraft();
	}, () => where("Lokasi tidak didapat. Kunjungan tetap bisa disimpan."), { timeout: 20_000 });
};

// Photos are made small here: 12 MB never go over the air
async function small(file) {
	const image = await createImageBitmap(file);
	for (let side = SIDE; side > 200; side = Math.round(side * 0.8)) {
		const by = Math.min(1, side / Math.max(image.width, image.height));
		const canvas = make("canvas", "", { width: Math.ceil(image.width * by), height: Math.ceil(image.height * by) });
		canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
		for (const quality of [0.8, 0.65, 0.5]) {
			const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
			if (blob.size <= BYTES) return blob;
		}
	}
	throw Error();
}
field.photos.onchange = async () => {
	const files = [...field.photos.files];
	field.photos.value = "";
	form.ariaBusy = "true";
	await keepDraft();
	for (const file of files) {
		const blob = await small(file).catch(() => null);
		if (!blob) say("look", `${file.name} bukan foto yang bisa dibuka. Ambil foto lagi.`);
		else await put("photos", { key: key(), visit: draft.key, user, name: file.name, blob }).catch(full);
	}
	form.ariaBusy = null;
	await thumbs();
};
async function thumbs() {
	const box = id("foto");
	for (const image of box.querySelectorAll("img")) URL.revokeObjectURL(image.src);
	box.replaceChildren();
	for (const photo of (await all("photos")).filter((p) => p.visit === draft.key && p.blob)) {
		const off = button("Hapus foto", async () => { await drop("photos", photo.key); thumbs(); });
		box.append(wrap("", make("img", "", { src: URL.createObjectURL(photo.blob), width: 96, height: 72, alt: `Foto ${Math.ceil(photo.blob.size / 1000)} KB` }), off));
	}
}

// Saving on the phone
function say(kind, text) {
	const box = id("pesan");
	box.className = `flash ${kind}`;
	box.replaceChildren(make("div", text));
	box.hidden = false;
	box.scrollIntoView({ block: "center" });
}
// The phone has no room, or the browser refuses: nothing is called kept that is not.
function full(fault) {
	say("look", fault?.name === "QuotaExceededError"
		? "Penyimpanan HP penuh, jadi tulisan terakhir belum tersimpan. Jangan tutup halaman ini: kosongkan ruang atau hapus foto di sini, lalu simpan lagi."
		: "Peramban menolak menyimpan. Jangan tutup halaman ini: coba simpan lagi.");
}
form.addEventListener("input", keepSoon);
addEventListener("pagehide", keepDraft);
field.cooperative.addEventListener("change", () => { draft.started = Date.now(); about(); });
id("tambah-tindak").onclick = () => addAction();
form.addEventListener("submit", async (event) => {
	event.preventDefault();
	if (form.ariaBusy) return say("wait", "Foto masih dikecilkan. Tunggu sebentar, lalu simpan lagi.");
	read();
	clearTimeout(later);
	// Each version has a name of its own: what is sent again is the same, what was changed since is not.
	const ready = { ...draft, state: "ready", command: key(), ended: Date.now(), written: Date.now(), problem: null };
	// What could not be kept stays in the form.
	try { await put("visits", ready); } catch (fault) { return full(fault); }
	draft = blank();
	await fill();
	say("good", "Tersimpan di HP. Dikirim begitu ada sinyal.");
	await show();
	send();
});

// Sending
async function post(address, command, value) {
	try {
		const answer = await fetch(address, {
			method: "POST", signal: AbortSignal.timeout(90_000), body: JSON.stringify(value),
			headers: { "Content-Type": "application/json", "Idempotency-Key": command },
		});
		const said = await answer.json();
		if (answer.ok) return said;
		if (answer.status === 401) { ended = true; throw Error(); }
		if (answer.status === 409) held = said.error?.sentence ?? "";
		if (answer.status < 500 && ![408, 409, 429].includes(answer.status)) return { refused: said.error?.sentence ?? "Ditolak." };
	} catch { /* no signal, or half an answer */ }
	throw Error("later");
}
async function sendVisit(v) {
	const sent = ["base", "date", "stage", "answers", "topics", "findings", "started", "ended", "written", "actions", "latitude", "longitude"];
	const value = { ...Object.fromEntries(sent.map((name) => [name, v[name]])), key: visitOf(v), writer: Number(user) };
	const said = await post(`${api}/${v.cooperative}/visits`, v.command ?? `${v.key}-${v.saves}`, value);
	const done = said.refused ? { state: "refused", problem: said.refused } : { state: "sent", sent: Date.now(), base: said.revision, conflict: said.conflict };
	await put("visits", { ...v, ...done });
}
async function sendPhoto(photo, v) {
	let text = "";
	for (const byte of new Uint8Array(await photo.blob.arrayBuffer())) text += String.fromCharCode(byte);
	const { key, name } = photo, said = await post(`${api}/${v.cooperative}/visits/${visitOf(v)}/photos`, key, { key, name, content: btoa(text) });
	// A photo that is refused stays on the phone with the reason; one that arrived need not.
	await put("photos", said.refused ? { ...photo, problem: said.refused } : { ...photo, blob: null, sent: Date.now() });
}
async function sendAll() {
	for (const v of (await mine()).filter((v) => v.state === "ready")) await sendVisit(v);
	const sent = new Map((await mine()).filter((v) => v.state === "sent").map((v) => [v.key, v]));
	for (const photo of await all("photos")) {
		if (photo.blob && !photo.problem && sent.has(photo.visit)) await sendPhoto(photo, sent.get(photo.visit));
	}
	await forget();
}
async function forget() {
	const waits = new Set((await all("photos")).filter((p) => p.blob).map((p) => p.visit));
	const old = (await mine()).filter((v) => v.state === "sent" && !waits.has(v.key)).sort((a, b) => b.sent - a.sent).slice(SENT_KEPT);
	for (const v of old) await drop("visits", v.key);
	const left = new Set((await all("visits")).map((v) => v.key));
	for (const p of await all("photos")) if (!left.has(p.visit)) await drop("photos", p.key);
}
let wait = FIRST_WAIT, timer, sending = false;
async function send() {
	if (sending) return;
	sending = true;
	clearTimeout(timer);
	try {
		await (navigator.locks ? navigator.locks.request("kirim-kunjungan", sendAll) : sendAll());
		wait = FIRST_WAIT;
		ended = false;
		held = "";
		await refresh();
	} catch {
		timer = setTimeout(send, wait * 1000);
		wait = Math.min(wait * 2, LAST_WAIT);
	}
	sending = false;
	await show();
}

// What waits
async function unsent() {
	const visits = await all("visits"), photos = await all("photos");
	const own = new Map(visits.filter((v) => v.user === user && v.state !== "draft").map((v) => [v.key, v]));
	return {
		all: [...own.values()], visits: [...own.values()].filter((v) => v.state !== "sent"),
		photos: photos.filter((p) => p.blob && own.has(p.visit)),
		others: visits.filter((v) => v.user !== user && v.state !== "sent").length,
	};
}
let waiting = 0;
async function show() {
	const left = await unsent();
	waiting = left.visits.length + left.photos.length;
	id("masuk").hidden = !ended;
	id("tertahan").hidden = !held;
	id("tertahan").textContent = held;
	id("sinyal").replaceChildren(navigator.onLine ? state("live", "Ada sinyal") : state("none", "Tanpa sinyal"));
	id("jumlah").textContent = waiting ? `Belum terkirim: ${left.visits.length} kunjungan, ${left.photos.length} foto.` : "Semua kunjungan sudah terkirim.";
	id("lain").hidden = !left.others;
	id("lain").firstElementChild.textContent = left.others;
	id("kirim").hidden = !waiting;
	id("antrean").replaceChildren(...left.all.sort((a, b) => b.written - a.written).map((v) => {
		const photos = left.photos.filter((p) => p.visit === v.key), row = wrap("row");
		const fault = v.problem ?? photos.find((p) => p.problem)?.problem, about = make("span", v.name ?? v.cooperative);
		about.append(make("small", [shown(v.date), photos.length && `${photos.length} foto belum terkirim`, fault].filter(Boolean).join(" · ")));
		row.append(about, fault ? state("look", "Ditolak") : v.state !== "sent" ? state("wait", "Belum terkirim")
			: v.conflict ? state("look", "Terkirim, bentrok") : photos.length ? state("wait", "Foto menunggu") : state("good", "Terkirim"));
		if (v.state === "refused") row.append(button("Perbaiki", () => edit(v)));
		const item = make("li");
		item.append(row);
		return item;
	}));
}
id("kirim").onclick = async () => {
	for (const p of await all("photos")) if (p.problem) await put("photos", { ...p, problem: null });
	for (const v of await mine()) if (v.state === "refused") await put("visits", { ...v, state: "ready", command: key(), problem: null });
	send();
};
addEventListener("online", () => { wait = FIRST_WAIT; send(); });
addEventListener("offline", show);
addEventListener("beforeunload", (event) => { if (waiting) event.preventDefault(); });
// Signing out: nobody should take what waits here for sent.
document.querySelector("form[action='/keluar']")?.addEventListener("submit", (event) => {
	if (waiting && !confirm("Masih ada yang belum terkirim. Semua tetap di HP ini dan baru terkirim setelah Anda masuk lagi. Keluar?")) {
		event.preventDefault();
		return event.stopImmediatePropagation();
	}
	waiting = 0;
	drop("kept", `sheet-${user}`);
	globalThis.caches?.delete("kunjungan");
}, true);

// The page opens without the server
async function keepPage() {
	await navigator.serviceWorker.register(root.dataset.worker, { scope: location.pathname });
	const parts = [...document.querySelectorAll("script[src], link[rel=stylesheet], link[rel=icon], .brand img")].map((e) => e.src || e.href);
	const self = location.origin + location.pathname, cache = await caches.open("kunjungan");
	const keep = async (address, fits) => {
		const answer = await fetch(address);
		if (!answer.ok || answer.redirected || !await fits(answer.clone())) throw Error();
		await cache.put(address, answer);
	};
	// The parts first, the page after them, what is old last: a signal that breaks off leaves a whole version.
	for (const address of parts) if (!await cache.match(address, { ignoreVary: true })) await keep(address, () => true);
	await keep(self, async (page) => (await page.text()).includes(new URL(import.meta.url).pathname));
	for (const old of await cache.keys()) if (![self, ...parts].includes(old.url)) await cache.delete(old);
	root.dataset.kept = "1";
}

id("mulai").remove();
draft ??= blank();
offer();
await fill();
root.hidden = false;
await show();
navigator.storage?.persist?.();
// Over plain HTTP no page is kept.
keepPage().catch(() => {});
send();
