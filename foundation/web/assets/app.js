// Sokoguru: comforts on pages that work without them. A feature is a data attribute.
const doc = document, root = doc.documentElement;
const one = (q) => doc.querySelector(q);
const all = (q, from = doc) => [...from.querySelectorAll(q)];
const each = (q, fn, from) => all(q, from).forEach(fn);
const make = (tag, props) => Object.assign(doc.createElement(tag), props);
const halt = (e) => e.preventDefault();
const on = (type, fn) => addEventListener(type, fn);
root.classList.add("js");

const voice = make("p", { className: "visually-hidden", role: "status" });
doc.body.append(voice);

// Keys. <html data-shortcuts="off">: no letters
on("keydown", (e) => {
	const el = e.target, enter = e.key === "Enter", held = e.ctrlKey || e.metaKey;
	if (enter && held) {
		const form = el.form || el.closest("form") || one("main form:has(.primary)");
		form?.requestSubmit(form.querySelector("button.primary"));
		return halt(e);
	}
	if (el.dataset.filter && el.value && (enter || e.key === "Escape")) {
		halt(e);
		if (enter) return items(el).find((i) => !i.hidden)?.querySelector("a")?.click();
		el.value = "";
		return filter(el);
	}
	if (/^Arrow/.test(e.key)) return walk(e);
	if (held || e.altKey || el.matches("input, textarea, select") || root.dataset.shortcuts === "off") return;
	if (e.key === "/") {
		halt(e);
		all("[data-search]").find((i) => i.offsetParent)?.focus();
	} else if (/^[a-z]$/i.test(e.key)) one(`a[data-shortcut="${e.key.toLowerCase()}"]`)?.click();
});

// table[data-walk]: one Tab stop, arrows walk the links
const linksOf = (from) => all("td a, th a", from);
const rowsOf = (table) => all("tr", table).filter((r) => !r.hidden && linksOf(r)[0]);
const stop = (table, link) => linksOf(table).forEach((a) => { a.tabIndex = a === link ? 0 : -1; });
const rest = (table) => stop(table, linksOf(rowsOf(table)[0] || table)[0]);
function walk(e) {
	const link = e.target.closest("table[data-walk] a");
	if (!link) return;
	const table = link.closest("table"), rows = rowsOf(table), row = link.closest("tr");
	const at = rows.indexOf(row), links = linksOf(row), col = links.indexOf(link);
	const pick = (r) => r && (linksOf(r)[col] || linksOf(r)[0]);
	const next = {
		ArrowDown: pick(rows[at + 1]), ArrowUp: pick(rows[at - 1]),
		ArrowRight: links[col + 1], ArrowLeft: links[col - 1],
	}[e.key];
	if (!next) return;
	halt(e);
	stop(table, next);
	next.focus();
}
each("table[data-walk]", rest);

// table[data-sortable]: td[data-value] before text, empty last, th[data-nosort] not
each("table[data-sortable]", (table) => {
	const heads = all("thead th", table);
	heads.forEach((th, i) => {
		if ("nosort" in th.dataset) return;
		const button = make("button", { type: "button" });
		button.append(...th.childNodes);
		th.append(button);
		button.onclick = () => {
			const down = th.ariaSort === "ascending";
			heads.forEach((h) => { h.ariaSort = null; });
			th.ariaSort = down ? "descending" : "ascending";
			const key = ({ cells: { [i]: td } }) => td.dataset.value ?? td.textContent.trim();
			const [body] = table.tBodies;
			body.append(...[...body.rows].sort((a, b) => {
				const x = key(a), y = key(b);
				if (!x || !y) return !x - !y;
				return (down ? -1 : 1) * (x - y || x.localeCompare(y, "id", { numeric: true }));
			}));
			if ("walk" in table.dataset) rest(table);
		};
	});
});

// input[data-filter="#id"]: hides rows or [data-item]s; output[data-count="#id"] tells
const items = (input) => all("tbody tr, [data-item]", one(input.dataset.filter));
function filter(input) {
	const words = input.value.toLowerCase().split(/\s+/), list = items(input), id = input.dataset.filter;
	list.forEach((i) => {
		const text = `${i.textContent} ${i.dataset.item ?? ""}`.toLowerCase();
		i.hidden = !words.every((w) => text.includes(w));
	});
	each(`${id} [data-group]`, (g) => { g.hidden = !g.querySelector("[data-item]:not([hidden])"); });
	const seen = list.filter((i) => !i.hidden).length;
	each(`[data-count="${id}"]`, (o) => { o.textContent = seen ? `${seen} dari ${list.length}` : "Tidak ada yang cocok. Coba kata lain."; });
	each(`${id}[data-walk]`, rest);
}
each("[data-filter]", (i) => i.value && filter(i));

// input[data-rupiah]: dots while typing; the server strips them
function dots(input) {
	let after = input.value.slice(input.selectionEnd).replace(/\D/g, "").length;
	const text = input.value.replace(/\D/g, "").replace(/^0+(?=\d)/, "").replace(/\B(?=(\d{3})+$)/g, ".");
	if (text === input.value) return;
	input.value = text;
	let at = text.length;
	while (after > 0 && at > 0) if (text[--at] !== ".") after--;
	if (input === doc.activeElement) input.setSelectionRange(at, at);
}
each("[data-rupiah]", dots);

// form[data-preview="/url"]: the answer goes into [data-preview-target]
let timer, asked;
function preview(form) {
	clearTimeout(timer);
	asked?.abort();
	timer = setTimeout(async () => {
		const { signal } = asked = new AbortController();
		const body = new URLSearchParams([...new FormData(form)].filter(([, v]) => typeof v === "string"));
		try {
			const answer = await fetch(form.dataset.preview, { method: "POST", body, signal });
			if (answer.ok && !answer.redirected) form.querySelector("[data-preview-target]").innerHTML = await answer.text();
		} catch { /* no signal */ }
	}, 250);
}
on("input", ({ target: el }) => {
	if ("rupiah" in el.dataset) dots(el);
	if (el.dataset.filter) filter(el);
	if (el.form?.dataset.preview) preview(el.form);
});

// input[data-shrink]: photos to 1600 px JPEG; thumbnail on a canvas, no blob: URL
const busy = new WeakMap();
async function small(file, thumbs) {
	try {
		const image = await createImageBitmap(file), { width: w, height: h } = image;
		const draw = (limit) => {
			const by = Math.min(1, limit / Math.max(w, h)), width = Math.ceil(w * by), height = Math.ceil(h * by);
			const canvas = make("canvas", { width, height });
			canvas.getContext("2d").drawImage(image, 0, 0, width, height);
			return canvas;
		};
		thumbs.append(draw(192));
		const blob = await new Promise((done) => draw(1600).toBlob(done, "image/jpeg", 0.8));
		return new File([blob], file.name.replace(/\.\w+$/, ".jpg"), { type: blob.type });
	} catch { return file; } // sent as it is
}
async function shrink(input) {
	each(".thumbs", (t) => t.remove(), input.parentNode);
	const thumbs = make("div", { className: "thumbs" }), bag = new DataTransfer();
	input.after(thumbs);
	for (const file of [...input.files]) bag.items.add(await small(file, thumbs));
	input.files = bag.files;
}
on("change", ({ target: el }) => {
	if ("shrink" in el.dataset) busy.set(el.form, shrink(el).finally(() => busy.delete(el.form)));
});

// A form is sent once; buttons return on pageshow, or after 10 s without signal
const hold = (form, off) => each("button", (b) => { b.disabled = off; }, form);
const free = () => each("[data-sent]", (f) => { delete f.dataset.sent; hold(f, false); });
on("submit", (e) => {
	const form = e.target, by = e.submitter;
	if (form.method === "get") return;
	if (form.dataset.sent) return halt(e);
	if (busy.has(form)) {
		halt(e);
		return busy.get(form).then(() => form.requestSubmit(by));
	}
	form.dataset.sent = 1;
	setTimeout(hold, 0, form, true); // once the button is read
	setTimeout(free, 10000);
});
on("pageshow", free);

// [data-copy="#id"], [data-print], [data-for-seconds="60"]: hides when over
async function copy(button) {
	const from = one(button.dataset.copy), text = from.value ?? from.textContent;
	try { await navigator.clipboard.writeText(text); } catch {
		const area = make("textarea", { value: text });
		button.after(area);
		area.select();
		doc.execCommand("copy");
		area.remove();
	}
	const name = button.dataset.name ??= button.textContent;
	button.textContent = voice.textContent = "Tersalin";
	setTimeout(() => { button.textContent = name; voice.textContent = ""; }, 2500);
}
on("click", (e) => {
	const button = e.target.closest("[data-copy], [data-print]");
	if (button?.dataset.copy) copy(button);
	else if (button) print();
	each(".who[open]", (d) => { if (!d.contains(e.target)) d.open = false; });
});
each("[data-for-seconds]", (el) => setTimeout(() => { el.hidden = true; }, el.dataset.forSeconds * 1e3));
