// The theme editor's preview follows every choice at once. Without it a button shows the preview.
const editor = document.querySelector("[data-theme-editor]");
const frame = document.querySelector("[data-theme-preview]");
const PAUSE = 250; // milliseconds after the last key or movement

if (editor && frame) {
  const names = editor.dataset.themeEditor.split(" ");
  let waiting;
  const show = () => {
    const chosen = new FormData(editor);
    const query = new URLSearchParams(names.map((name) => [name, chosen.get(name) ?? ""]));
    frame.src = `${frame.dataset.themePreview}?${query}`;
  };
  editor.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, PAUSE);
  });
}
