// The import page: the whole card takes a file, says which one, and shows that it is being read.
const form = document.querySelector("[data-drop]"), input = form.querySelector("input[type=file]");
const said = form.querySelector("[data-chosen]"), busy = form.querySelector("[data-busy]");
const most = 12 * 1024 * 1024;
const size = (n) => n < 1024 * 1024 ? `${Math.ceil(n / 1024)} KB` : `${(n / 1024 / 1024).toFixed(1).replace(".", ",")} MB`;
const over = (on) => form.classList.toggle("over", on);
const isFile = (e) => [...(e.dataTransfer?.types ?? [])].includes("Files");

function tell(problem = "") {
	const [file] = input.files;
	if (file?.size > most) problem = "Berkas ini lebih dari 12 MB. Pecah menjadi beberapa berkas.";
	input.setCustomValidity(file?.size > most ? problem : "");
	said.textContent = problem || (file ? `${file.name} · ${size(file.size)}` : "");
	said.className = `state ${problem ? "look" : "good"}`;
	said.hidden = !said.textContent;
}

// A file that misses the card is not opened in place of the page.
for (const type of ["dragenter", "dragover", "drop"]) addEventListener(type, (e) => {
	if (!isFile(e)) return;
	e.preventDefault();
	const inside = form.contains(e.target);
	e.dataTransfer.dropEffect = inside ? "copy" : "none";
	over(inside && type !== "drop");
	if (type !== "drop" || !inside) return;
	const files = [...e.dataTransfer.files];
	if (files.length !== 1) return tell("Seret satu berkas saja.");
	const bag = new DataTransfer();
	bag.items.add(files[0]);
	input.files = bag.files;
	tell();
	form.querySelector(".primary").focus();
});
addEventListener("dragleave", (e) => { if (!e.relatedTarget) over(false); });
input.addEventListener("change", () => tell());
form.addEventListener("submit", () => {
	busy.querySelector("p").textContent = `Mengirim dan membaca ${input.files[0]?.name ?? "berkas"}. Buku setahun selesai dalam beberapa detik.`;
	busy.hidden = false;
});
addEventListener("pageshow", () => { busy.hidden = true; tell(); });
