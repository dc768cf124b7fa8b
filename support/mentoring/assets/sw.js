// Keeps the page of the visits alive without the server: what it is made of is served from the cache of the
// phone. Calls of the API never pass here; what is to be sent waits in visit.js.
const KEPT = "kunjungan";
const PATIENCE = 4000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
	const { method, url, mode } = event.request, { origin, pathname } = new URL(url);
	if (method !== "GET" || origin !== location.origin || pathname.startsWith("/api/")) return;
	event.respondWith(mode === "navigate" ? page(event.request) : part(event.request));
});

// Scripts and styles have a hash in their name: what is kept is what is asked for.
async function part(request) {
	return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

// The page is asked for first, because it may have changed; a slow network is not waited for.
// What is kept is replaced by visit.js alone, once every part of the new page is here: half a new version over
// a weak signal would leave a page that does not open.
async function page(request) {
	const kept = await caches.match(new URL(request.url).pathname, { ignoreVary: true });
	const stop = kept && AbortSignal.timeout(PATIENCE);
	try {
		const answer = await fetch(request, stop ? { signal: stop } : {});
		return answer.status >= 500 && kept ? kept : answer;
	} catch (error) {
		if (kept) return kept;
		throw error;
	}
}
